package io.staylog.bench.sagas;

import io.staylog.bench.Axis;
import io.staylog.bench.Bench;
import io.staylog.bench.Relation;
import io.staylog.bench.Report;
import io.staylog.bench.Series;
import io.staylog.bench.Study;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.FlightRecording;
import io.staylog.local.LocalSettings;
import io.staylog.local.Part;
import io.staylog.local.Topology;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How many bookings a second go all the way from the request to the report, and how long each step of the way takes. */
public final class SagaStudy implements Study {
    private static final int HOTELS = 200;
    private static final double TARGET_RATE = 500;
    private static final double CALM_RATE = 100;
    private static final double P50_MS_MAX = 60;
    private static final double P99_MS_MAX = 300;
    private static final double HIGHEST_RATE = 16_000;
    private static final int WARM_UPS_MAX = 16;
    private static final int WARM_UPS_SUSTAINED = 2;
    // What was sustained for a short while may not be for long.
    private static final double STEP_BACK = 0.92;
    private static final int STEPS_BACK_MAX = 5;
    private static final List<Part> PROFILED = List.of(Part.BROKER, Part.BOOKING, Part.PAYMENT, Part.REPORTING);
    private static final String CONFIRMED_ROWS = "select count(*) from projection.booking where status = 'CONFIRMED'";
    private static final String NEVER = String.valueOf(Long.MAX_VALUE);
    private static final double[] PERCENTILES = {50, 99, 99.9};

    @Override
    public String id() {
        return "sagas";
    }

    @Override
    public String title() {
        return "Whole bookings: request, hold, payment, confirmation, report";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var settings = LocalSettings.forTest(bench.scratch().resolve("sagas"), Part.all())
                .forLoad();
        onStack(bench, report, settings, Measuring::run);
        var unforced = LocalSettings.forTest(bench.scratch().resolve("sagas-unforced"), Part.all())
                .forLoad()
                .withTopology(
                        new Topology(List.of(), Map.of(), Map.of("log.flush.interval.messages", NEVER), Map.of()));
        onStack(bench, report, unforced, Measuring::unforced);
    }

    private static void onStack(Bench bench, Report report, LocalSettings settings, Measure measure) throws Exception {
        try (var stack = BenchStack.start(settings)) {
            var hotels = new BenchHotels("saga", HOTELS, LocalDate.now(ZoneOffset.UTC));
            try (var writer = new RequestWriter(stack)) {
                hotels.open(writer);
            }
            try (var load = new SagaLoad(stack, hotels, bench.seed(), seconds(bench.size(40, 60)))) {
                measure.of(new Measuring(bench, report, stack, load));
            }
        }
    }

    private interface Measure {
        void of(Measuring measuring) throws Exception;
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** One time through. */
    private record Measuring(Bench bench, Report report, BenchStack stack, SagaLoad load) {

        void run() throws Exception {
            warmUp();
            var tried = new ArrayList<SagaRun>();
            double found = search(tried);
            var highest = confirmed(found, tried);
            double rate = highest.isSustained() ? highest.perSecond() : 0;
            var runs = new LinkedHashMap<String, SagaRun>();
            var length = seconds(bench.size(8, 30));
            runs.put("tenth", say("at a tenth", load.run(Math.max(1, rate * 0.1), length, Plan.CARD)));
            runs.put("half", say("at a half", load.run(Math.max(1, rate * 0.5), length, Plan.CARD)));
            runs.put("calm", say("at 100/s", load.run(CALM_RATE, seconds(bench.size(8, 45)), Plan.CARD)));
            runs.put("highest", highest);
            tell(rate, runs);
            rows();
            plot(tried);
            if (bench.profile()) {
                profile(Math.max(CALM_RATE, rate));
            }
        }

        /** The broker leaves it to the system when the disk has what it has acknowledged, as one does that has copies. */
        void unforced() {
            warmUp();
            var run = say("at 100/s, unforced", load.run(CALM_RATE, seconds(bench.size(8, 45)), Plan.CARD));
            figures("unforced", run);
        }

