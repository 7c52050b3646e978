package io.staylog.sagas.simulation;

import static io.staylog.sagas.simulation.Bugs.Machinery.DOES_NOT_FENCE;
import static io.staylog.sagas.simulation.Bugs.Machinery.KEEPS_STATE_AFTER_ABORT;
import static io.staylog.sagas.simulation.Bugs.Machinery.SNAPSHOTS_TOO_EARLY;
import static io.staylog.sagas.simulation.Bugs.Machinery.WRITES_OUTSIDE_OF_TRANSACTIONS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One process of a service: it polls, decides in a transaction, commits, and folds anew what it has lost. As the engine does. */
final class Process<S, C, E> {
    private static final int TIMERS_MAX = 2_000;

    private record At<S>(Holding<S> holding, int input) {}

    private final Group<S, C, E> group;
    private final int number;
    private final Disk<S> disk;
    private final Map<Integer, Holding<S>> holdings = new TreeMap<>();
    private final Set<Integer> toTake = new TreeSet<>();
    private int generation = -1;

    @Nullable
    private Transaction open;

    Process(Group<S, C, E> group, int number) {
        this.group = group;
        this.number = number;
        this.disk = new Disk<>(group.kind.format());
    }

    String name() {
        return group.kind.name() + "-" + number;
    }

    Disk<S> disk() {
        return disk;
    }

    boolean hasOpen(int partition) {
        return open != null
                && !open.isAborted
                && open.touched.contains(partition)
                && !group.around.bugs().has(DOES_NOT_FENCE)
                && !group.around.bugs().has(WRITES_OUTSIDE_OF_TRANSACTIONS);
    }

    /**
     * Goes on where it is: decides what it has polled, or ends what it has decided.
     *
     * @param draw says how much is polled; null for all
     * @return whether anything has changed
     */
    boolean turn(Instant now, @Nullable SplittableRandom draw, Transaction.Until until) {
        if (open != null) {
            goOn(open, Transaction.Until.COMMITTED);
            return true;
        }
        boolean hasMoved = hear(draw != null && draw.nextBoolean()) | takeOver();
        var begun = new Transaction(now);
        decide(begun, draw);
        if (begun.touched.isEmpty()) {
            return hasMoved;
        }
        open = begun;
        goOn(begun, until);
        return true;
    }

    /**
     * Learns in a poll that the partitions were given out anew. It gives back all, and gets some of them again.
     *
     * @param isLate whether its own were lost meanwhile, so that it must not write a snapshot of them
     */
    private boolean hear(boolean isLate) {
        if (generation == group.generation()) {
            return false;
        }
        for (var holding : holdings.values()) {
            if (!isLate && holding.folded > holding.kept) {
                disk.save(holding, holding.folded);
            }
        }
        holdings.clear();
        toTake.clear();
        toTake.addAll(group.ownedBy(number));
        generation = group.generation();
        return !toTake.isEmpty();
    }

    private boolean takeOver() {
        boolean hasTaken = false;
        for (int partition : List.copyOf(toTake)) {
            if (!group.isOpen(partition, this)) {
                toTake.remove(partition);
                holdings.put(partition, replayed(partition));
                hasTaken = true;
            }
        }
        return hasTaken;
    }

