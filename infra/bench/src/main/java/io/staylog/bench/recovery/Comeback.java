package io.staylog.bench.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.sagas.Probe;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.LogFacts;
import io.staylog.local.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;

/** Kills booking-service and watches how it comes back. */
final class Comeback {
    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * How it came back, in seconds.
     *
     * @param withSnapshot whether it found its snapshots
     * @param waitsForSession whether its group waited for the session of the killed process to end
     * @param firstDecision from the kill to the first new decision of any partition, as a reader of committed events sees it
     * @param allDecided from the kill until every partition had decided something new
     * @param started from the kill until there was a new process
     * @param ready from the kill until the service said that it is ready, its view for readers included
     */
    record Return(
            boolean withSnapshot,
            boolean waitsForSession,
            double firstDecision,
            double allDecided,
            double started,
            double ready) {
        static final List<String> COLUMNS = List.of(
                "snapshot",
                "session time-out",
                "new process",
                "first decision",
                "all partitions",
                "ready, view included");

        List<String> row() {
            return List.of(
                    withSnapshot ? "yes" : "no",
                    waitsForSession ? "waited for" : "left out",
                    text(started),
                    text(firstDecision),
                    text(allDecided),
                    text(ready));
        }

        private static String text(double seconds) {
            return String.format(Locale.ROOT, "%.2f", seconds);
        }

        @Override
        public String toString() {
            return "back: " + String.join(" | ", COLUMNS) + " = " + String.join(" | ", row());
        }
    }

    private final BenchStack stack;
    private final LogFacts log;
    private final BenchHotels hotels;
    private final List<Integer> hotelOfPartition = new ArrayList<>();

    Comeback(BenchStack stack, LogFacts log, BenchHotels hotels) {
        this.stack = stack;
        this.log = log;
        this.hotels = hotels;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            hotelOfPartition.add(hotelOn(partition));
        }
    }

    private int hotelOn(int partition) {
        for (int hotel = 0; hotel < hotels.count(); hotel++) {
            var key = hotels.id(hotel).getBytes(UTF_8);
            if (Utils.toPositive(Utils.murmur2(key)) % PARTITIONS == partition) {
                return hotel;
            }
        }
        throw new IllegalStateException("no hotel is on partition " + partition);
    }

    /** Kills it, and starts it at once with requests waiting for it. */
    Return afterKill(boolean withSnapshot, boolean waitsForSession) throws Exception {
        try (var probe = new Probe(stack, PARTITIONS);
                var writer = new RequestWriter(stack)) {
            var part = stack.local().part(Part.BOOKING);
            long killed = System.nanoTime();
            part.kill();
            if (!withSnapshot) {
                deleteSnapshots();
            }
            if (!waitsForSession) {
                log.forgetMembers();
            }
            ask(writer, probe);
            var back = stack.local().restart(Part.BOOKING);
            long ready = System.nanoTime();
            probe.await(PATIENCE);
            long started = ready - sinceStart(back.pid()).toNanos();
            return new Return(
                    withSnapshot,
                    waitsForSession,
                    (probe.first() - killed) / 1e9,
                    (probe.last() - killed) / 1e9,
                    (started - killed) / 1e9,
                    (ready - killed) / 1e9);
        }
    }

    private void ask(RequestWriter writer, Probe probe) {
        var random = new Random();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int hotel = hotelOfPartition.get(partition);
            writer.write(
                    hotels.id(hotel),
                    hotels.request(
                            probe.requestId(partition),
                            probe.bookingId(partition),
                            hotel,
                            Plan.FLEX,
                            hotels.opening().plusDays(60),
                            random));
        }
        writer.flush();
    }

    private static Duration sinceStart(long pid) {
        var start = ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElseThrow();
        return Duration.between(start, Instant.now());
    }

    private void deleteSnapshots() throws IOException {
        var directory = stack.settings().dataDir().resolve(Part.BOOKING.id()).resolve("snapshots");
        try (var files = Files.newDirectoryStream(directory, "*.snapshot")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
