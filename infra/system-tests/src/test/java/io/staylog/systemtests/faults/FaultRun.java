package io.staylog.systemtests.faults;

import io.staylog.checker.Checker;
import io.staylog.checker.rules.Verdict;
import io.staylog.local.Part;
import io.staylog.local.Port;
import io.staylog.local.RunningPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run: a cluster, guests, what goes wrong, and what came of it. */
final class FaultRun implements AutoCloseable {
    private static final Duration WARM = Duration.ofSeconds(10);
    private static final int HOUSES_PER_PARTITION = 2;
    private static final int DISK_MB = 512;
    private static final List<String> CLOCKED = List.of("booking-service-2", "payment-service-2");

    /**
     * How it is played.
     *
     * @param seed of everything that is drawn
     * @param length how long things go wrong
     * @param perSecond wishes of guests
     * @param drainedWithin how long the end may take
     */
    record Terms(long seed, Duration length, int perSecond, Duration drainedWithin) {}

    /**
     * What came of it.
     *
     * @param open what was still under way when the time for it was over; empty if nothing
     * @param drained how long after the end of the last fault nothing was under way any more
     * @param gapsMs for each fault, the longest time without a commit of any partition
     * @param garbage acknowledged records that mean nothing
     */
    record Outcome(
            Verdict verdict,
            List<Nemesis.Done> faults,
            Map<String, Integer> byKind,
            List<Long> gapsMs,
            Duration drained,
            String open,
            Set<String> garbage,
            int turnedAway) {}

    private final Terms terms;
    private final @Nullable SmallDisk disk;
    private final @Nullable FakeClock clock;
    private final Cluster cluster;
    private final Supervisor supervisor;
    private final History history;

    /** Starts everything in an empty directory. */
    FaultRun(Path directory, Terms terms) throws InterruptedException {
        this.terms = terms;
        var home = directory.resolve("cluster");
        clock = FakeClock.create(directory.resolveSibling("tools"), directory.resolve("clock"));
        disk = SmallDisk.mount(home.resolve(Part.BROKER.id() + "-" + Cluster.BROKERS), DISK_MB);
        var wrappers = new HashMap<String, List<String>>();
        if (clock != null) {
            CLOCKED.forEach(name -> wrappers.put(name, clock.wrapper()));
        }
        try {
            cluster = Cluster.start(home, Cluster.Plan.everything(wrappers));
        } catch (RuntimeException | InterruptedException e) {
            if (disk != null) {
                disk.close();
            }
            throw e;
        }
        supervisor = new Supervisor(cluster);
        history = new History(directory.resolve("history.jsonl"));
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** Kinds of faults that this machine cannot play; why, has been printed. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        if (disk == null) {
            missing.add("disk full");
        }
        if (clock == null) {
            missing.add("clock jump");
        }
        return missing;
    }

    /** Plays it to its end. */
    Outcome play() throws Exception {
        var houses = House.inEach(Cluster.PARTITIONS, HOUSES_PER_PARTITION);
        var bookings = doors(Part.BOOKING);
        open(houses, bookings.getFirst());
        var listeners = cluster.instances(Part.REPORTING).stream()
                .map(part -> new Listener(history, door(part), part.name()))
                .toList();
        try (var watch = new Watch(cluster.settings());
                var kafka = new KafkaGuest(cluster.settings(), history)) {
            var nemesis = nemesis(kafka);
            var guests = new Guests(terms.seed(), houses, new HttpGuest(history, bookings), kafka, terms.perSecond());
            long healed;
            try (guests) {
                LockSupport.parkNanos(WARM.toNanos());
                nemesis.run(() -> watch.inFlight(guests.acknowledged()));
                healed = System.nanoTime();
                // What comes after shows how soon there is a commit again.
                LockSupport.parkNanos(WARM.toNanos());
            }
            long left = System.nanoTime();
            listeners.forEach(Listener::close);
            var open = new Drain(supervisor, watch, doors(Part.REPORTING))
                    .await(guests.acknowledged(), terms.drainedWithin());
            var drained = Duration.ofNanos(System.nanoTime() - healed);
            tellUnanswered(watch.unanswered(guests.acknowledged()));
            var gaps = Figures.gaps(nemesis.done(), watch.commits(), Cluster.PARTITIONS, left);
            return new Outcome(
                    judge(),
                    nemesis.done(),
                    nemesis.byKind(),
                    gaps,
                    drained,
                    open,
                    kafka.garbage(),
                    guests.turnedAway());
        }
    }

    private static void tellUnanswered(Set<UUID> requests) {
        if (!requests.isEmpty()) {
            System.out.println("faults: acknowledged and never answered: "
                    + requests.stream().limit(10).map(UUID::toString).collect(Collectors.joining(", ")));
        }
    }

    private Nemesis nemesis(KafkaGuest kafka) {
        var bank = new Door(cluster.settings().ports().of(Port.BANK), "");
        var means = new Deck.Means(cluster, supervisor, bank, kafka, disk, clock);
        var deck = new Deck(new Random(terms.seed()), means);
        var plan = Nemesis.plan(new Random(terms.seed()), deck::draw, terms.length());
        return new Nemesis(terms.seed(), plan, history);
    }

    private List<Door> doors(Part part) {
        return cluster.instances(part).stream().map(this::door).toList();
    }

    private Door door(RunningPart part) {
        try {
            var token = Files.readString(cluster.settings().tokenFile()).strip();
            return new Door(part.port(), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void open(List<House> houses, Door booking) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = houses.stream()
                    .map(house -> executor.submit(() -> {
                        house.open(booking);
                        return house;
                    }))
                    .toList();
            for (var house : opened) {
                house.get();
            }
        }
    }

    private Verdict judge() throws InterruptedException {
        var settings = cluster.settings();
        var reports = URI.create(settings.url(Part.REPORTING));
        var question = new Checker.Question(
                settings.bootstrapServers(),
                Map.of(),
                URI.create(settings.registryUrl()),
                settings.bankUrl() + "/v1/ledger",
                Set.of(),
                new Checker.Beside(history.file(), reports, null, List.of(), List.of()),
                terms.drainedWithin());
        return Checker.look(question, told -> System.out.println("faults: waiting: " + told));
    }

    @Override
    public void close() {
        supervisor.close();
        history.close();
        cluster.close();
        if (disk != null) {
            disk.close();
        }
    }
}