    private Holding<S> replayed(int partition) {
        var kind = group.kind;
        var holding = new Holding<S>(partition, kind.inputs().size());
        var events = group.truth.events(partition);
        boolean isFromSnapshot = disk.load(holding, events.size());
        group.around.figures().count(isFromSnapshot ? "replays from a snapshot" : "replays of the whole log");
        group.around.figures().count("events folded anew", events.size() - holding.folded);
        var records = group.logs.records(kind.events(), partition);
        for (; holding.folded < events.size(); holding.folded++) {
            var record = records.get(holding.folded);
            var key = new String(record.key(), UTF_8);
            kind.rules().evolve(state(holding, key), events.get(holding.folded), time(record));
        }
        group.truth.compare(partition, holding.states, isFromSnapshot ? "from a snapshot" : "replayed");
        System.arraycopy(group.committed(partition), 0, holding.positions, 0, holding.positions.length);
        for (int input = 0; input < holding.positions.length; input++) {
            holding.known[input] = holding.positions[input];
            holding.backlog[input] =
                    group.logs.records(kind.inputs().get(input), partition).size();
        }
        return holding;
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    private S state(Holding<S> holding, String key) {
        return holding.states.computeIfAbsent(key, group.kind.rules()::initialState);
    }

    private void decide(Transaction begun, @Nullable SplittableRandom draw) {
        var all = new ArrayList<At<S>>();
        for (var holding : holdings.values()) {
            for (int input = 0; input < holding.positions.length; input++) {
                all.add(new At<>(holding, input));
            }
        }
        if (draw != null) {
            Collections.shuffle(all, new Random(draw.nextLong()));
        }
        for (var at : all) {
            decideInput(at.holding(), at.input(), begun, draw);
        }
        for (var holding : holdings.values()) {
            decideTimers(holding, begun);
        }
    }

    private void decideInput(Holding<S> holding, int input, Transaction begun, @Nullable SplittableRandom draw) {
        var records = group.logs.records(group.kind.inputs().get(input), holding.partition);
        if (draw == null || draw.nextInt(8) > 0) { // Else the fetch has not come back yet.
            holding.known[input] = records.size();
        }
        int until =
                draw == null ? records.size() : Math.min(holding.known[input], holding.positions[input] + polled(draw));
        while (holding.positions[input] < until) {
            int position = holding.positions[input]++;
            var record = records.get(position);
            group.reads(holding.partition, input, position);
            begun.touched.add(holding.partition);
            if (group.kind.wire().read(record) instanceof Wire.Incoming.Command<C>(var command)) {
                var id = record.topic() + "/" + record.partition() + "/" + record.offset() + "/";
                decide(holding, new String(record.key(), UTF_8), command, id, record, begun);
            }
            holding.readUntil[input] = record.timestamp();
        }
    }

    private static int polled(SplittableRandom draw) {
        return switch (draw.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> 1 + draw.nextInt(4);
            default -> Integer.MAX_VALUE / 2;
        };
    }

    private void decideTimers(Holding<S> holding, Transaction begun) {
        long nowMs = begun.at.toEpochMilli();
        for (int i = 0; holding.nextDueAt(group.kind.rules()) <= Math.min(nowMs, holding.timersUntil()); i++) {
            if (i == TIMERS_MAX) {
                throw new BrokenRule("timers come to an end", name());
            }
            for (var entry : holding.states.entrySet()) {
                if (group.kind.rules().nextDueAt(entry.getValue()) <= nowMs) {
                    decideTimer(holding, entry.getKey(), entry.getValue(), begun);
                    break;
                }
            }
        }
    }

    private void decideTimer(Holding<S> holding, String key, S state, Transaction begun) {
        var rules = group.kind.rules();
        var id = group.kind.events() + "/timer/" + holding.partition + "/" + holding.folded + "/";
        var command = rules.whenDue(state);
        long dueAt = rules.nextDueAt(state);
        begun.touched.add(holding.partition);
        group.around.figures().count("timers decided");
        decide(holding, key, command, id, null, begun);
        if (rules.nextDueAt(state) == dueAt && rules.whenDue(state).equals(command)) {
            throw new BrokenRule("a timer that is decided moves", command + " of " + key);
        }
    }

    private void decide(
            Holding<S> holding,
            String key,
            C command,
            String id,
            @Nullable ConsumerRecord<byte[], byte[]> input,
            Transaction begun) {
        var kind = group.kind;
        var state = state(holding, key);
        var events = kind.rules().decide(state, command, begun.at);
        group.around.figures().count("decisions");
        var outs = new ArrayList<Wire.Outgoing>();
        for (int i = 0; i < events.size(); i++) {
            outs.add(kind.wire().write(events.get(i), new Origin(key, id + i, begun.at, input)));
        }
        for (int i = 0; i < outs.size(); i++) {
            var out = outs.get(i);
            begun.written.add(new Transaction.Out(out.topic(), holding.partition, key, out.value(), out.headers()));
            if (out.topic().equals(kind.events())) {
                kind.rules().evolve(state, events.get(i), begun.at);
                holding.folded++;
            }
        }
        tell(input, command, events);
    }

    private void tell(@Nullable ConsumerRecord<byte[], byte[]> input, C command, List<E> events) {
        var names =
                events.stream().map(event -> event.getClass().getSimpleName()).toList();
        var what = input == null ? "its timer" : input.topic() + "/" + input.partition() + "/" + input.offset();
        group.around
                .story()
                .accept(name() + " decides " + command.getClass().getSimpleName() + " of " + what + ": "
                        + (names.isEmpty() ? "nothing" : String.join(", ", names)));
    }

    private void append(Transaction.Out out, Instant at) {
        var record = group.logs.append(out.topic(), out.partition(), out.key(), out.value(), out.headers(), at);
        group.around.figures().count("records written by a service");
        if (out.topic().equals(group.kind.events())) {
            group.truth.see(record);
        }
    }

    private void goOn(Transaction begun, Transaction.Until until) {
        if (group.around.bugs().has(SNAPSHOTS_TOO_EARLY)) {
            holdings.values()
                    .forEach(
                            it -> disk.save(it, group.truth.events(it.partition).size()));
        }
        if (until == Transaction.Until.DECIDED) {
            return;
        }
        if (group.around.bugs().has(WRITES_OUTSIDE_OF_TRANSACTIONS)) {
            begun.written.forEach(out -> append(out, begun.at));
            begun.written.clear();
        }
        boolean isFenced = generation != group.generation()
                && !begun.isPrepared
                && !group.around.bugs().has(DOES_NOT_FENCE);
        if (begun.isAborted || isFenced) {
            group.around.story().accept(name() + (isFenced ? " is fenced" : " finds its transaction aborted"));
            group.around.figures().count(isFenced ? "transactions fenced" : "transactions aborted");
            abort();
            return;
        }
        begun.isPrepared = true;
        if (until == Transaction.Until.COMMITTED) {
            commit(begun);
        }
    }

    private void commit(Transaction begun) {
        open = null;
        group.around.figures().count("transactions committed");
        begun.written.forEach(out -> append(out, begun.at));
        begun.written.stream()
                .map(out -> new TopicPart(out.topic(), out.partition()))
                .distinct()
                .forEach(it -> group.logs.skip(it.topic(), it.partition(), 1));
        for (int partition : begun.touched) {
            var holding = Objects.requireNonNull(holdings.get(partition));
            group.commit(partition, holding.positions);
            disk.saveIfDue(holding);
        }
        group.around.story().accept(name() + " commits");
    }

    private record TopicPart(String topic, int partition) {}

    /** All that it knows may hold what was never committed. */
    private void abort() {
        skipAborted();
        open = null;
        if (group.around.bugs().has(KEEPS_STATE_AFTER_ABORT) && generation == group.generation()) {
            for (var holding : holdings.values()) {
                System.arraycopy(group.committed(holding.partition), 0, holding.positions, 0, holding.positions.length);
            }
            return;
        }
        holdings.clear();
        generation = -1;
    }

    private void skipAborted() {
        if (open != null && !open.isAborted) {
            open.written.forEach(out -> group.logs.skip(out.topic(), out.partition(), 1));
        }
    }

    /** The brokers wait no longer for the end of what it has begun. */
    void expire() {
        if (open != null && !open.isAborted) {
            skipAborted();
            open.isAborted = true;
        }
    }

    /** It dies; what is on its disk stays there. */
    void crash() {
        group.around.figures().count("crashes of a service");
        if (open != null) {
            group.around.figures().count(open.isPrepared ? "crashes before a commit" : "crashes with open decisions");
        }
        skipAborted();
        open = null;
        holdings.clear();
        toTake.clear();
        generation = -1;
    }

    /** Compares all that it holds with the log, where it has nothing open. */
    void compare() {
        if (open == null && generation == group.generation()) {
            holdings.values().forEach(it -> group.truth.compare(it.partition, it.states, "in memory"));
        }
    }
}
