package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.OpenLetters.Open;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the records of the inputs, one by one: each is decided, sent on, skipped, or put aside. What waits for a dead letter
 * is decided when that is dealt with, in the order in which it came.
 */
final class Intake<S, C, E> {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** What reading a record has come to. */
    private sealed interface Reading<C> {
        record Understood<C>(C command) implements Reading<C> {}

        record OfNoRule<C>(String type) implements Reading<C> {}

        record Unreadable<C>(Why why) implements Reading<C> {}
    }

    private final String group;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final Rules<S, C, E> rules;
    private final Strays strays;

    Intake(String group, Decider<S, C, E> decider, Wire<C, E> wire, Rules<S, C, E> rules, Strays strays) {
        this.group = group;
        this.decider = decider;
        this.wire = wire;
        this.rules = rules;
        this.strays = strays;
    }

    /**
     * Takes in one record.
     *
     * @throws RetriableException if it cannot be read now; nothing has changed
     */
    void take(ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, Batch batch) {
        switch (strays.placeOf(record)) {
            case Strays.Place.Here(var key) -> takeHere(record, key, partition, batch);
            case Strays.Place.Elsewhere(int home) -> {
                batch.tally.takenIn(record);
                strays.forward(record, home);
                batch.tally.forwarded(record);
            }
            case Strays.Place.Nowhere(var why) -> {
                batch.tally.takenIn(record);
                putAside(record, null, why, partition, batch);
            }
        }
    }

    private void takeHere(
            ConsumerRecord<byte[], byte[]> record, String key, OwnedPartition<S, C, E> partition, Batch batch) {
        var reading = read(record);
        if (reading instanceof Reading.Understood<C>) {
            requireParkedReadable(key, partition);
        }
        // From here on nothing has to wait, so that no record is counted twice.
        batch.tally.takenIn(record);
        switch (reading) {
            case Reading.OfNoRule<C>(var type) -> batch.tally.skipped(record, type);
            case Reading.Unreadable<C>(var why) -> putAside(record, null, why, partition, batch);
            case Reading.Understood<C>(var command) -> decideOrPark(record, key, command, partition, batch);
        }
    }

