package io.staylog.bench.recovery;

import io.staylog.bench.Bench;
import io.staylog.bench.Relation;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Past;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.recovery.Comeback.Return;
import io.staylog.bench.sagas.SagaLoad;
import io.staylog.bench.sagas.SagaRun;
import io.staylog.bench.sagas.Stage;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.LogFacts;
import io.staylog.local.LocalSettings;
import io.staylog.local.Part;
import io.staylog.local.RunningPart;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a crash of booking-service costs when it has a long past, and what a restart in good order costs. */
public final class RecoveryStudy implements Study {
    private static final int HOTELS = 500;
    private static final int GUESTS_PER_DAY = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double ALL_SECONDS_MAX = 8;
    private static final double OWN_SECONDS_MAX = 3;
    private static final double RESTART_SECONDS_MAX = 2;

    @Override
    public String id() {
        return "recovery";
    }

    @Override
    public String title() {
        return "Crash and restart of booking-service";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var parts = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.BOOKING);
        // As a user starts it, but for the memory that a long past needs.
        var settings = LocalSettings.forTest(bench.scratch().resolve("recovery"), parts)
                .withPrepares(true)
                .withJvmOptions(Map.of(Part.BOOKING, List.of("-Xmx2g")));
        try (var stack = BenchStack.start(settings);
                var log = new LogFacts(stack)) {
            new Measuring(bench, report, stack, log).run();
        }
    }

    /** Hotels with a past of so many events. */
    private record Filled(BenchHotels hotels, long events) {}

    /** One time through. */
    private record Measuring(Bench bench, Report report, BenchStack stack, LogFacts log) {

        void run() throws Exception {
            storeClasses();
            var hotels = new BenchHotels("past", HOTELS, LocalDate.now(ZoneOffset.UTC));
            var filled = fill(hotels);
            crashes(filled);
            restarts(filled.hotels());
        }

        /** As the second and third start of a user's own stack do: from then on starts are faster. */
        private void storeClasses() throws InterruptedException {
            stack.local().restart(Part.BOOKING);
            stack.local().restart(Part.BOOKING);
        }

        private Filled fill(BenchHotels hotels) {
            var random = new Random(bench.seed());
            var past = new Past(hotels, GUESTS_PER_DAY, () -> new UUID(random.nextLong(), random.nextLong()), false);
            long wanted = bench.size(40_000, 1_000_000);
            long begin = System.nanoTime();
            try (var writer = new RequestWriter(stack, 20)) {
                hotels.open(writer);
                past.live(writer, Past.daysFor(wanted, HOTELS, GUESTS_PER_DAY));
            }
            log.awaitDecided(PATIENCE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            var records = log.records(Topics.BOOKING_EVENTS);
            long events = records.values().stream().mapToLong(Long::longValue).sum();
            bench.say("  past: %,d events in %.0f s: %s".formatted(events, seconds, records));
            if (records.containsKey("RequestRejected")) {
                throw new IllegalStateException("the past was refused: " + records);
            }
            report.note(
                    ("%,d events of %d hotels, %s, decided by booking-service itself in %.0f s (its processes are those that"
                                    + " infra/local/up starts, with stored classes and 2 GB of heap). A crash is kill -9; the process is"
                                    + " started again at once. Eight requests, one for each partition, are on the log before it comes back.")
                            .formatted(events, HOTELS, records, seconds));
            report.figure("recovery.fill", "Requests decided while the past was made", requests() / seconds, "1/s");
            return new Filled(past.hotelsToday(), events);
        }

        private double requests() {
            return log.records(Topics.BOOKING_REQUESTS).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        private void crashes(Filled filled) throws Exception {
            // Stopping in good order writes the snapshots; nothing else has happened when it is killed.
            stack.local().restart(Part.BOOKING);
            var comeback = new Comeback(stack, log, filled.hotels());
            var rows = new ArrayList<List<String>>();
            var all = new ArrayList<Return>();
            for (boolean withSnapshot : new boolean[] {true, false}) {
                for (boolean waitsForSession : new boolean[] {true, false, true, false}) {
                    var back = comeback.afterKill(withSnapshot, waitsForSession);
                    bench.say("  " + back);
                    all.add(back);
                    rows.add(back.row());
                }
            }
            report.table(
                    "Seconds after kill -9, with %,d past events".formatted(filled.events()), Return.COLUMNS, rows);
            report.note(
                    "Without the session time-out means: the killed member is taken out of its group by an administrator's"
                            + " call right after the kill, so that nobody waits for its session (6 s) to end; everything else is the"
                            + " same, the start of the process included.");
            target(
                    "recovery.first",
                    "Seconds from kill -9 to the first new decision, with snapshot",
                    all,
                    true,
                    true,
                    ALL_SECONDS_MAX);
            target(
                    "recovery.folded",
                    "Seconds from kill -9 to the first new decision, without snapshot",
                    all,
                    false,
                    true,
                    ALL_SECONDS_MAX);
            target(
                    "recovery.own",
                    "The same with snapshot, without the session time-out",
                    all,
                    true,
                    false,
                    OWN_SECONDS_MAX);
            target(
                    "recovery.own-folded",
                    "The same without snapshot, without the session time-out",
                    all,
                    false,
                    false,
                    OWN_SECONDS_MAX);
        }

        private void target(
                String id, String sentence, List<Return> all, boolean withSnapshot, boolean waits, double goal) {
            double worst = all.stream()
                    .filter(back -> back.withSnapshot() == withSnapshot && back.waitsForSession() == waits)
                    .mapToDouble(Return::firstDecision)
                    .max()
                    .orElse(Double.NaN);
            report.target(id, sentence, worst, Relation.AT_MOST, goal);
        }

        private void restarts(BenchHotels hotels) throws Exception {
            var rows = new ArrayList<List<String>>();
            try (var load = new SagaLoad(stack, hotels, bench.seed(), Duration.ofMinutes(2))) {
                var calm = load.run(rate(), Duration.ofSeconds(bench.size(5, 10)), Plan.FLEX);
                rows.add(row("nothing happens", calm));
                var alone = during(load, () -> stack.local().restart(Part.BOOKING));
                rows.add(row("the only instance is stopped (SIGTERM) and started again", alone));
                var first = stack.local().part(Part.BOOKING);
                var joined = during(load, () -> stack.local().startAnother(Part.BOOKING));
                rows.add(row("a second instance starts", joined));
                var left = during(load, first::stop);
                rows.add(row("one of two is stopped (SIGTERM)", left));
                var back = during(load, () -> restart(first));
                rows.add(row("and started again", back));
                report.table(
                        "What requests meet at %.0f/s while booking-service is restarted, in ms until decided"
                                .formatted(rate()),
                        List.of("while", "requests", "p50", "p99", "max", "longest silence"),
                        rows);
                report.note(
                        "Unavailability is the longest time that any request waited for its decision. With one instance"
                                + " HTTP is not answered either until the process is back.");
                report.target(
                        "recovery.restart",
                        "Seconds of unavailability of a restart in good order, with a second instance",
                        Stream.of(left, back)
                                .mapToDouble(Measuring::longest)
                                .max()
                                .orElse(Double.NaN),
                        Relation.AT_MOST,
                        RESTART_SECONDS_MAX);
                report.figure(
                        "recovery.restart-alone",
                        "Seconds of unavailability of a restart in good order, with one instance",
                        longest(alone),
                        "s");
            }
        }

        private void restart(RunningPart part) throws InterruptedException {
            stack.local().restart(part);
        }

        private double rate() {
            return bench.size(20, 100);
        }

        private interface Event {
            void happen() throws InterruptedException;
        }

        private SagaRun during(SagaLoad load, Event event) {
            var run = load.run(rate(), Duration.ofSeconds(bench.size(15, 18)), Plan.FLEX, () -> {
                LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                try {
                    event.happen();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            });
            bench.say("  " + run);
            return run;
        }

        private static double longest(SagaRun run) {
            return run.times().latencies(Stage.CONFIRMED).maxMs() / 1_000;
        }

        private static List<String> row(String what, SagaRun run) {
            var decided = run.times().latencies(Stage.CONFIRMED);
            return List.of(
                    what,
                    Long.toString(decided.count()),
                    text(decided.ms(50)),
                    text(decided.ms(99)),
                    text(decided.maxMs()),
                    text(run.times().longestGapNanos(Stage.CONFIRMED) / 1e6));
        }

        private static String text(double ms) {
            return String.format(Locale.ROOT, "%.1f", ms);
        }
    }
}
