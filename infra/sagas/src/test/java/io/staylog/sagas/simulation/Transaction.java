package io.staylog.sagas.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;

/** What a process has decided and not committed yet. Until it has ended, nobody takes its partitions over. */
final class Transaction {
    /** How far a turn goes. */
    enum Until {
        /** All is decided, and the positions are not sent. */
        DECIDED,
        /** The positions are sent, and with that it is past the fence. */
        PREPARED,
        COMMITTED
    }

    /** A record that is written. */
    record Out(String topic, int partition, String key, byte[] value, Iterable<Header> headers) {}

    final Instant at;
    final List<Out> written = new ArrayList<>();
    final TreeSet<Integer> touched = new TreeSet<>();
    boolean isPrepared;
    /** The brokers have given it up. */
    boolean isAborted;

    Transaction(Instant at) {
        this.at = at;
    }
}
