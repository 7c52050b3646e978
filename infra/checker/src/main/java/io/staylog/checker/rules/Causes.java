package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Looks at what events were decided from: each record once, and none that was not committed. Of R4. It keeps a bit for each
 * record of the log, and nothing of the events.
 */
final class Causes {
    private static final int TOPIC_AND_PARTITION = 2;

    /** What was decided from one partition into another topic, and the decision that was seen last. */
    private static final class Road {
        final Offsets decided = new Offsets();
        long offset = -1;
        int index;
    }

    private final Findings findings;
    private final Map<String, Offsets> committed = new HashMap<>();
    private final Map<String, Long> begins = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();
    private final Map<String, Map<String, Road>> roads = new HashMap<>();
    /** Events that stand on the log although they stood there before. */
    long repeated;

    Causes(Findings findings) {
        this.findings = findings;
    }

    private static String partition(String topic, int partition) {
        return topic + "/" + partition;
    }

    /** A committed record, whatever it is. */
    void stands(Place at) {
        committed
                .computeIfAbsent(partition(at.topic(), at.partition()), _ -> new Offsets())
                .add(at.offset());
    }

    void read(String topic, int partition, long begin, long end) {
        begins.put(partition(topic, partition), begin);
        ends.put(partition(topic, partition), end);
    }

    boolean isCommitted(Place at) {
        var known = committed.get(partition(at.topic(), at.partition()));
        return known != null && known.contains(at.offset());
    }

    /** Whether there was such a record, as far as can be told: what is too old is not kept. */
    boolean mayHaveStood(Place at) {
        var begin = begins.get(partition(at.topic(), at.partition()));
        return begin == null || at.offset() < begin || isCommitted(at);
    }

    /** How many records there are from this offset on. */
    long from(String topic, int partition, long offset) {
        var known = committed.get(partition(topic, partition));
        long count = 0;
        for (long at = known == null ? -1 : known.next(offset); known != null && at >= 0; at = known.next(at + 1)) {
            count++;
        }
        return count;
    }

    /** How many records there are from the offsets on that somebody has come to, by partition; only where there are any. */
    Map<String, Long> missing(String topic, IntToLongFunction next) {
        var missing = new HashMap<String, Long>();
        for (var partition : committed.keySet()) {
            if (partition.startsWith(topic + "/")) {
                int number = Integer.parseInt(partition.substring(topic.length() + 1));
                long count = from(topic, number, next.applyAsLong(number));
                if (count > 0) {
                    missing.put(partition, count);
                }
            }
        }
        return missing;
    }

    /** An event of one of our services. */
    void see(Entry entry) {
        var decided = entry.envelope().decided();
        if (decided == null) {
            return;
        }
        var road = roads.computeIfAbsent(
                        partition(entry.at().topic(), entry.at().partition()), _ -> new HashMap<>())
                .computeIfAbsent(decided.input(), _ -> new Road());
        boolean goesOn = road.offset == decided.offset();
        boolean isNew = goesOn ? decided.index() > road.index : road.decided.add(decided.offset());
        repeated += isNew ? 0 : 1;
        road.offset = decided.offset();
        road.index = decided.index();
        findings.look(
                isNew,
                Invariant.R4,
                entry.at(),
                entry.timeMs(),
                () -> entry.type() + " has the id " + entry.envelope().id()
                        + ", and what was decided there stands on the log already");
    }

    /** What was decided from a record that is not committed comes from nowhere. */
    void judge(Findings all) {
        roads.values().forEach(inputs -> inputs.forEach((input, road) -> judge(input, road.decided, all)));
    }

    private void judge(String input, Offsets decided, Findings all) {
        var end = ends.get(input);
        if (end == null) {
            return; // A timer, or a topic that is not read here.
        }
        var known = committed.getOrDefault(input, new Offsets());
        long begin = begins.getOrDefault(input, 0L);
        for (long offset = decided.next(begin); offset >= 0 && offset < end; offset = decided.next(offset + 1)) {
            long cause = offset;
            all.look(
                    known.contains(cause),
                    Invariant.R4,
                    place(input, cause),
                    0,
                    () -> "something was decided from this record, and it is not committed");
        }
    }

    private static Place place(String input, long offset) {
        var parts = input.split("/", TOPIC_AND_PARTITION);
        return new Place(parts[0], Integer.parseInt(parts[1]), offset);
    }
}
