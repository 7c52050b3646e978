package io.staylog.systemtests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

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

    Nemesis(long seed, Deck deck, Duration length, History history) {
        this.seed = seed;
        this.history = history;
        this.plan = plan(new Random(seed), deck, length);
    }

    static List<Planned> plan(Random random, Deck deck, Duration length) {
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
                var fault = deck.draw();
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

    /** What will go wrong, and when. */
    List<Planned> plan() {
        return plan;
    }

    /** Does it, and returns when all is healed. */
    void run(IntSupplier inFlight) throws Exception {
        long begin = System.nanoTime();
        var began = new TreeMap<Integer, Done>();
        try {
            for (var step : steps()) {
                LockSupport.parkNanos(begin + step.at().toNanos() - System.nanoTime());
                var planned = plan.get(step.number());
                if (step.isBegin()) {
                    long until = System.currentTimeMillis()
                            + planned.until().minus(planned.from()).toMillis();
                    int flying = inFlight.getAsInt();
                    history.fault(planned.fault(), seed, until);
                    System.out.printf(
                            "faults: %4d s: %s (%s)%n",
                            step.at().toSeconds(), planned.fault().kind(), planned.fault().what());
                    began.put(step.number(), new Done(planned.fault(), System.nanoTime(), 0, flying));
                    planned.fault().begin();
                } else {
                    heal(began.remove(step.number()));
                }
            }
        } finally {
            for (var open : List.copyOf(began.values())) {
                heal(open);
            }
            history.healed();
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
