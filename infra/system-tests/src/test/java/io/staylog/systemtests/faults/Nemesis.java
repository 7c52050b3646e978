package io.staylog.systemtests.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Lets things go wrong, as the seed says: some at a time, and nothing for a quarter of the time. When its time is over everything
 * is healed.
 */
final class Nemesis {
    private static final Duration WINDOW = Duration.ofSeconds(24);
    private static final int QUIET_EVERY = 4;
    private static final int TOGETHER_MAX = 3;
    private static final Duration LASTS_MIN = Duration.ofSeconds(3);
    // Longer than a frozen service keeps its partitions.
    private static final Duration FREEZE_MIN = Cluster.sessionTimeout().plusSeconds(2);
    private static final Duration LASTS_MAX = Duration.ofSeconds(15);

    /** A fault with its time, counted from the beginning. */
    record Planned(Fault fault, Duration from, Duration until) {}

    /** A fault that was. */
    record Done(Fault fault, long beganNanos, long healedNanos, int inFlight) {}

    private final long seed;
    private final History history;
    private final List<Planned> plan;
    private final List<Done> done = new ArrayList<>();

    Nemesis(long seed, List<Planned> plan, History history) {
        this.seed = seed;
        this.plan = List.copyOf(plan);
        this.history = history;
    }

    /**
     * Draws what will go wrong, and when.
     *
     * @param deck what can go wrong
     */
    static List<Planned> plan(Random random, Supplier<Fault> deck, Duration length) {
        var plan = new ArrayList<Planned>();
        long windows = length.dividedBy(WINDOW);
        int quiet = random.nextInt(QUIET_EVERY);
        for (int window = 0; window < windows; window++) {
            if (window % QUIET_EVERY == quiet) {
                continue;
            }
            var busy = new HashMap<String, Fault>();
            int together = 1 + random.nextInt(TOGETHER_MAX);
            for (int i = 0; i < together; i++) {
                var fault = deck.get();
                if (busy.putIfAbsent(fault.what(), fault) == null) {
                    plan.add(planned(random, fault, WINDOW.multipliedBy(window)));
                }
            }
        }
        plan.sort((a, b) -> a.from().compareTo(b.from()));
        return plan;
    }

    /** It ends before its window does, so that a quiet window is quiet. */
    private static Planned planned(Random random, Fault fault, Duration window) {
        var min = fault.kind().startsWith("freeze") ? FREEZE_MIN : LASTS_MIN;
        var lasts = min.plusMillis(random.nextLong(LASTS_MAX.minus(min).toMillis()));
        var from = window.plusMillis(random.nextLong(WINDOW.minus(lasts).toMillis()));
        return new Planned(fault, from, from.plus(lasts));
    }

    /** Does it, and returns when all is healed. */
    void run(IntSupplier inFlight) throws Exception {
        long begin = System.nanoTime();
        var began = new TreeMap<Integer, Done>();
        try {
            for (var step : steps()) {
                LockSupport.parkNanos(begin + step.at().toNanos() - System.nanoTime());
                if (step.isBegin()) {
                    var planned = plan.get(step.number());
                    // Before it begins, so that half a beginning is healed too.
                    began.put(step.number(), new Done(planned.fault(), System.nanoTime(), 0, inFlight.getAsInt()));
                    begin(planned);
                } else if (began.containsKey(step.number())) {
                    heal(began.remove(step.number()));
                }
            }
        } finally {
            heal(List.copyOf(began.values()));
            history.healed();
        }
    }

    private void begin(Planned planned) throws Exception {
        var fault = planned.fault();
        var lasts = planned.until().minus(planned.from());
        history.fault(fault, seed, System.currentTimeMillis() + lasts.toMillis());
        System.out.printf(
                "faults: at %d s, for %d s: %s (%s)%n",
                planned.from().toSeconds(), lasts.toSeconds(), fault.kind(), fault.what());
        try {
            fault.begin();
        } catch (IOException e) {
            // What was to be broken is not there at the moment.
            System.out.println("faults: " + fault.kind() + " could not begin: " + e);
        }
    }

    /** All of them, whatever becomes of one. */
    private void heal(List<Done> open) throws Exception {
        Exception first = null;
        for (var one : open) {
            try {
                heal(one);
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void heal(Done open) throws Exception {
        open.fault().heal();
        done.add(new Done(open.fault(), open.beganNanos(), System.nanoTime(), open.inFlight()));
    }

    private record Step(Duration at, int number, boolean isBegin) {}

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (int number = 0; number < plan.size(); number++) {
            steps.add(new Step(plan.get(number).from(), number, true));
            steps.add(new Step(plan.get(number).until(), number, false));
        }
        steps.sort((a, b) -> a.at().compareTo(b.at()));
        return steps;
    }

    /** What has been. */
    List<Done> done() {
        return done;
    }

    /** How often what has been. */
    Map<String, Integer> byKind() {
        var kinds = new TreeMap<String, Integer>();
        done.forEach(it -> kinds.merge(it.fault().kind(), 1, Integer::sum));
        return kinds;
    }
}
