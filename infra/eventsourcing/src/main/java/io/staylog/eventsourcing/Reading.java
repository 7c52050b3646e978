package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/** What reading a record has come to. */
sealed interface Reading<C> {
    /** Something to decide. */
    record Understood<C>(C command) implements Reading<C> {}

    /** Of a type that there is no rule for. */
    record OfNoRule<C>(String type) implements Reading<C> {}

    /** Something for the dead letters. */
    record Unreadable<C>(Why why) implements Reading<C> {}

    /**
     * Reads a record.
     *
     * @throws RetriableException if it cannot be read now
     */
    static <C> Reading<C> of(ConsumerRecord<byte[], byte[]> record, Wire<C, ?> wire) {
        try {
            return switch (wire.read(record)) {
                case Wire.Incoming.Command<C>(var command) -> new Understood<>(command);
                case Wire.Incoming.Skipped<C>(var type) -> new OfNoRule<>(type);
            };
        } catch (UnreadableRecordException e) {
            return new Unreadable<>(e.why());
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            Fault.LOG.error("Reading {} has failed", idOf(record), e);
            return new Unreadable<>(Fault.why("unreadable", "reading it has failed", e, true));
        }
    }

    /** Name of the letter that a record becomes when it is put aside. */
    static LetterId idOf(ConsumerRecord<byte[], byte[]> record) {
        return new LetterId(record.topic(), record.partition(), record.offset());
    }
}
