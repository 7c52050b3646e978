package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.OpenLetters.Open;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Deals with letters: carries out what operators want, and decides what has waited, in the order in which it came, as soon as it
 * has nothing to wait for.
 */
final class LetterDesk<S, C, E> {
    private final String group;
    private final Wire<C, E> wire;
    private final Rules<S, C, E> rules;
    private final Strays strays;

    LetterDesk(String group, Wire<C, E> wire, Rules<S, C, E> rules, Strays strays) {
        this.group = group;
        this.wire = wire;
        this.rules = rules;
        this.strays = strays;
    }

    /**
     * Makes sure that what waits under a key can be read. Before anything changes, because by then a schema registry that is away
     * would come too late.
     *
     * @throws RetriableException if it cannot be read now
     */
    void requireParkedReadable(String key, OwnedPartition<S, C, E> partition) {
        for (var letter : partition.letters().parkedOf(key)) {
            Reading.of(Objects.requireNonNull(letter.record()), wire);
        }
    }

    /**
     * Decides the parked records of a key that have nothing to wait for any more, in their order.
     *
     * @param because what may have set them free
     */
    void free(String key, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        boolean again = true;
        while (again) {
            again = false;
            for (var letter : partition.letters().parkedOf(key)) {
                var record = Objects.requireNonNull(letter.record());
                if (!mustWait(key, record, partition)) {
                    again |= settle(letter, record, because, partition, batch).closes();
                }
            }
        }
    }

    private boolean mustWait(String key, ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition) {
        if (!(Reading.of(record, wire) instanceof Reading.Understood<C>(var command))) {
            return false;
        }
        try {
            return rules.blockerOf(key, command, partition) != null;
        } catch (Rules.UndecidableException e) {
            return false; // Which deciding it will say.
        }
    }

    /** Decides a letter's record, and writes what has become of it. */
    private Fate settle(
            Open letter,
            ConsumerRecord<byte[], byte[]> record,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        return switch (strays.placeOf(record)) {
            case Strays.Place.Nowhere(var why) -> failed(letter, because, why, partition);
            case Strays.Place.Elsewhere(int home) -> {
                strays.forward(record, home);
                yield closed(letter, Fate.FORWARDED, because, "to partition " + home, partition);
            }
            case Strays.Place.Here(var key) ->
                switch (Reading.of(record, wire)) {
                    case Reading.Unreadable<C>(var why) -> failed(letter, because, why, partition);
                    case Reading.OfNoRule<C>(var type) ->
                        closed(letter, Fate.SKIPPED, because, "there is no rule for a " + type, partition);
                    case Reading.Understood<C>(var command) ->
                        decided(letter, record, key, command, because, partition, batch);
                };
        };
    }

    private Fate decided(
            Open letter,
            ConsumerRecord<byte[], byte[]> record,
            String key,
            C command,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        try {
            int events = rules.decide(partition, command, Rules.Cause.of(record, key), batch.now);
            batch.tally.letterDecided(events);
            var told = events == 1 ? "1 event follows" : events + " events follow";
            return closed(letter, Fate.DECIDED, because, told, partition);
        } catch (Rules.UndecidableException e) {
            return failed(letter, because, e.why(record), partition);
        }
    }

    private Fate closed(Open letter, Fate fate, String because, String message, OwnedPartition<S, C, E> partition) {
        mark(letter.id(), letter.key(), fate, because, message);
        partition.letters().close(letter.id());
        return fate;
    }

    private Fate failed(Open letter, String because, Why why, OwnedPartition<S, C, E> partition) {
        mark(letter.id(), letter.key(), Fate.FAILED, because, why.reason() + ": " + why.message());
        partition.letters().failed(letter.id());
        return Fate.FAILED;
    }

    private void mark(LetterId id, @Nullable String key, Fate fate, String because, String message) {
        strays.mark(new Mark(group, id, fate, because, message), key == null ? null : key.getBytes(UTF_8));
    }

    /**
     * Carries an operator's order out.
     *
     * @param record where it stands
     * @throws RetriableException if the letter cannot be read now; nothing has changed
     */
    void carryOut(Order order, ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, Batch batch) {
        var because = Reading.idOf(record).toString();
        var letter = partition.letters().find(order.letter());
        if (letter == null) {
            var none = "there is no such letter, or it was dealt with before";
            mark(order.letter(), Strays.keyText(record.key()), Fate.REFUSED, because, none);
            return;
        }
        if (letter.key() != null) {
            requireParkedReadable(letter.key(), partition);
        }
        boolean isDealtWith = switch (order.wish()) {
            case DISCARD ->
                closed(letter, Fate.DISCARDED, because, "by " + order.by() + ": " + order.note(), partition)
                        .closes();
            case RETRY -> retry(letter, record, because, partition, batch).closes();
        };
        if (isDealtWith && letter.key() != null) {
            free(letter.key(), because, partition, batch);
        }
    }

    private Fate retry(
            Open letter,
            ConsumerRecord<byte[], byte[]> order,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        if (letter.isParked()) {
            var wait = "it only waits for another letter; deal with that one, and this is decided by itself";
            mark(letter.id(), letter.key(), Fate.REFUSED, because, wait);
            return Fate.REFUSED;
        }
        // Reading it comes first of all, so that what it throws comes before anything has changed.
        return settle(
                letter, OpenLetters.original(letter.id(), letter.timestampMs(), order), because, partition, batch);
    }
}