        /**
         * A JVM that has just started is slow, and on two processors its compilers take much of them for tens of thousands of
         * bookings. A search that began meanwhile found 57/s where 549 were sustained half an hour later.
         */
        private void warmUp() {
            int sustained = 0;
            for (int i = 0; i < bench.size(4, WARM_UPS_MAX) && sustained < WARM_UPS_SUSTAINED; i++) {
                var run = say("warm-up", load.run(bench.size(50, 200), seconds(bench.size(5, 15)), Plan.CARD));
                sustained = run.isSustained() ? sustained + 1 : 0;
            }
        }

        private double search(List<SagaRun> tried) {
            var length = seconds(bench.size(5, 12));
            return new RateSearch(bench.size(100, 250), HIGHEST_RATE, bench.quick() ? 1.5 : 1.12)
                    .run(rate -> say("search", tryOut(rate, length, tried)).isSustained());
        }

        private SagaRun tryOut(double rate, Duration length, List<SagaRun> tried) {
            var run = load.run(rate, length, Plan.CARD);
            tried.add(run);
            return run;
        }

        /** The found rate for a longer time, or the next lower one that holds for it. */
        private SagaRun confirmed(double found, List<SagaRun> tried) {
            double rate = Math.max(1, found);
            var length = seconds(bench.size(8, 45));
            var run = say("for longer", tryOut(rate, length, tried));
            for (int i = 0; i < STEPS_BACK_MAX && !run.isSustained(); i++) {
                rate *= STEP_BACK;
                run = say("for longer", tryOut(rate, length, tried));
            }
            return run;
        }

        private SagaRun say(String what, SagaRun run) {
            bench.say("  " + what + ": " + run);
            return run;
        }

        private void tell(double rate, Map<String, SagaRun> runs) {
            var calm = Objects.requireNonNull(runs.get("calm")).times().latencies(Stage.REPORTED);
            report.note(
                    "%d hotels, bookings spread over them by Zipf's law, guaranteed by a card (authorised by the bank"
                                    .formatted(HOTELS)
                            + " simulator, which answers at once), arriving at random as from many independent callers; seed "
                            + bench.seed()
                            + ". Everything runs on this machine, the load generator too. Latency counts from the time at which a"
                            + " request was due. A row counts as visible when the projection's transaction is committed: its notice"
                            + " (PostgreSQL's NOTIFY) makes the generator ask once for the offsets that the rows stand on.");
            report.note(
                    "Sustained means: when the last booking of a run is due, at most one second's bookings are not yet"
                            + " visible in reporting, and in the end all are; %d s for a step of the search, %d s for the rate that is told."
                                    .formatted(bench.size(5, 12), bench.size(8, 45)));
            report.target("sagas.rate", "Whole bookings a second, sustained", rate, Relation.AT_LEAST, TARGET_RATE);
            report.target(
                    "sagas.p50",
                    "p50 in ms until visible in reporting, at 100/s",
                    calm.ms(50),
                    Relation.AT_MOST,
                    P50_MS_MAX);
            report.target(
                    "sagas.p99",
                    "p99 in ms until visible in reporting, at 100/s",
                    calm.ms(99),
                    Relation.AT_MOST,
                    P99_MS_MAX);
            long stuck = runs.values().stream().mapToInt(SagaRun::stuck).sum();
            report.target("sagas.stuck", "Bookings that are stuck", (double) stuck, Relation.AT_MOST, 0);
            runs.forEach(this::figures);
            var sorted = sorted(List.copyOf(runs.values()));
            latencies(sorted);
            cpu(sorted);
        }

        /** Beside what the load has seen: what a manager sees. */
        private void rows() throws SQLException {
            try (var connection = stack.database();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(CONFIRMED_ROWS)) {
                row.next();
                report.target(
                        "sagas.missing",
                        text("Bookings of all %,d that reporting does not have as confirmed", load.asked()),
                        (double) (load.asked() - row.getLong(1)),
                        Relation.AT_MOST,
                        0);
            }
        }

        private static List<SagaRun> sorted(List<SagaRun> runs) {
            return runs.stream()
                    .sorted(Comparator.comparingDouble(SagaRun::perSecond))
                    .toList();
        }

