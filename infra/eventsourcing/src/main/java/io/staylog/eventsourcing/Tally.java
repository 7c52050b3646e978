package io.staylog.eventsourcing;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadRecord.Fate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What one batch has done so far. It is told to the metrics only when it is committed. */
final class Tally {
    private static final class Counts {
        int in;
        int decided;
        int dead;
        int parked;
        int skipped;
        int forwarded;
    }

    private final Map<TopicPartition, Counts> inputs = new HashMap<>();
    private @Nullable TopicPartition lastAt;
    private Counts last = new Counts();
    private final Map<String, Integer> dead = new HashMap<>();
    private final Map<String, Integer> skipped = new HashMap<>();
    private int timers;
    private int events;
    private int parked;
    private final Map<String, Integer> letters = new HashMap<>();

    /** Records come partition by partition, so the counts of the last one are nearly always those of the next. */
    private Counts of(ConsumerRecord<?, ?> record) {
        if (lastAt == null
                || lastAt.partition() != record.partition()
                || !lastAt.topic().equals(record.topic())) {
            lastAt = new TopicPartition(record.topic(), record.partition());
            last = inputs.computeIfAbsent(lastAt, at -> new Counts());
        }
        return last;
    }

    /** A record has come in; what becomes of it is told apart, so that one that is forgotten shows. */
    void takenIn(ConsumerRecord<?, ?> record) {
        of(record).in++;
    }

    void decided(ConsumerRecord<?, ?> record, int eventCount) {
        of(record).decided++;
        events += eventCount;
    }

    void timerDecided(int eventCount) {
        timers++;
        events += eventCount;
    }

    /** What has become of a letter; as a record it was counted when it was put aside. */
    void letter(Fate fate) {
        letters.merge(fate.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
    }

    void letterDecided(int eventCount) {
        events += eventCount;
    }

    void forwarded(ConsumerRecord<?, ?> record) {
        of(record).forwarded++;
    }

    void dead(ConsumerRecord<?, ?> record, String reason) {
        of(record).dead++;
        dead.merge(reason, 1, Integer::sum);
    }

    void parked(ConsumerRecord<?, ?> record) {
        of(record).parked++;
        parked++;
    }

    void skipped(ConsumerRecord<?, ?> record, String type) {
        of(record).skipped++;
        skipped.merge(type, 1, Integer::sum);
    }

    /** What this batch adds to the account of an input partition. */
    Account of(TopicPartition at) {
        var counts = inputs.get(at);
        return counts == null
                ? Account.beginningAt(0)
                : new Account(
                        0, counts.in, counts.decided, counts.dead, counts.parked, counts.skipped, counts.forwarded);
    }

    void tell(EngineMetrics metrics) {
        int decided = 0;
        int forwarded = 0;
        for (var counts : inputs.values()) {
            decided += counts.decided;
            forwarded += counts.forwarded;
            metrics.takenIn(counts.in);
        }
        metrics.decided(decided, timers, events);
        metrics.forwarded(forwarded);
        metrics.parked(parked);
        letters.forEach(metrics::letters);
        dead.forEach(metrics::dead);
        skipped.forEach(metrics::skipped);
    }
}
