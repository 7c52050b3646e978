package io.staylog.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Three brokers and two instances of each service under load, while processes are killed and frozen, lines are cut, the bank
 * misbehaves and a disk fills: nothing that was acknowledged is lost or happens twice, no room is sold twice, nobody pays twice,
 * and afterwards everything comes to its end by itself.
 *
 * <p>{@code -Dfaults.minutes=30 -Dseed=1} makes it longer; each run prints its seed. What goes wrong, and when, follows from the
 * seed; what of it meets what, does not.
 */
@Order(90)
class FaultsIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int MINUTES = Integer.getInteger("faults.minutes", 3);
    private static final int PER_SECOND = Integer.getInteger("faults.rate", 15);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(Integer.getInteger("faults.drain-minutes", 8));

    private final Path directory =
            DataFiles.projectRoot().resolve("infra/system-tests/target/faults").resolve(Long.toString(SEED));

    @Test
    void whatever_goes_wrong_nothing_is_lost_doubled_oversold_or_charged_twice() throws Exception {
        System.out.printf("FaultsIT: -Dseed=%d -Dfaults.minutes=%d -Dfaults.rate=%d%n", SEED, MINUTES, PER_SECOND);
        clear(directory, _ -> true);
        Files.createDirectories(directory);
        var terms = new FaultRun.Terms(SEED, Duration.ofMinutes(MINUTES), PER_SECOND, DRAINED_WITHIN);
        try (var run = new FaultRun(directory, terms)) {
            if ("required".equals(System.getProperty("faults"))) {
                assertThat(run.missing())
                        .as("faults that cannot be played here; why is printed above")
                        .isEmpty();
            }
            var outcome = run.play();
            figures(outcome, run.supervisor()).tell(directory);
            require(outcome);
        } finally {
            // The logs tell why a run failed; everything else is large.
            clear(directory.resolve("cluster"), path -> !path.toString().contains("/logs"));
        }
    }

    /** Deletes what is chosen, and directories that are empty then. */
    static void clear(Path below, Predicate<Path> choice) throws IOException {
        if (!Files.exists(below)) {
            return;
        }
        try (var files = Files.walk(below)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (choice.test(file) && !(Files.isDirectory(file) && isFull(file))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isFull(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    private static Figures figures(FaultRun.Outcome outcome, Supervisor supervisor) throws IOException {
        var verdict = outcome.verdict();
        var figures = new Figures();
        figures.put("seed", SEED);
        figures.put("commit", commit());
        figures.put("versions", "Java " + Runtime.version().feature() + ", Kafka " + AppInfoParser.getVersion());
        figures.put("profile", Cluster.BROKERS + " brokers, 2 instances of each service, RF 3, min ISR 2");
        figures.put("minutes", MINUTES);
        figures.put("faults", outcome.faults().size());
        figures.put("faultsByKind", outcome.byKind());
        figures.put("restarts", supervisor.restarts());
        figures.put("endedByThemselves", supervisor.unasked());
        var history = verdict.history();
        figures.put("invoked", history.invoked());
        figures.put("ok", history.acknowledged());
        figures.put("fail", history.failed());
        figures.put("info", history.unknown());
        figures.put("reads", history.shown());
        figures.put("guestsTurnedAway", outcome.turnedAway());
        figures.put(
                "inFlightAtFaults",
                Figures.spread(outcome.faults().stream()
                        .map(it -> (long) it.inFlight())
                        .toList()));
        events(figures, verdict);
        money(figures, verdict);
        figures.put("garbageAcknowledged", outcome.garbage().size());
        figures.put("longestGapPerFaultMs", Figures.spread(outcome.gapsMs()));
        figures.put("drainedAfterHealMs", outcome.drained().toMillis());
        figures.put("stillOpen", outcome.open());
        figures.put("broken", broken(verdict));
        return figures;
    }

    private static void events(Figures figures, Verdict verdict) {
        var rooms = verdict.figures();
        figures.put("records", verdict.counts().records());
        figures.put("bookings", verdict.counts().bookings());
        figures.put("lost", rooms.lost());
        figures.put("doubled", rooms.doubled());
        figures.put("undead", rooms.undead());
        figures.put("illegalTransitions", rooms.illegal());
        figures.put("stuck", rooms.stuck());
        figures.put("oversoldRoomNights", rooms.oversold());
        figures.put("soldRoomNights", rooms.roomNights());
        figures.put("soldOutNights", rooms.soldOut());
        figures.put("refusedAsSoldOut", rooms.refused());
    }

    private static void money(Figures figures, Verdict verdict) {
        var counts = verdict.counts();
        figures.put("payments", counts.payments());
        figures.put("bankCalls", counts.bankCalls());
        figures.put("bankKeysUsedAgain", counts.repeated());
        figures.put("bankUnanswered", counts.unanswered());
        figures.put("effectiveMovements", counts.effects());
        figures.put("doubleCharges", counts.doubleCharges());
        figures.put("orphanCharges", counts.orphanCharges());
        figures.put("unknownAndNotOnTheList", counts.adrift());
        figures.put("onTheAttentionList", counts.onTheList());
        figures.put("deadLetters", counts.deadLetters());
    }

    private static Map<String, Long> broken(Verdict verdict) {
        var broken = new LinkedHashMap<String, Long>();
        for (var invariant : Invariant.values()) {
            if (verdict.findings().count(invariant) > 0) {
                broken.put(invariant.name(), verdict.findings().count(invariant));
            }
        }
        return broken;
    }

    private static String commit() throws IOException {
        var process = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .directory(DataFiles.projectRoot().toFile())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static void require(FaultRun.Outcome outcome) {
        var verdict = outcome.verdict();
        assertThat(findings(verdict)).isEmpty();
        assertThat(outcome.open()).as("still under way").isEmpty();
        assertThat(verdict.figures().lost()).isZero();
        assertThat(verdict.figures().doubled()).isZero();
        assertThat(verdict.figures().oversold()).isZero();
        assertThat(verdict.figures().stuck()).isZero();
        assertThat(verdict.counts().doubleCharges()).isZero();
        assertThat(verdict.counts().orphanCharges()).isZero();
        assertThat(verdict.counts().adrift()).isZero();
        assertThat(verdict.counts().deadLetters())
                .as("dead letters, of which garbage makes some")
                .isGreaterThanOrEqualTo(outcome.garbage().size());
        // Otherwise that nothing was oversold would say nothing.
        assertThat(verdict.figures().soldOut()).as("nights sold out").isPositive();
        assertThat(verdict.figures().refused()).as("guests refused").isPositive();
        assertThat(outcome.faults()).hasSizeGreaterThanOrEqualTo(MINUTES);
    }

    /** The first of all that is wrong, in words. */
    static List<String> findings(Verdict verdict) {
        var all = new ArrayList<String>();
        for (var invariant : Invariant.values()) {
            verdict.findings()
                    .earliest(invariant)
                    .forEach(it -> all.add(invariant + " at " + it.at() + ": " + it.message()));
        }
        return all;
    }
}
