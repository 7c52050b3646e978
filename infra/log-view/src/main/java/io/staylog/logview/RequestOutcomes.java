package io.staylog.logview;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last requests. One thread adds, any thread reads.
 *
 * <p>An answer is forgotten when it is older than the window, by the time of its record against the clock, and the oldest go
 * first where there are too many. So every instance knows the same answers, give or take the difference of their clocks,
 * whether it has been running for long or has read the log anew just now, and in whatever order it read the partitions.
 */
public final class RequestOutcomes {
    private static final String NO_CONFLICT = "";
    private static final Comparator<Outcome> BY_AGE =
            Comparator.comparing(Outcome::at).thenComparing(Outcome::hotelId).thenComparing(Outcome::requestId);

    // The refusal of a second request under a used id must not take the place of the first one's answer.
    private record Key(String hotelId, UUID requestId, String conflict) {}

    private final int outcomesMax;
    private final Duration kept;
    private final InstantSource clock;
    private final String beginning;
    private final Map<Key, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<UUID, Outcome> rejectedNew = new ConcurrentHashMap<>();
    // Each partition's answers in the order of the log, which is that of their times.
    private final Map<Integer, ArrayDeque<Outcome>> order = new HashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param outcomesMax how many are remembered
     * @param kept and for how long, by the times of their records
     * @param clock tells how old a record is
     * @param beginning record type of requests that ask for something new, which is known by its refusal alone where it is
     *     refused
     */
    public RequestOutcomes(int outcomesMax, Duration kept, InstantSource clock, String beginning) {
        this.outcomesMax = outcomesMax;
        this.kept = kept;
        this.clock = clock;
        this.beginning = beginning;
    }

    /** Remembers an answer unless it is too old. The first answer to a request stays. */
    public void add(Outcome outcome) {
        var end = end();
        if (outcome.at().isBefore(end)) {
            return;
        }
        if (outcomes.putIfAbsent(key(outcome), outcome) == null) {
            order.computeIfAbsent(outcome.position().partition(), partition -> new ArrayDeque<>())
                    .add(outcome);
            if (outcome.subjectId() != null && rejectsNew(outcome)) {
                rejectedNew.merge(
                        outcome.subjectId(), outcome, (one, other) -> BY_AGE.compare(one, other) < 0 ? other : one);
            }
        }
        forget(end);
    }

    private void forget(Instant end) {
        for (var answers : order.values()) {
            while (!answers.isEmpty() && answers.getFirst().at().isBefore(end)) {
                forget(answers.removeFirst());
            }
        }
        while (outcomes.size() > outcomesMax) {
            order.values().stream()
                    .filter(answers -> !answers.isEmpty())
                    .min(Comparator.comparing(ArrayDeque::getFirst, BY_AGE))
                    .ifPresent(answers -> forget(answers.removeFirst()));
        }
    }

    private void forget(Outcome oldest) {
        outcomes.remove(key(oldest));
        if (oldest.subjectId() != null) {
            rejectedNew.remove(oldest.subjectId(), oldest);
        }
    }

    /** What became of a request with that content, or of the one that was answered under its id before. */
    @Nullable
    public Outcome find(String hotelId, UUID requestId, String fingerprint) {
        var outcome = find(hotelId, requestId);
        return outcome == null ? young(outcomes.get(new Key(hotelId, requestId, conflict(fingerprint)))) : outcome;
    }

    /** What became of the first request that was answered under that id. */
    @Nullable
    public Outcome find(String hotelId, UUID requestId) {
        return young(outcomes.get(new Key(hotelId, requestId, NO_CONFLICT)));
    }

    /** The newest answer that refused something new under this id. */
    @Nullable
    public Outcome rejectionOf(UUID subjectId) {
        return young(rejectedNew.get(subjectId));
    }

    /** How many are remembered. */
    public int size() {
        return outcomes.size();
    }

    private @Nullable Outcome young(@Nullable Outcome outcome) {
        return outcome == null || outcome.at().isBefore(end()) ? null : outcome;
    }

    private Instant end() {
        return clock.instant().minus(kept);
    }

    private static Key key(Outcome outcome) {
        return new Key(
                outcome.hotelId(),
                outcome.requestId(),
                isConflict(outcome) ? conflict(outcome.fingerprint()) : NO_CONFLICT);
    }

    private static String conflict(@Nullable String fingerprint) {
        return "of " + fingerprint;
    }

    private boolean rejectsNew(Outcome outcome) {
        var refusal = outcome.refusal();
        return refusal != null && refusal.requestType().equals(beginning);
    }

    private static boolean isConflict(Outcome outcome) {
        var refusal = outcome.refusal();
        return refusal != null && refusal.code().equals("idempotency_conflict");
    }
}
