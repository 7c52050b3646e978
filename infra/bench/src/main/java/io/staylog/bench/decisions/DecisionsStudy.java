package io.staylog.bench.decisions;

import io.staylog.bench.Bench;
import io.staylog.bench.FlightRecording;
import io.staylog.bench.Numbers;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How fast requests are decided: the product, a loop that only copies, and Kafka Streams, taking turns. */
public final class DecisionsStudy implements Study {
    private static final int REQUESTS = 1_000_000;
    private static final int REQUESTS_QUICKLY = 100_000;
    private static final int ROUNDS = 3;
    private static final int ROUNDS_QUICKLY = 2;
    // In the second round the compiler still takes 5 to 7 us of an engine's decision, in the third 2 to 3.
    private static final int WARM_UPS = 2;
    private static final int SWEEP_SHARE = 4;
    private static final int CLOSE_ENOUGH_PERCENT = 3;
    private static final Tuning FIRST = new Tuning(500, 1);

    private record Swept(Tuning tuning, double perSecond) {
        List<String> row() {
            return List.of(
                    tuning.commitIntervalMs() + " ms", Integer.toString(tuning.threads()), Numbers.text(perSecond));
        }
    }

    @Override
    public String id() {
        return "decisions";
    }

    @Override
    public String title() {
        return "Deciding bookings: against a copying loop, and against Kafka Streams";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        int requests = bench.size(REQUESTS_QUICKLY, REQUESTS);
        DecisionsText.preface(report, requests);
        Tuning best = null;
        for (var workload : Workload.values()) {
            bench.say("-- " + workload.sentence());
            try (var arena = new Arena(bench, workload, requests)) {
                best = best == null ? sweep(bench, report, arena, requests) : best;
                bout(bench, report, arena, workload, best, requests);
            }
        }
    }

    /** Which settings suit Kafka Streams best here. */
    private static Tuning sweep(Bench bench, Report report, Arena arena, int requests) throws Exception {
        long records = requests / SWEEP_SHARE;
        warmUp(bench, arena, Contender.STREAMS, records, FIRST);
        var swept = new ArrayList<Swept>();
        for (int intervalMs : bench.quick() ? List.of(100, 1_000) : List.of(100, 250, 500, 1_000, 2_000)) {
            swept.add(swept(bench, arena, records, new Tuning(intervalMs, 1)));
        }
        swept.add(swept(bench, arena, records, new Tuning(best(swept).commitIntervalMs(), 2)));
        var best = best(swept);
        DecisionsText.sweep(report, swept.stream().map(Swept::row).toList(), best);
        return best;
    }

    private static Swept swept(Bench bench, Arena arena, long records, Tuning tuning) throws Exception {
        double rate =
                arena.round(Contender.STREAMS, records, tuning, null).drained().perSecond();
        bench.say(tuning + ": " + Numbers.text(rate) + "/s");
        return new Swept(tuning, rate);
    }

    /** The fastest; of those that are as good as that the one that others wait for least. */
    private static Tuning best(List<Swept> swept) {
        double most = swept.stream().mapToDouble(Swept::perSecond).max().orElseThrow();
        return swept.stream()
                .filter(it -> it.perSecond() >= most * (100 - CLOSE_ENOUGH_PERCENT) / 100)
                .map(Swept::tuning)
                .min(Comparator.comparingInt(Tuning::commitIntervalMs).thenComparingInt(Tuning::threads))
                .orElseThrow();
    }

    private static void bout(Bench bench, Report report, Arena arena, Workload workload, Tuning tuning, int requests)
            throws Exception {
        long decisions = (long) requests + Demand.facts();
        for (var contender : Contender.values()) {
            for (int i = 0; i < WARM_UPS; i++) {
                warmUp(bench, arena, contender, decisions, tuning);
            }
        }
        var bout = new Bout(decisions);
        for (int round = 1; round <= bench.size(ROUNDS_QUICKLY, ROUNDS); round++) {
            for (var contender : Contender.values()) {
                var outcome = arena.round(contender, decisions, tuning, null);
                bout.add(contender, outcome);
                bench.say(DecisionsText.line(round, contender, outcome, decisions));
            }
        }
        DecisionsText.result(report, workload, bout, decisions);
        var ours = arena.eventsByType(Contender.ENGINE);
        var theirs = arena.eventsByType(Contender.STREAMS);
        if (!ours.equals(theirs)) {
            throw new IllegalStateException("the engine decided " + ours + ", and Kafka Streams " + theirs);
        }
        DecisionsText.sameDecisions(report, ours);
        if (bench.profile()) {
            for (var contender : Contender.values()) {
                profile(bench, report, arena, contender, decisions, tuning, workload);
            }
        }
    }

    /** Not counted: the code is compiled meanwhile, and nobody gains by being second. */
    private static void warmUp(Bench bench, Arena arena, Contender contender, long records, Tuning tuning)
            throws Exception {
        var outcome = arena.round(contender, records, tuning, null);
        bench.say("warm-up of " + contender.id() + ": "
                + Numbers.text(outcome.drained().perSecond()) + "/s");
    }

    private static void profile(
            Bench bench,
            Report report,
            Arena arena,
            Contender contender,
            long decisions,
            Tuning tuning,
            Workload workload)
            throws Exception {
        var file = bench.results().resolve("decisions-" + workload.id() + "-" + contender.id() + ".jfr");
        arena.round(contender, decisions, tuning, file);
        report.note("Where " + contender.id() + " spends its time: " + FlightRecording.summarize(file) + ".");
    }
}
