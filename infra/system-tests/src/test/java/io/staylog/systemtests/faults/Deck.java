package io.staylog.systemtests.faults;

import io.staylog.local.Part;
import io.staylog.local.Port;
import io.staylog.systemtests.faults.BankFaults.Disturb;
import io.staylog.systemtests.faults.BankFaults.Forget;
import io.staylog.systemtests.faults.BankFaults.Outage;
import io.staylog.systemtests.faults.LineFaults.Cut;
import io.staylog.systemtests.faults.ProcessFaults.FillDisk;
import io.staylog.systemtests.faults.ProcessFaults.Freeze;
import io.staylog.systemtests.faults.ProcessFaults.JumpClock;
import io.staylog.systemtests.faults.ProcessFaults.Kill;
import io.staylog.systemtests.faults.ProcessFaults.SpoilSnapshots;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that can go wrong, shuffled by the seed: everything comes once before anything comes again. */
final class Deck {
    private static final int DELAY_MS_MAX = 800;
    private static final int CLOCK_MINUTES_MAX = 20;
    private static final int REPEATED = 20;
    private static final int LITTERED = 5;

    /**
     * What there is to break.
     *
     * @param disk of the last broker; null where it is as large as any
     * @param clock of the second instances of booking-service and payment-service; null where they have the machine's
     */
    record Means(
            Cluster cluster,
            Supervisor supervisor,
            Door bank,
            KafkaGuest kafka,
            @Nullable SmallDisk disk,
            @Nullable FakeClock clock) {}

    private final Random random;
    private final Means means;
    private final Deque<Function<Random, Fault>> pile = new ArrayDeque<>();

    Deck(Random random, Means means) {
        this.random = random;
        this.means = means;
    }

    /** The next one. */
    Fault draw() {
        if (pile.isEmpty()) {
            var all = new ArrayList<Function<Random, Fault>>();
            all.addAll(processes());
            all.addAll(lines());
            all.addAll(others());
            Collections.shuffle(all, random);
            pile.addAll(all);
        }
        return pile.pop().apply(random);
    }

    private List<Function<Random, Fault>> processes() {
        var all = new ArrayList<Function<Random, Fault>>();
        for (var part : Part.values()) {
            all.add(dice -> Kill.of(means.supervisor(), any(dice, part)));
            all.add(dice -> new Freeze(means.cluster(), any(dice, part)));
        }
        var brokers = names(Part.BROKER);
        all.add(_ -> new Kill(means.supervisor(), "kill all brokers", "brokers", brokers));
        for (var part : List.of(Part.BOOKING, Part.PAYMENT)) {
            all.add(dice -> {
                var name = any(dice, part);
                var snapshots = means.cluster().directory(name).resolve("snapshots");
                return new SpoilSnapshots(means.supervisor(), snapshots, name, new Random(dice.nextLong()));
            });
        }
        return all;
    }

    private List<Function<Random, Fault>> lines() {
        var cluster = means.cluster();
        return List.of(
                dice -> {
                    int broker = broker(dice);
                    return cut(
                            dice,
                            "clients-broker",
                            "clients of broker " + broker,
                            List.of(
                                    cluster.line(broker, Cluster.Line.CLIENTS),
                                    cluster.line(broker, Cluster.Line.OTHERS)));
                },
                dice -> {
                    int broker = broker(dice);
                    return cut(
                            dice,
                            "broker-broker",
                            "others of broker " + broker,
                            List.of(
                                    cluster.line(broker, Cluster.Line.BROKERS),
                                    cluster.line(broker, Cluster.Line.CONTROLLER)));
                },
                dice -> cut(dice, "second services-brokers", "second services", cluster.lines(Cluster.Line.OTHERS)),
                dice -> cut(dice, "first services-brokers", "first services", cluster.lines(Cluster.Line.CLIENTS)),
                dice -> cut(dice, "service-registry", "registry door", List.of(cluster.door(Port.REGISTRY))),
                dice -> cut(dice, "service-postgres", "postgres door", List.of(cluster.door(Port.POSTGRES))),
                dice -> cut(dice, "service-bank", "bank line", List.of(cluster.door(Port.BANK))));
    }

    private static Fault cut(Random dice, String between, String what, List<Proxy> lines) {
        var modes = List.of(
                Proxy.Mode.CUT, Proxy.Mode.BLACK_HOLE, Proxy.Mode.NO_ANSWERS, Proxy.Mode.HALF_OPEN, Proxy.Mode.DELAY);
        var delay = Duration.ofMillis(1 + dice.nextInt(DELAY_MS_MAX));
        return new Cut(between, what, lines, modes.get(dice.nextInt(modes.size())), delay);
    }

    private List<Function<Random, Fault>> others() {
        var all = new ArrayList<Function<Random, Fault>>(List.of(
                dice -> new Disturb(means.bank(), dice.nextInt(1_000_000), (1 + dice.nextInt(5)) / 10.0),
                // It has broken its promise then, and does again what it is asked again: it must be asked what it did.
                _ -> new Forget(means.bank()),
                dice -> new Outage(
                        means.bank(), List.of("hang", "refuse", "503").get(dice.nextInt(3))),
                dice -> new KafkaGuest.Repeat(means.kafka(), new Random(dice.nextLong()), REPEATED),
                dice -> new KafkaGuest.Litter(means.kafka(), new Random(dice.nextLong()), LITTERED)));
        var disk = means.disk();
        if (disk != null) {
            all.add(_ -> new FillDisk(disk, names(Part.BROKER).getLast()));
        }
        var clock = means.clock();
        if (clock != null) {
            all.add(dice -> new JumpClock(
                    clock::set, "clock", 1 + dice.nextInt(2 * CLOCK_MINUTES_MAX) - CLOCK_MINUTES_MAX - 1));
        }
        return all;
    }

    private int broker(Random dice) {
        return 1 + dice.nextInt(Cluster.BROKERS);
    }

    private static List<String> names(Part part) {
        int count = part == Part.BROKER ? Cluster.BROKERS : Cluster.SERVICES.contains(part) ? 2 : 1;
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number == 1 ? part.id() : part.id() + "-" + number)
                .toList();
    }

    private static String any(Random dice, Part part) {
        var names = names(part);
        return names.get(dice.nextInt(names.size()));
    }
}