    private Reading<C> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (wire.read(record)) {
                case Wire.Incoming.Command<C>(var command) -> new Reading.Understood<>(command);
                case Wire.Incoming.Skipped<C>(var type) -> new Reading.OfNoRule<>(type);
            };
        } catch (UnreadableRecordException e) {
            return new Reading.Unreadable<>(e.why());
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.error("Reading {} has failed", idOf(record), e);
            return new Reading.Unreadable<>(Fault.why("unreadable", "reading it has failed", e, true));
        }
    }

    private void decideOrPark(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            C command,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        var letters = partition.letters();
        if (letters.isEmpty()) {
            decide(record, key, command, partition, batch);
            return;
        }
        var blocker = blockerOf(key, command, partition);
        if (blocker == null) {
            decide(record, key, command, partition, batch);
            free(key, idOf(record).toString(), partition, batch);
        } else if (letters.isFull()) {
            var why =
                    Why.of("too-many-parked", "it has to wait for " + blocker + ", and more wait than are kept ready");
            putAside(record, decider.subject(command), why, partition, batch);
        } else {
            park(record, key, decider.subject(command), blocker, partition);
            batch.tally.parked(record);
        }
    }

    private @Nullable LetterId blockerOf(String key, C command, OwnedPartition<S, C, E> partition) {
        return partition
                .letters()
                .blockerOf(key, decider.subject(command), () -> decider.buildsOnUnknown(partition.state(key), command));
    }

    private void decide(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            C command,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        try {
            int events = rules.decide(partition, command, causeOf(record, key), batch.now);
            batch.tally.decided(record, events);
        } catch (Rules.UndecidableException e) {
            putAside(record, decider.subject(command), undecidable(record, e), partition, batch);
        }
    }

    private static Rules.Cause causeOf(ConsumerRecord<byte[], byte[]> record, String key) {
        return new Rules.Cause(key, record.key(), idOf(record) + "/", record);
    }

    private static Why undecidable(ConsumerRecord<byte[], byte[]> record, Rules.UndecidableException e) {
        LOG.error("Deciding {} has failed", idOf(record), e.getCause());
        return Fault.why("undecidable", "deciding it has failed", e, false);
    }

    private void putAside(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable String subject,
            Why why,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        var id = idOf(record);
        strays.keep(record, new DeadRecord.Letter(group, id, why, subject, null, record.timestamp()));
        partition
                .letters()
                .add(new Open(id, Strays.keyText(record.key()), subject, why.isIllegible(), record.timestamp(), null));
        batch.tally.dead(record, why.reason());
    }

    private void park(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            @Nullable String subject,
            LetterId behind,
            OwnedPartition<S, C, E> partition) {
        var id = idOf(record);
        var why = Why.of("parked", "it waits until " + behind + " is dealt with, and is then decided by itself");
        strays.keep(record, new DeadRecord.Letter(group, id, why, subject, behind, record.timestamp()));
        partition.letters().add(new Open(id, key, subject, false, record.timestamp(), record));
    }

    private static LetterId idOf(ConsumerRecord<byte[], byte[]> record) {
        return new LetterId(record.topic(), record.partition(), record.offset());
    }

    /** Before anything changes, because by then a schema registry that is away would come too late. */
    private void requireParkedReadable(String key, OwnedPartition<S, C, E> partition) {
        for (var letter : partition.letters().parkedOf(key)) {
            read(Objects.requireNonNull(letter.record()));
        }
    }

    /**
     * Decides the parked records of a key that have nothing to wait for any more, in their order.
     *
     * @param because what has set them free
     */
    private void free(String key, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        boolean again = true;
        while (again) {
            again = false;
            for (var letter : partition.letters().parkedOf(key)) {
                again |= freeOne(letter, key, because, partition, batch);
            }
        }
    }

    /** Whether the letter was decided, so that others may have nothing to wait for any more. */
    private boolean freeOne(Open letter, String key, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        var record = Objects.requireNonNull(letter.record());
        if (read(record) instanceof Reading.Understood<C>(var command) && blockerOf(key, command, partition) != null) {
            return false;
        }
        return settle(letter, record, because, partition, batch).closes();
    }

    /** Decides a letter's record, and writes what has become of it. */
    private DeadRecord.Fate settle(
            Open letter,
            ConsumerRecord<byte[], byte[]> record,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        return switch (strays.placeOf(record)) {
            case Strays.Place.Nowhere(var why) -> failed(letter, because, why, partition);
            case Strays.Place.Elsewhere(int home) -> {
                strays.forward(record, home);
                yield closed(letter, DeadRecord.Fate.FORWARDED, because, "to partition " + home, partition);
            }
            case Strays.Place.Here(var key) ->
                switch (read(record)) {
                    case Reading.Unreadable<C>(var why) -> failed(letter, because, why, partition);
                    case Reading.OfNoRule<C>(var type) ->
                        closed(letter, DeadRecord.Fate.SKIPPED, because, "there is no rule for a " + type, partition);
                    case Reading.Understood<C>(var command) -> {
                        try {
                            int events = rules.decide(partition, command, causeOf(record, key), batch.now);
                            batch.tally.letterDecided(events);
                            var told = events == 1 ? "1 event follows" : events + " events follow";
                            yield closed(letter, DeadRecord.Fate.DECIDED, because, told, partition);
                        } catch (Rules.UndecidableException e) {
                            yield failed(letter, because, undecidable(record, e), partition);
                        }
                    }
                };
        };
    }

    private DeadRecord.Fate closed(
            Open letter, DeadRecord.Fate fate, String because, String message, OwnedPartition<S, C, E> partition) {
        mark(letter.id(), letter.key(), fate, because, message);
        partition.letters().close(letter.id());
        return fate;
    }

    private DeadRecord.Fate failed(Open letter, String because, Why why, OwnedPartition<S, C, E> partition) {
        mark(letter.id(), letter.key(), DeadRecord.Fate.FAILED, because, why.reason() + ": " + why.message());
        partition.letters().failed(letter.id());
        return DeadRecord.Fate.FAILED;
    }

    private void mark(LetterId id, @Nullable String key, DeadRecord.Fate fate, String because, String message) {
        var bytes = key == null ? null : key.getBytes(UTF_8);
        strays.mark(new DeadRecord.Mark(group, id, fate, because, message), bytes);
    }

    /**
     * Carries an operator's order out.
     *
     * @param record where it stands
     * @throws RetriableException if the letter cannot be read now; nothing has changed
     */
    void carryOut(
            DeadRecord.Order order,
            ConsumerRecord<byte[], byte[]> record,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        var because = idOf(record).toString();
        var letter = partition.letters().find(order.letter());
        if (letter == null) {
            mark(
                    order.letter(),
                    Strays.keyText(record.key()),
                    DeadRecord.Fate.REFUSED,
                    because,
                    "there is no such letter, or it was dealt with before");
            return;
        }
        switch (order.wish()) {
            case DISCARD -> discard(letter, order, because, partition, batch);
            case RETRY -> retry(letter, record, because, partition, batch);
        }
    }

    private void discard(
            Open letter, DeadRecord.Order order, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        if (letter.key() != null) {
            requireParkedReadable(letter.key(), partition);
        }
        closed(letter, DeadRecord.Fate.DISCARDED, because, "by " + order.by() + ": " + order.note(), partition);
        freeBehind(letter, because, partition, batch);
    }

    private void retry(
            Open letter,
            ConsumerRecord<byte[], byte[]> order,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        if (letter.isParked()) {
            var wait = "it only waits for another letter; deal with that one, and this is decided by itself";
            mark(letter.id(), letter.key(), DeadRecord.Fate.REFUSED, because, wait);
            return;
        }
        var record = OpenLetters.original(letter.id(), letter.timestampMs(), order);
        if (record.value() != null) {
            read(record); // What it throws comes before anything has changed.
        }
        if (letter.key() != null) {
            requireParkedReadable(letter.key(), partition);
        }
        if (settle(letter, record, because, partition, batch).closes()) {
            freeBehind(letter, because, partition, batch);
        }
    }

    private void freeBehind(Open letter, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        if (letter.key() != null) {
            free(letter.key(), because, partition, batch);
        }
    }
}
