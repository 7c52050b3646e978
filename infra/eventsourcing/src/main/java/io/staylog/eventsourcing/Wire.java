package io.staylog.eventsourcing;

import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Translates between records and what the rules speak of. The engine itself looks at keys, partitions and offsets only.
 *
 * @param <C> what can be asked
 * @param <E> what can be decided
 */
public interface Wire<C, E> {
    /** What an input record turned out to be. */
    sealed interface Incoming<C> {
        /** Something to decide. */
        record Command<C>(C command) implements Incoming<C> {}

        /** A record type that this service has no rule for. */
        record Skipped<C>(String type) implements Incoming<C> {}
    }

    /**
     * An event as bytes.
     *
     * @param topic where it goes; the partition is that of the input
     * @param value the record's value
     * @param headers the record's headers
     */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
    record Outgoing(String topic, byte[] value, Iterable<Header> headers) {}

    /**
     * Takes a look at all input records of a batch, before they are read one by one: what has to be asked of somebody else is
     * best asked for all of them at once. It must not fail.
     */
    default void prepare(Iterable<ConsumerRecord<byte[], byte[]>> batch) {}

    /**
     * Reads an input record. Its key is there and belongs to its partition.
     *
     * @throws UnreadableRecordException if nobody will ever be able to read it; it goes to the dead-letter topic
     * @throws RetriableException if it cannot be read now, for example because the schema registry is away
     */
    Incoming<C> read(ConsumerRecord<byte[], byte[]> record);

    /**
     * Whether a record on this service's own topic was written by it. What anybody else has put there says nothing and must stop
     * nobody. This only keeps accidents out: who forges the sign of the owner is kept out by access rights.
     */
    default boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return true;
    }

    /**
     * Reads an event of this service's own topic. An event that it does not know stops the partition: a state folded from a
     * part of the events would be wrong.
     *
     * @throws RetriableException if it cannot be read now
     */
    E readEvent(ConsumerRecord<byte[], byte[]> record);

    /** Id of the schema that a record was written with, where its value names one; for whoever looks at a dead letter. */
    default OptionalInt schemaId(ConsumerRecord<byte[], byte[]> record) {
        return OptionalInt.empty();
    }

    /**
     * Adds to a log line what may be said of a record: where it stands, and what makes it found again. A stranger may have
     * written it, so nothing of its contents.
     */
    default LoggingEventBuilder describe(LoggingEventBuilder line, ConsumerRecord<byte[], byte[]> record) {
        return line.addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset());
    }

    /**
     * Writes an event.
     *
     * @param origin where it comes from, for the headers
     */
    Outgoing write(E event, Origin origin);
}
