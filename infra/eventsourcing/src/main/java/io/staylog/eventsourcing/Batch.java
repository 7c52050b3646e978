package io.staylog.eventsourcing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** What one poll has brought and the timers that are due with it, while it is decided and until it is committed. */
final class Batch {
    final Instant now;
    /** How many records are to be decided. */
    final int records;
    /** Partitions whose state or position has changed. */
    final TreeSet<Integer> touched = new TreeSet<>();
    /** Inputs that cannot be read now, with the reason. */
    final Map<TopicPartition, String> mustWait = new HashMap<>();

    final Tally tally = new Tally();
    private final long startedNanos = System.nanoTime();

    Batch(Instant now, int records) {
        this.now = now;
        this.records = records;
    }

    Duration age() {
        return ageAt(System.nanoTime());
    }

    Duration ageAt(long nanos) {
        return Duration.ofNanos(nanos - startedNanos);
    }
}
