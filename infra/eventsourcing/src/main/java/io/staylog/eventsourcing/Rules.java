package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Decides one command: what follows from it is folded into the state, and added to the transaction. */
final class Rules<S, C, E> {
    // Below what a topic takes. Rules that decide more than that are broken; the brokers would refuse it again and
    // again.
    private static final int EVENT_BYTES_MAX = 1_000_000;

    /** Why something is decided; the id is that of its events but for their index. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, never compared.
    record Cause(
            String key,
            byte[] keyBytes,
            String id,
            @Nullable ConsumerRecord<byte[], byte[]> input) {
        static Cause of(ConsumerRecord<byte[], byte[]> record, String key) {
            return new Cause(key, record.key(), Reading.idOf(record) + "/", record);
        }
    }

    /** A command could not be decided, and nothing has changed. */
    static final class UndecidableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UndecidableException(Throwable cause) {
            super(cause);
        }

        /** The cause for the dead letter; the stack goes to the log. */
        Why why(ConsumerRecord<byte[], byte[]> record) {
            Fault.LOG.error("Deciding {} has failed", Reading.idOf(record), getCause());
            return Fault.why("undecidable", "deciding it has failed", this, false);
        }
    }

    private record Decided<E>(E event, ProducerRecord<byte[], byte[]> record) {}

    private final String eventTopic;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final Transactions transactions;

    Rules(String eventTopic, Decider<S, C, E> decider, Wire<C, E> wire, Transactions transactions) {
        this.eventTopic = eventTopic;
        this.decider = decider;
        this.wire = wire;
        this.transactions = transactions;
    }

    /**
     * What of its key a command is about; null where it is about the key as a whole.
     *
     * @throws UndecidableException if the rules failed
     */
    @Nullable
    String subject(C command, OwnedPartition<S, C, E> partition) {
        return asked(partition, "subject", () -> decider.subject(command));
    }

    /**
     * The letter that has to be dealt with before a command is decided; null where there is none.
     *
     * @throws UndecidableException if the rules failed
     */
    @Nullable
    LetterId blockerOf(String key, C command, OwnedPartition<S, C, E> partition) {
        if (partition.letters().isEmpty()) {
            return null;
        }
        return asked(
                partition,
                "blocker",
                () -> partition
                        .letters()
                        .blockerOf(
                                key,
                                decider.subject(command),
                                () -> decider.buildsOnUnknown(partition.state(key), command)));
    }

    /** What the rules say. They change nothing by it, so a fault is that of the command. */
    private static <T extends @Nullable Object> T asked(
            OwnedPartition<?, ?, ?> partition, String where, Supplier<T> rule) {
        try {
            return rule.get();
        } catch (RetriableException e) {
            throw e; // Writing an event may ask a schema registry, and that may be away.
        } catch (UnusableSnapshotException e) {
            throw e; // No command is to blame.
        } catch (RuntimeException | StackOverflowError e) {
            throw new UndecidableException(e);
        } catch (AssertionError e) {
            // What the rules take for granted does not hold: the state itself is not to be trusted.
            throw new BrokenInvariantException(partition.number(), where, e);
        }
    }

    /**
     * Decides.
     *
     * @return how many events follow
     * @throws UndecidableException if the rules or the writing of their events failed; the state is as it was
     * @throws BrokenInvariantException if the state could not take what was decided, and is spoilt
     */
    int decide(OwnedPartition<S, C, E> partition, C command, Cause cause, Instant now) {
        var decided = asked(partition, cause.id(), () -> decided(partition, command, cause, now));
        for (var one : decided) {
            fold(partition, one, cause, now);
        }
        return decided.size();
    }

    /** Nothing in here changes anything or talks to a broker. */
    private List<Decided<E>> decided(OwnedPartition<S, C, E> partition, C command, Cause cause, Instant now) {
        var events = decider.decide(partition.state(cause.key()), command, now);
        var decided = new ArrayList<Decided<E>>(events.size());
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var out = wire.write(event, new Origin(cause.key(), cause.id() + i, now, cause.input()));
            if (out.value().length > EVENT_BYTES_MAX) {
                throw new IllegalStateException("an event of " + out.value().length + " bytes was decided, more than "
                        + EVENT_BYTES_MAX + ": " + cause.id() + i);
            }
            var record = new ProducerRecord<>(
                    out.topic(), partition.number(), now.toEpochMilli(), cause.keyBytes(), out.value(), out.headers());
            decided.add(new Decided<>(event, record));
        }
        return decided;
    }

    private void fold(OwnedPartition<S, C, E> partition, Decided<E> one, Cause cause, Instant now) {
        if (!one.record().topic().equals(eventTopic)) {
            transactions.add(one.record());
            return;
        }
        try {
            partition.evolve(cause.key(), one.event(), now);
        } catch (UnusableSnapshotException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new BrokenInvariantException(partition.number(), cause.id(), e);
        }
        transactions.add(one.record());
    }

    /** What was decided is on the log now, so the offsets of its events are known. */
    void committed(OwnedPartition<S, C, E> partition, Transactions.Committed committed) {
        var next = committed.nextOffsets().get(new TopicPartition(eventTopic, partition.number()));
        if (next != null) {
            partition.nextOffset(Math.max(partition.nextOffset(), next));
        }
    }
}
