package io.staylog.eventsourcing;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the inputs have been decided, as the brokers know it. */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final EngineSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;

    /** For a member of the group, and what it writes its positions with. */
    Positions(EngineSettings settings, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.consumer = consumer;
        this.producer = producer;
    }

    /** The offset that is to be decided next, for a person to read. */
    String next(TopicPartition at) {
        var position = consumer.committed(Set.of(at)).get(at);
        return position == null ? "0" : Long.toString(position.offset());
    }

    /**
     * The committed positions, which the brokers hold back while a transaction that would move them is open. They may hold them
     * back for one that ended long ago: Kafka 4.2.1 does where the coordinator of the group had to be loaded anew in the middle of
     * a commit, and never stops. What it keeps there of a producer goes with that producer's next transaction, however it ends.
     */
    Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        var all = Set.copyOf(partitions);
        try {
            return consumer.committed(all, settings.transactionTimeout().multipliedBy(2)); // Brokers look now and then.
        } catch (TimeoutException e) {
            LOG.warn(
                    "The brokers hold back positions of {} for a transaction that should be over. One of ours is begun and aborted,"
                            + " in case it was ours; if this goes on, restart the broker that coordinates the group: {}",
                    settings.group(),
                    e.getMessage());
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(all.iterator().next(), new OffsetAndMetadata(0)), consumer.groupMetadata());
            producer.abortTransaction();
            return consumer.committed(all);
        }
    }
}