        private void figures(String name, SagaRun run) {
            for (double percentile : PERCENTILES) {
                report.figure(
                        text("sagas.%s.p%s", name, percentile),
                        text("p%s until visible in reporting at %.0f/s (%s)", percentile, run.perSecond(), name),
                        run.times().latencies(Stage.REPORTED).ms(percentile),
                        "ms");
            }
            report.figure(
                    text("sagas.%s.cpu", name),
                    text(
                            "Processor seconds for 1,000 bookings at %.0f/s (%s), without the load generator",
                            run.perSecond(), name),
                    run.cpu().seconds() * 1_000 / run.times().count(),
                    "s");
        }

        private void latencies(List<SagaRun> runs) {
            var rows = new ArrayList<List<String>>();
            for (var run : runs) {
                for (var stage : Stage.values()) {
                    var latencies = run.times().latencies(stage);
                    var row = new ArrayList<>(
                            List.of(text("%.0f", run.perSecond()), stage.title(), text("%d", latencies.count())));
                    for (double percentile : PERCENTILES) {
                        row.add(text("%.1f", latencies.ms(percentile)));
                    }
                    row.add(text("%.1f", latencies.maxMs()));
                    rows.add(row);
                }
                rows.add(List.of(
                        text("%.0f", run.perSecond()),
                        "(the generator's own lateness, which is in all of them)",
                        text("%d", run.lateness().count()),
                        text("%.1f", run.lateness().ms(50)),
                        text("%.1f", run.lateness().ms(99)),
                        text("%.1f", run.lateness().ms(99.9)),
                        text("%.1f", run.lateness().maxMs())));
            }
            report.table(
                    "Milliseconds from the time at which a booking was due",
                    List.of("bookings/s", "until", "n", "p50", "p99", "p99.9", "max"),
                    rows);
        }

        private void cpu(List<SagaRun> runs) {
            var columns = new ArrayList<>(List.of("process"));
            runs.forEach(run -> columns.add(text("at %.0f/s", run.perSecond())));
            var rows = new ArrayList<List<String>>();
            for (var process : runs.getFirst().cpu().byProcess().keySet()) {
                var row = new ArrayList<>(List.of(process));
                runs.forEach(run -> row.add(text("%.2f", run.cpuPerThousand(process))));
                rows.add(row);
            }
            var all = new ArrayList<>(List.of("all but the load generator"));
            runs.forEach(run -> all.add(
                    text("%.2f", run.cpu().seconds() * 1_000 / run.times().count())));
            rows.add(all);
            report.table("Processor seconds for 1,000 bookings", columns, rows);
        }

        private void plot(List<SagaRun> tried) {
            var sorted = sorted(tried);
            report.plot(
                    "Until visible in reporting, by rate",
                    Axis.linear("bookings/s"),
                    Axis.logarithmic("ms"),
                    series("p50", sorted, 50),
                    series("p99", sorted, 99));
        }

        private static Series series(String name, List<SagaRun> runs, double percentile) {
            return new Series(
                    name,
                    runs.stream()
                            .map(run -> new Series.Point(
                                    run.perSecond(),
                                    run.times().latencies(Stage.REPORTED).ms(percentile)))
                            .toList());
        }

        /** Of all processes at once: the busiest is not always the one to look at. */
        private void profile(double rate) throws IOException {
            var recordings = new LinkedHashMap<Part, FlightRecording>();
            try {
                for (var part : PROFILED) {
                    recordings.put(
                            part, FlightRecording.of(stack.local().part(part).pid(), bench.results(), part.id()));
                }
                say("with a profiler", load.run(rate, seconds(bench.size(8, 20)), Plan.CARD));
                for (var recording : recordings.entrySet()) {
                    recording
                            .getValue()
                            .tell(
                                    report,
                                    text(
                                            "Where %s spends its time at %.0f/s",
                                            recording.getKey().id(), rate));
                }
            } finally {
                recordings.values().forEach(FlightRecording::close);
            }
        }

        @SuppressWarnings("AnnotateFormatMethod") // Its formats are written beside their values.
        private static String text(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }
}
