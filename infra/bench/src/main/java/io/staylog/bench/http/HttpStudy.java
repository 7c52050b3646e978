package io.staylog.bench.http;

import io.staylog.bench.Bench;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Calls;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.load.Zipf;
import io.staylog.bench.sagas.SagaLoad;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.CpuTimes;
import io.staylog.bench.stack.LogFacts;
import io.staylog.local.Part;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** How many calls a second booking-service's HTTP edge takes, how long they take, and what they cost. */
public final class HttpStudy implements Study {
    private static final int HOTELS = 200;
    private static final int[] CALLERS = {1, 8, 32};
    private static final int CONNECTIONS_MAX = 256;
    private static final double CALM_RATE = 100;
    private static final int WARM_UPS_MAX = 3;
    private static final int WARM_CALLS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is called. */
    private enum Kind {
        BOOK("POST …/bookings (202)"),
        AVAILABILITY("GET …/availability");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    @Override
    public String id() {
        return "http";
    }

    @Override
    public String title() {
        return "The HTTP edge of booking-service";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var parts = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.BOOKING);
        try (var stack = BenchStack.start(bench.scratch().resolve("http"), parts);
                var log = new LogFacts(stack);
                var caller = new Caller(stack.settings().url(Part.BOOKING), stack.token(), CONNECTIONS_MAX)) {
            var hotels = new BenchHotels("http", HOTELS, LocalDate.now(ZoneOffset.UTC));
            try (var writer = new RequestWriter(stack)) {
                hotels.open(writer);
            }
            log.awaitDecided(PATIENCE);
            new Measuring(bench, report, stack, log, caller, hotels, new Zipf(HOTELS, 1)).run();
        }
    }

    /** Calls with the processor time that they have used, decisions included. */
    private record Paid(Calls calls, CpuTimes cpu) {
        double microseconds(String process) {
            return cpu.seconds(process) * 1e6 / calls.latencies().count();
        }
    }

