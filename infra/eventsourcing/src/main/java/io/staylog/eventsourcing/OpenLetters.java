package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.LetterId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one partition that nobody has dealt with: the fold of the partition's dead-letter topics. Says which records
 * have to wait for one of them.
 *
 * <p>Anyone can send garbage, so of letters that hold up nothing but requests about unknown subjects it keeps the newest
 * {@link #OPEN_MAX}; and of records that wait, so many as {@link #PARKED_MAX} and {@link #PARKED_BYTES_MAX}.
 */
final class OpenLetters {
    static final int OPEN_MAX = 50_000;
    static final int PARKED_MAX = 1_000;
    static final long PARKED_BYTES_MAX = 16_000_000;

    /**
     * One letter.
     *
     * @param key text of the record's key; null where it has none
     * @param subject what of its key it is about; null where that is not known
     * @param record the input record as it was, of a parked letter only
     * @param number the higher, the later it was put aside
     */
    record Open(
            LetterId id,
            @Nullable String key,
            @Nullable String subject,
            boolean isIllegible,
            long timestampMs,
            @Nullable ConsumerRecord<byte[], byte[]> record,
            long number) {
        boolean isParked() {
            return record != null;
        }

        /** Whether something that is known waits for it, or it waits itself. */
        boolean isHolding() {
            return isParked() || (!isIllegible && key != null && subject != null);
        }

        private long bytes() {
            return record == null ? 0 : Strays.size(record);
        }
    }

    /** Those of one key. */
    private static final class OfKey {
        final Set<LetterId> illegible = new LinkedHashSet<>();
        final Map<String, Set<LetterId>> dead = new HashMap<>();
        final Map<Long, Open> parked = new TreeMap<>();

        boolean isEmpty() {
            return illegible.isEmpty() && dead.isEmpty() && parked.isEmpty();
        }
    }

    private final String group;
    private final int openMax;
    private final Map<LetterId, Open> open = new HashMap<>();
    /** Those that may be forgotten, the eldest first. */
    private final Set<LetterId> forgettable = new LinkedHashSet<>();

    private final Map<String, OfKey> keys = new HashMap<>();
    private int parkedCount;
    private long parkedBytes;
    private long lastNumber;

    OpenLetters(String group) {
        this(group, OPEN_MAX);
    }

    OpenLetters(String group, int openMax) {
        this.group = group;
        this.openMax = openMax;
    }

    /** The number of the next letter. */
    long nextNumber() {
        return lastNumber + 1;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    int size() {
        return open.size();
    }

    int parkedCount() {
        return parkedCount;
    }

    boolean isFull() {
        return parkedCount >= PARKED_MAX || parkedBytes >= PARKED_BYTES_MAX;
    }

    @Nullable
    Open find(LetterId id) {
        return open.get(id);
    }

    /** Takes in a record of a dead-letter topic, of whatever group. Orders change nothing before they are carried out. */
    void fold(ConsumerRecord<byte[], byte[]> record) {
        DeadHeaders.read(record).filter(it -> it.group().equals(group)).ifPresent(it -> {
            switch (it) {
                case DeadRecord.Letter letter -> add(letter, record);
                case DeadRecord.Order _ -> {}
                case DeadRecord.Mark mark when mark.fate().closes() -> close(mark.letter());
                case DeadRecord.Mark mark when mark.fate() == DeadRecord.Fate.FAILED -> failed(mark.letter());
                case DeadRecord.Mark _ -> {}
            }
        });
    }

    private void add(DeadRecord.Letter letter, ConsumerRecord<byte[], byte[]> record) {
        add(new Open(
                letter.letter(),
                Strays.keyText(record.key()),
                letter.subject(),
                letter.why().isIllegible(),
                letter.timestampMs(),
                letter.isParked() ? original(letter.letter(), letter.timestampMs(), record) : null,
                letter.number()));
    }

    /** A record as it came in, from one that stands for it in a dead-letter topic. */
    static ConsumerRecord<byte[], byte[]> original(
            LetterId id, long timestampMs, ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                id.topic(),
                id.partition(),
                id.offset(),
                timestampMs,
                TimestampType.LOG_APPEND_TIME,
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                DeadHeaders.original(record.headers()),
                record.leaderEpoch());
    }

    void add(Open letter) {
        if (open.putIfAbsent(letter.id(), letter) != null) {
            return; // Put aside twice, as at-least-once has it.
        }
        lastNumber = Math.max(lastNumber, letter.number());
        index(letter);
        if (open.size() > openMax && !forgettable.isEmpty()) {
            close(forgettable.iterator().next());
        }
    }

    private void index(Open letter) {
        if (!letter.isHolding()) {
            forgettable.add(letter.id());
        }
        if (letter.key() == null) {
            return;
        }
        var ofKey = keys.computeIfAbsent(letter.key(), k -> new OfKey());
        if (letter.isParked()) {
            ofKey.parked.put(letter.number(), letter);
            parkedCount++;
            parkedBytes += letter.bytes();
        } else if (letter.isIllegible()) {
            ofKey.illegible.add(letter.id());
        } else if (letter.subject() != null) {
            ofKey.dead
                    .computeIfAbsent(letter.subject(), s -> new LinkedHashSet<>())
                    .add(letter.id());
        }
    }

    void close(LetterId id) {
        var letter = open.remove(id);
        if (letter != null) {
            unindex(letter);
        }
    }

    private void unindex(Open letter) {
        forgettable.remove(letter.id());
        var ofKey = letter.key() == null ? null : keys.get(letter.key());
        if (ofKey == null) {
            return;
        }
        ofKey.illegible.remove(letter.id());
        if (letter.isParked() && ofKey.parked.remove(letter.number()) != null) {
            parkedCount--;
            parkedBytes -= letter.bytes();
        }
        var dead = letter.subject() == null ? null : ofKey.dead.get(letter.subject());
        if (dead != null && dead.remove(letter.id()) && dead.isEmpty()) {
            ofKey.dead.remove(letter.subject());
        }
        if (ofKey.isEmpty()) {
            keys.remove(letter.key());
        }
    }

    /** A parked record whose turn had come could not be decided either: now it is itself the trouble. */
    void failed(LetterId id) {
        var letter = open.get(id);
        if (letter != null && letter.isParked()) {
            unindex(letter);
            var dead = new Open(id, letter.key(), letter.subject(), false, letter.timestampMs(), null, letter.number());
            open.put(id, dead);
            index(dead);
        }
    }

    /** The parked letters of a key, in the order in which they came. */
    List<Open> parkedOf(String key) {
        var ofKey = keys.get(key);
        return ofKey == null ? List.of() : List.copyOf(ofKey.parked.values());
    }

    /**
     * The letter that has to be dealt with before something of a key is decided, or null. Two things make it wait: something
     * about the same subject that could not be decided; or the subject is not known at all, and there is something of that key
     * that nobody can read, which may be what has brought the subject about.
     *
     * @param isUnknown whether the subject is not known; asked only where it matters
     */
    @Nullable
    LetterId blockerOf(String key, @Nullable String subject, BooleanSupplier isUnknown) {
        var ofKey = keys.get(key);
        if (ofKey == null) {
            return null;
        }
        var dead = subject == null ? null : ofKey.dead.get(subject);
        if (dead != null) {
            return dead.iterator().next();
        }
        return !ofKey.illegible.isEmpty() && isUnknown.getAsBoolean()
                ? ofKey.illegible.iterator().next()
                : null;
    }
}
