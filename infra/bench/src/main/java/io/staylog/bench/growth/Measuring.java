package io.staylog.bench.growth;

import io.staylog.bench.Bench;
import io.staylog.bench.http.Caller;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Calls;
import io.staylog.bench.load.Latencies;
import io.staylog.bench.load.Past;
import io.staylog.bench.load.Plan;
import io.staylog.bench.recovery.Comeback;
import io.staylog.bench.sagas.SagaLoad;
import io.staylog.bench.sagas.Stage;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.LogFacts;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** Measures everything once with the past as it is. */
record Measuring(Bench bench, BenchStack stack, LogFacts log, Past past, Duration patience) {
    /** It looks back over the year and the one before. */
    static final String DAILY_REPORT = "daily report";

    private static final int READS = 40;
    private static final double BOOKINGS_PER_SECOND = 50;
    private static final double READS_PER_SECOND = 100;
    private static final double MIB = 1 << 20;

    Measured run(int times) throws Exception {
        var hotels = past.hotelsToday();
        var flat = new LinkedHashMap<String, Double>();
        var growing = new LinkedHashMap<String, Double>();
        try (var load = new SagaLoad(stack, hotels, bench.seed() + times, patience)) {
            // Waits until reporting has taken in everything that came before, too.
            load.run(BOOKINGS_PER_SECOND, Duration.ofSeconds(2), Plan.FLEX);
        }
        analyze();
        restarts(hotels, flat, growing);
        try (var booking = caller(Part.BOOKING);
                var reporting = caller(Part.REPORTING);
                var load = new SagaLoad(stack, hotels, bench.seed() + 2L * times, patience)) {
            // The first time only warms what has just been started.
            for (int i = 0; i < 2; i++) {
                decisions(load, flat);
                availability(booking, hotels, flat);
                reports(reporting, hotels, flat);
            }
        }
        sizes(growing);
        return new Measured(times, past.guests(), flat, growing);
    }

    private Caller caller(Part service) {
        return new Caller(stack.settings().url(service), stack.token(), 64);
    }

    /** The database does so by itself within a minute, which nobody wants to wait for. */
    private void analyze() throws SQLException {
        try (var connection = stack.database();
                var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private void restarts(BenchHotels hotels, Map<String, Double> flat, Map<String, Double> growing) throws Exception {
        var comeback = new Comeback(stack, log, hotels);
        var restored = comeback.afterStop(true);
        flat.put("restart with snapshot: process start to first decision", restored.ownSeconds() * 1_000);
        growing.put("snapshots of booking-service, MiB", snapshotBytes() / MIB);
        var folded = comeback.afterStop(false);
        growing.put("restart without snapshot: process start to first decision, s", folded.ownSeconds());
        growing.put("restart: process start to ready, view for readers included, s", restored.ownSecondsToReady());
    }

    private void decisions(SagaLoad load, Map<String, Double> flat) {
        var run = load.run(BOOKINGS_PER_SECOND, Duration.ofSeconds(bench.size(4, 10)), Plan.FLEX);
        put(flat, "decision (request due to BookingConfirmed)", run.times().latencies(Stage.CONFIRMED));
        put(flat, "request due until visible in reporting", run.times().latencies(Stage.REPORTED));
    }

    private void availability(Caller booking, BenchHotels hotels, Map<String, Double> flat)
            throws InterruptedException {
        var length = Duration.ofSeconds(bench.size(3, 6));
        var calls = Calls.open(bench.seed(), READS_PER_SECOND, length, () -> {
            var random = ThreadLocalRandom.current();
            var arrival = hotels.opening().plusDays(1 + random.nextInt(300));
            booking.get("/v1/hotels/" + hotels.id(random.nextInt(hotels.count())) + "/availability?arrival=" + arrival
                    + "&departure=" + arrival.plusDays(2));
        });
        put(flat, "availability read", calls.latencies());
    }

    private void reports(Caller reporting, BenchHotels hotels, Map<String, Double> flat) {
        var hotel = hotels.id(0);
        var yesterday = hotels.opening().minusDays(1);
        var ofYesterday = "/v1/bookings?hotel=" + hotel + "&arrivalFrom=" + yesterday + "&arrivalTo=" + yesterday;
        var code = JsonMapper.shared()
                .readTree(reporting.get(ofYesterday))
                .at("/rows/0/confirmationCode")
                .asString("");
        if (code.isEmpty()) {
            throw new IllegalStateException("no booking is found by " + ofYesterday);
        }
        put(flat, DAILY_REPORT, reads(reporting, "/v1/reports/daily?hotel=" + hotel + "&date=" + yesterday));
        put(flat, "booking search by date of arrival", reads(reporting, ofYesterday));
        put(flat, "booking search by confirmation code", reads(reporting, "/v1/bookings?confirmationCode=" + code));
        put(flat, "booking search by a rare name", reads(reporting, "/v1/bookings?guest=" + past.newestName()));
        put(flat, "booking search by a common name, first page", reads(reporting, "/v1/bookings?guest=anna"));
    }

    private static Latencies reads(Caller reporting, String path) {
        var latencies = new Latencies();
        for (int i = 0; i < READS; i++) {
            long from = System.nanoTime();
            reporting.get(path);
            latencies.add(System.nanoTime() - from);
        }
        return latencies;
    }

    private static void put(Map<String, Double> figures, String name, Latencies latencies) {
        figures.put(name + ", p50", latencies.ms(50));
        figures.put(name + ", p95", latencies.ms(95));
    }

    private void sizes(Map<String, Double> growing) throws IOException, SQLException {
        growing.put("booking.events on disk, MiB", log.bytes(Topics.BOOKING_EVENTS) / MIB);
        growing.put("reporting database, MiB", databaseBytes() / MIB);
        growing.put("heap of booking-service after a full collection, MiB", stack.heapBytes(Part.BOOKING) / MIB);
    }

    private long databaseBytes() throws SQLException {
        try (var connection = stack.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    private long snapshotBytes() throws IOException {
        long bytes = 0;
        var directory = stack.settings().dataDir().resolve(Part.BOOKING.id()).resolve("snapshots");
        try (var files = Files.newDirectoryStream(directory, "*.snapshot")) {
            for (var file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
