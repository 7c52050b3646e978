package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    @Nullable
    Offsets committed(String topic, int partition) {
        return committed.get(partition(topic, partition));
    }

    /** An event of one of our services. */
    void see(Entry entry) {
        var decided = entry.envelope().decided();
        if (decided == null) {
            return;
        }
        var road = roads.computeIfAbsent(partition(entry.at().topic(), entry.at().partition()), _ -> new HashMap<>())
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
