package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.OpenLetters.Open;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with letters: carries out what operators want, and decides what has waited, in the order in which it came, as soon as it
 * has nothing to wait for.
 */
final class LetterDesk<S, C, E> {
    private static final Logger LOG = LoggerFactory.getLogger(LetterDesk.class);

    private final String group;
    private final Wire<C, E> wire;
    private final Rules<S, C, E> rules;
    private final Strays strays;
    // By identity, and only as long as a partition holds the record.
    private final Map<ConsumerRecord<byte[], byte[]>, Reading<C>> parked = new WeakHashMap<>();

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
            parked(Objects.requireNonNull(letter.record()));
        }
    }

    /**
     * Decides the parked records of a key that have nothing to wait for any more, in their order. One whose events cannot be written
     * now, because a schema registry is away, is left for the next occasion: what came before it is decided already.
     *
     * @param subject those about this only; null for all
     * @param because what may have set them free
     */
    void free(String key, @Nullable String subject, String because, OwnedPartition<S, C, E> partition, Batch batch) {
        boolean again = true;
        while (again) {
            again = false;
            for (var letter : partition.letters().parkedOf(key)) {
                if (subject != null && letter.subject() != null && !subject.equals(letter.subject())) {
                    continue;
                }
                try {
                    var record = Objects.requireNonNull(letter.record());
                    var reading = parked(record);
                    if (!mustWait(key, reading, partition)) {
                        again |= settle(letter, record, reading, because, partition, batch)
                                .closes();
                    }
                } catch (RetriableException e) {
                    LOG.warn("The letter {} waits on: {}", letter.id(), e.getMessage());
                    return;
                }
            }
        }
    }

    /** Read once, however often it is looked whether it still has to wait. */
    private Reading<C> parked(ConsumerRecord<byte[], byte[]> record) {
        var known = parked.get(record);
        if (known != null) {
            return known;
        }
        Reading<C> reading = Reading.of(record, wire);
        parked.put(record, reading);
        return reading;
    }

    private boolean mustWait(String key, Reading<C> reading, OwnedPartition<S, C, E> partition) {
        if (!(reading instanceof Reading.Understood<C>(var command))) {
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
            Reading<C> reading,
            String because,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        return switch (strays.placeOf(record)) {
            case Strays.Place.Nowhere(var why) -> failed(letter, because, why, partition, batch);
            case Strays.Place.Elsewhere(int home) -> {
                strays.forward(record, home);
                yield closed(letter, Fate.FORWARDED, because, "to partition " + home, partition, batch);
            }
            case Strays.Place.Here(var key) ->
                switch (reading) {
                    case Reading.Unreadable<C>(var why) -> failed(letter, because, why, partition, batch);
                    case Reading.OfNoRule<C>(var type) ->
                        closed(letter, Fate.SKIPPED, because, "there is no rule for a " + type, partition, batch);
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
            return closed(letter, Fate.DECIDED, because, told, partition, batch);
        } catch (Rules.UndecidableException e) {
            return failed(letter, because, e.why(record), partition, batch);
        }
    }

    private Fate closed(
            Open letter, Fate fate, String because, String message, OwnedPartition<S, C, E> partition, Batch batch) {
        mark(letter.id(), letter.key(), fate, because, message);
        partition.letters().close(letter.id());
        batch.tally.letter(fate);
        return fate;
    }

    private Fate failed(Open letter, String because, Why why, OwnedPartition<S, C, E> partition, Batch batch) {
        mark(letter.id(), letter.key(), Fate.FAILED, because, why.reason() + ": " + why.message());
        partition.letters().failed(letter.id());
        batch.tally.letter(Fate.FAILED);
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
            var none = "there is no such letter among those that are open, or it was dealt with before";
            mark(order.letter(), Strays.keyText(record.key()), Fate.REFUSED, because, none);
            return;
        }
        // An edited record may have another key than the letter.
        var keys = new TreeSet<>(Arrays.asList(text(letter.key()), text(Strays.keyText(record.key()))));
        keys.forEach(key -> requireParkedReadable(key, partition));
        boolean isDealtWith = switch (order.wish()) {
            case DISCARD ->
                closed(letter, Fate.DISCARDED, because, "by " + order.by() + ": " + order.note(), partition, batch)
                        .closes();
            case RETRY -> retry(letter, record, because, partition, batch).closes();
        };
        if (isDealtWith) {
            for (var key : keys) {
                free(key, null, because, partition, batch);
            }
        }
    }

    private static String text(@Nullable String key) {
        return key == null ? "" : key; // No record has an empty key.
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
        var record = OpenLetters.original(letter.id(), letter.timestampMs(), order);
        // What this throws comes before anything has changed.
        Reading<C> reading = record.value() == null
                ? new Reading.Unreadable<>(Why.of("no-value", "the order has no value"))
                : Reading.of(record, wire);
        var before = earlier(letter, record, reading, partition);
        if (before != null) {
            var wait = before + " is about the same and came earlier; deal with that one first";
            mark(letter.id(), letter.key(), Fate.REFUSED, because, wait);
            return Fate.REFUSED;
        }
        return settle(letter, record, reading, because, partition, batch);
    }

    /** Another letter that has to be dealt with first; null where there is none. */
    private @Nullable LetterId earlier(
            Open letter, ConsumerRecord<byte[], byte[]> record, Reading<C> reading, OwnedPartition<S, C, E> partition) {
        if (!(reading instanceof Reading.Understood<C>(var command))
                || !(strays.placeOf(record) instanceof Strays.Place.Here(var key))) {
            return null;
        }
        try {
            var blocker = rules.blockerOf(key, command, partition);
            return letter.id().equals(blocker) ? null : blocker;
        } catch (Rules.UndecidableException e) {
            return null; // Which deciding it will say.
        }
    }
}
