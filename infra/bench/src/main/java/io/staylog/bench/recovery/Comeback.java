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
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** Ends booking-service in several ways and watches how it comes back. */
public final class Comeback {
    private static final int PARTITIONS = 8;
    private static final Pattern SPRING_STARTED = Pattern.compile("process running for ([0-9.]+)");
    private static final Pattern FOLDED_MS = Pattern.compile("folded in ([0-9]+) ms");
    private static final long LOOK_EVERY_NANOS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * How it came back, in seconds.
     *
     * @param withSnapshot whether it found its snapshots
     * @param waitsForSession whether its group waited for the session of the killed process to end
     * @param firstDecision from its end to the first new decision of any partition, as a reader of committed events sees it
     * @param allDecided from its end until every partition had decided something new
     * @param started from its end until there was a new process
     * @param ready from its end until the service said that it is ready, its view for readers included
     * @param springStarted how long Spring says that it took to start, from the beginning of the process
     * @param folded how long the slowest partition took to fold its past, as the service says
     * @param cpu processor seconds of the new process until then
     */
    public record Return(
            boolean withSnapshot,
            boolean waitsForSession,
            double firstDecision,
            double allDecided,
            double started,
            double ready,
            double springStarted,
            double folded,
            double cpu) {
        static final List<String> COLUMNS = List.of(
                "snapshot",
                "session time-out",
                "new process",
                "first decision",
                "all partitions",
                "ready, view included",
                "of it Spring",
                "of it folding",
                "processor seconds");

        /** Seconds from the beginning of the new process to the first new decision. */
        public double ownSeconds() {
            return firstDecision - started;
        }

        /** Seconds from the beginning of the new process until it was ready. */
        public double ownSecondsToReady() {
            return ready - started;
        }

        List<String> row() {
            return List.of(
                    withSnapshot ? "yes" : "no",
                    waitsForSession ? "waited for" : "left out",
                    text(started),
                    text(firstDecision),
                    text(allDecided),
                    text(ready),
                    text(springStarted),
                    text(folded),
                    text(cpu));
        }

        private static String text(double seconds) {
            return String.format(Locale.ROOT, "%.2f", seconds);
        }

        @Override
        public String toString() {
            return "back: "
                    + IntStream.range(0, COLUMNS.size())
                            .mapToObj(i -> COLUMNS.get(i) + " " + row().get(i))
                            .collect(Collectors.joining(", "));
        }
    }

    private final BenchStack stack;
    private final LogFacts log;
    private final BenchHotels hotels;
    private final List<Integer> asked;

    /**
     * Does nothing yet.
     *
     * @param hotels of which there are enough that each partition has one, or else some partitions are not asked
     */
    public Comeback(BenchStack stack, LogFacts log, BenchHotels hotels) {
        this.stack = stack;
        this.log = log;
        this.hotels = hotels;
        var ofPartition = new TreeMap<Integer, Integer>();
        for (int hotel = hotels.count() - 1; hotel >= 0; hotel--) {
            var key = hotels.id(hotel).getBytes(UTF_8);
            ofPartition.put(Utils.toPositive(Utils.murmur2(key)) % PARTITIONS, hotel);
        }
        this.asked = List.copyOf(ofPartition.values());
    }

    /** Kills it, and starts it at once with requests waiting for it. */
    Return afterKill(boolean withSnapshot, boolean waitsForSession) throws Exception {
        return watch(withSnapshot, waitsForSession, () -> {
            stack.local().part(Part.BOOKING).kill();
            if (!waitsForSession) {
                log.forgetMembers();
            }
        });
    }

    /** Stops it in good order, in which it leaves its group, and starts it again with requests waiting for it. */
    public Return afterStop(boolean withSnapshot) throws Exception {
        return watch(withSnapshot, false, () -> stack.local().part(Part.BOOKING).stop());
    }

    private Return watch(boolean withSnapshot, boolean waitsForSession, Runnable end) throws Exception {
        try (var probe = new Probe(stack, asked.size());
                var writer = new RequestWriter(stack)) {
            var said = stack.local().part(Part.BOOKING).log();
            int saidBefore = (int) Files.size(said);
            long ended = System.nanoTime();
            end.run();
            if (!withSnapshot) {
                deleteSnapshots();
            }
            ask(writer, probe);
            var started = whenThereIsANewProcess();
            stack.local().restart(Part.BOOKING);
            long ready = System.nanoTime();
            probe.await(PATIENCE);
            double cpu = stack.cpu().seconds(Part.BOOKING.id());
            var all = Files.readAllBytes(said);
            var news = new String(all, saidBefore, all.length - saidBefore, UTF_8);
            return new Return(
                    withSnapshot,
                    waitsForSession,
                    (probe.first() - ended) / 1e9,
                    (probe.last() - ended) / 1e9,
                    (started.join() - ended) / 1e9,
                    (ready - ended) / 1e9,
                    longest(SPRING_STARTED, news),
                    longest(FOLDED_MS, news) / 1_000,
                    cpu);
        }
    }

    private static double longest(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .max()
                .orElse(Double.NaN);
    }

    private void ask(RequestWriter writer, Probe probe) {
        var random = new Random();
        for (int number = 0; number < asked.size(); number++) {
            int hotel = asked.get(number);
            writer.write(
                    hotels.id(hotel),
                    hotels.request(
                            probe.requestId(number),
                            probe.bookingId(number),
                            hotel,
                            Plan.FLEX,
                            hotels.opening(),
                            random));
        }
        writer.flush();
    }

    /**
     * The system tells the beginning of a process too coarsely. In a thread of its own: the pool that all share may have but one,
     * which the end of the old process is told by.
     */
    private CompletableFuture<Long> whenThereIsANewProcess() {
        long before = stack.local().part(Part.BOOKING).pid();
        return CompletableFuture.supplyAsync(
                () -> {
                    while (stack.local().part(Part.BOOKING).pid() == before) {
                        LockSupport.parkNanos(LOOK_EVERY_NANOS);
                    }
                    return System.nanoTime();
                },
                look -> Thread.ofPlatform().daemon().start(look));
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