    /** One time through. */
    private record Measuring(
            Bench bench, Report report, BenchStack stack, LogFacts log, Caller caller, BenchHotels hotels, Zipf zipf) {

        void run() throws Exception {
            warmUp();
            var best = closedLoops();
            openLoops(best);
            cost(best);
            report.note(
                    "Only broker, registry and booking-service run, and the load generator (Apache HttpClient), whose"
                            + " processor time is told apart. A 202 means that the log has the request; the processor time of a"
                            + " POST includes its decision, which booking-service makes as well. 200 hotels by Zipf's law, rooms for"
                            + " one night, no payment.");
        }

        /** Until so many calls were made that the compiler is through with them, or it takes too long. */
        private void warmUp() throws InterruptedException {
            for (int i = 0; i < WARM_UPS_MAX; i++) {
                long calls = 0;
                for (var kind : Kind.values()) {
                    calls += closed(kind, 8, Duration.ofSeconds(bench.size(3, 8)))
                            .calls()
                            .latencies()
                            .count();
                }
                if (calls > WARM_CALLS) {
                    return;
                }
            }
        }

        private void call(Kind kind) {
            var random = ThreadLocalRandom.current();
            var hotel = "/v1/hotels/" + hotels.id(zipf.next(random));
            var arrival = hotels.opening().plusDays(1 + random.nextInt(300));
            switch (kind) {
                case BOOK -> caller.post(hotel + "/bookings", body(arrival));
                case AVAILABILITY ->
                    caller.get(hotel + "/availability?arrival=" + arrival + "&departure=" + arrival.plusDays(1));
            }
        }

        private static String body(LocalDate arrival) {
            return """
                    {"ratePlanId":"%s","channel":"OTA","currency":"%s",\
                    "roomStays":[{"roomTypeId":"%s","arrivalDate":"%s","departureDate":"%s"}]}""".formatted(Plan.FLEX, BenchHotels.CURRENCY, BenchHotels.ROOM_TYPE, arrival, arrival.plusDays(1));
        }

        private Paid closed(Kind kind, int callers, Duration length) throws InterruptedException {
            var before = stack.cpu();
            var calls = Calls.closed(callers, length, () -> call(kind));
            log.awaitDecided(PATIENCE);
            var paid = new Paid(calls, stack.cpu().since(before));
            bench.say("  %s, %d callers: %,.0f/s".formatted(kind.title, callers, calls.perSecond()));
            return paid;
        }

        /** The kinds take turns, so that whatever else the machine does meets both. */
        private Map<Kind, Paid> closedLoops() throws InterruptedException {
            var best = new EnumMap<Kind, Paid>(Kind.class);
            var rows = new ArrayList<List<String>>();
            for (int callers : CALLERS) {
                for (var kind : Kind.values()) {
                    var paid = closed(kind, callers, Duration.ofSeconds(bench.size(3, 7)));
                    var latencies = paid.calls().latencies();
                    rows.add(List.of(
                            kind.title,
                            Integer.toString(callers),
                            text("%,.0f", paid.calls().perSecond()),
                            text("%.1f", latencies.ms(50)),
                            text("%.1f", latencies.ms(99)),
                            text("%.0f", paid.microseconds(Part.BOOKING.id())),
                            text("%.0f", paid.microseconds(Part.BROKER.id())),
                            text("%.0f", paid.microseconds(CpuTimes.GENERATOR))));
                    best.merge(
                            kind,
                            paid,
                            (a, b) -> a.calls().perSecond() > b.calls().perSecond() ? a : b);
                }
            }
            report.table(
                    "Closed loop: each caller calls again when it has its answer",
                    List.of(
                            "call",
                            "callers",
                            "calls/s",
                            "p50 ms",
                            "p99 ms",
                            "CPU µs booking-service",
                            "CPU µs broker",
                            "CPU µs load generator"),
                    rows);
            return best;
        }

        private void openLoops(Map<Kind, Paid> best) throws InterruptedException {
            var rows = new ArrayList<List<String>>();
            for (var kind : Kind.values()) {
                double half = paid(best, kind).calls().perSecond() / 2;
                for (double rate : new double[] {CALM_RATE, half}) {
                    var calls = Calls.open(bench.seed(), rate, Duration.ofSeconds(bench.size(4, 12)), () -> call(kind));
                    log.awaitDecided(PATIENCE);
                    var row = new ArrayList<>(List.of(
                            kind.title,
                            text("%,.0f", rate),
                            text("%d", calls.latencies().count())));
                    for (double percentile : new double[] {50, 99, 99.9}) {
                        row.add(text("%.1f", calls.latencies().ms(percentile)));
                        report.figure(
                                text("http.%s.%s.p%s", name(kind), rate == CALM_RATE ? "calm" : "half", percentile),
                                text("p%s of %s at %,.0f/s", percentile, kind.title, rate),
                                calls.latencies().ms(percentile),
                                "ms");
                    }
                    rows.add(row);
                }
            }
            report.table(
                    "Open loop: milliseconds from the time at which a call was due",
                    List.of("call", "calls/s", "n", "p50", "p99", "p99.9"),
                    rows);
        }

        private void cost(Map<Kind, Paid> best) throws Exception {
            for (var kind : Kind.values()) {
                var paid = paid(best, kind);
                report.figure(
                        "http." + name(kind) + ".rate",
                        kind.title + ", highest rate",
                        paid.calls().perSecond(),
                        "1/s");
                report.figure(
                        "http." + name(kind) + ".cpu",
                        "Processor time of booking-service for a " + kind.title,
                        paid.microseconds(Part.BOOKING.id()),
                        "µs");
            }
            double rate = paid(best, Kind.BOOK).calls().perSecond() / 2;
            try (var load = new SagaLoad(stack, hotels, bench.seed(), PATIENCE)) {
                var run = load.run(rate, Duration.ofSeconds(bench.size(4, 10)), Plan.FLEX);
                report.figure(
                        "http.decision.cpu",
                        text(
                                "Of that, without HTTP: the same requests written to the log at %,.0f/s, decided and shown",
                                rate),
                        run.cpu().seconds(Part.BOOKING.id()) * 1e6 / run.times().count(),
                        "µs");
            }
        }

        private static Paid paid(Map<Kind, Paid> best, Kind kind) {
            return Objects.requireNonNull(best.get(kind));
        }

        private static String name(Kind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        @SuppressWarnings("AnnotateFormatMethod") // Its formats are written beside their values.
        private static String text(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }
}
