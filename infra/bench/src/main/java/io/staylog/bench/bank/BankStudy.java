package io.staylog.bench.bank;

import io.staylog.bench.Bench;
import io.staylog.bench.Relation;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import io.staylog.bench.http.Caller;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Calls;
import io.staylog.bench.load.Latencies;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.sagas.SagaLoad;
import io.staylog.bench.sagas.Stage;
import io.staylog.bench.stack.BenchStack;
import io.staylog.local.Part;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** How many calls a second go to a bank that takes its time, and whether anybody else notices one that hangs. */
public final class BankStudy implements Study {
    private static final int HOTELS = 4;
    private static final int[] LATENCIES_MS = {1, 50, 500};
    private static final double ALL_AT_ONCE = 20_000;
    private static final int BOOKINGS_PER_SECOND = 20;
    private static final double SLOWER_MAX = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String id() {
        return "bank";
    }

    @Override
    public String title() {
        return "The way to the bank";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var parts = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.BANK, Part.BOOKING, Part.PAYMENT);
        try (var stack = BenchStack.start(bench.scratch().resolve("bank"), parts);
                var bank = new Caller(stack.settings().bankUrl(), stack.token(), 2);
                var booking = new Caller(stack.settings().url(Part.BOOKING), stack.token(), 256);
                var writer = new RequestWriter(stack)) {
            var hotels = new BenchHotels("bank", HOTELS, LocalDate.now(ZoneOffset.UTC));
            hotels.open(writer);
            try (var load = new SagaLoad(stack, hotels, bench.seed(), PATIENCE)) {
                var measuring = new Measuring(bench, report, stack, bank, booking, writer, hotels, load);
                measuring.latencies();
                measuring.outage();
            }
        }
    }

    /** One time through. */
    private record Measuring(
            Bench bench,
            Report report,
            BenchStack stack,
            Caller bank,
            Caller booking,
            RequestWriter writer,
            BenchHotels hotels,
            SagaLoad load) {

        /** Prepaid stays are asked for all at once: one call of the bank each. */
        void latencies() {
            burst(bench.size(200, 2_000));
            var rows = new ArrayList<List<String>>();
            for (int latencyMs : LATENCIES_MS) {
                bank.put("/v1/faults", """
                        {"seed":1,"rate":1,"kinds":["delay"],"delayMs":%d}""".formatted(latencyMs));
                rows.add(burst(latencyMs, bench.size(300, 3_000)));
            }
            bank.delete("/v1/faults");
            report.table(
                    "Prepaid bookings that are all asked for at once, until confirmed",
                    List.of(
                            "bank answers after ms",
                            "bookings",
                            "calls/s",
                            "CPU ms a call, payment-service",
                            "CPU ms a call, bank"),
                    rows);
        }

        private void burst(int bookings) {
            bench.say("  warm-up: " + load.run(ALL_AT_ONCE, burst(bookings, ALL_AT_ONCE), Plan.PREPAID));
        }

        private static Duration burst(int bookings, double perSecond) {
            return Duration.ofNanos((long) (bookings / perSecond * 1e9));
        }

        private List<String> burst(int latencyMs, int bookings) {
            var run = load.run(ALL_AT_ONCE, burst(bookings, ALL_AT_ONCE), Plan.PREPAID);
            bench.say("  bank answers after %d ms: %s".formatted(latencyMs, run));
            double perSecond = run.times().count() / run.times().seconds(Stage.CONFIRMED);
            report.figure(
                    "bank.rate." + latencyMs + "ms",
                    "Calls a second of a bank that answers after " + latencyMs + " ms",
                    perSecond,
                    "1/s");
            return List.of(
                    Integer.toString(latencyMs),
                    Integer.toString(run.times().count()),
                    text(perSecond),
                    text(run.cpuPerThousand(Part.PAYMENT.id())),
                    text(run.cpuPerThousand(Part.BANK.id())));
        }

        /** Rounds with and without a bank take turns, so that whatever else the machine does meets both. */
        void outage() throws InterruptedException {
            var answering = new Latencies();
            var hanging = new Latencies();
            round(new Latencies());
            for (int i = 0; i < bench.size(1, 2); i++) {
                round(answering);
                bank.put("/v1/outage", """
                        {"kind":"hang","ms":600000}""");
                try {
                    round(hanging);
                } finally {
                    bank.delete("/v1/outage");
                }
            }
            report.table(
                    "Bookings without payment over HTTP, beside as many with one, in ms until confirmed",
                    List.of("while the bank", "n", "p50", "p99"),
                    List.of(row("answers", answering), row("hangs", hanging)));
            report.target(
                    "bank.hangs",
                    "p99 of bookings without payment while the bank hangs, against while it answers",
                    hanging.ms(99) / answering.ms(99),
                    Relation.AT_MOST,
                    SLOWER_MAX);
        }

        private void round(Latencies into) throws InterruptedException {
            var random = new Random(bench.seed());
            var arrival = hotels.opening().plusDays(10);
            var calls = Calls.open(bench.seed(), BOOKINGS_PER_SECOND, Duration.ofSeconds(bench.size(4, 8)), () -> {
                writer.write(
                        hotels.id(1),
                        hotels.request(
                                UUID.randomUUID(), UUID.randomUUID(), 1, Plan.PREPAID, hotels.opening(), random));
                booking.postAndWait("/v1/hotels/" + hotels.id(0) + "/bookings", """
                        {"ratePlanId":"FLEX","channel":"DIRECT_WEB","currency":"EUR",\
                        "roomStays":[{"roomTypeId":"%s","arrivalDate":"%s","departureDate":"%s"}]}""".formatted(
                                BenchHotels.ROOM_TYPE, arrival, arrival.plusDays(1)));
            });
            into.add(calls.latencies());
        }

        private static List<String> row(String what, Latencies latencies) {
            return List.of(what, Long.toString(latencies.count()), text(latencies.ms(50)), text(latencies.ms(99)));
        }

        private static String text(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }
}
