package io.staylog.booking.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last requests. One thread adds, any thread reads.
 *
 * <p>The window is bounded in number and in time of the log, not of a clock, so that every instance forgets the same.
 */
final class RequestOutcomes {
    private record Remembered(UUID key, @Nullable UUID rejectedBookingId, Instant at) {}

    private final int outcomesMax;
    private final Duration kept;
    private final Map<UUID, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<UUID, Outcome> rejectedBookings = new ConcurrentHashMap<>();
    private final ArrayDeque<Remembered> order = new ArrayDeque<>();

    RequestOutcomes(int outcomesMax, Duration kept) {
        this.outcomesMax = outcomesMax;
        this.kept = kept;
    }

    /** Remembers an answer. The first answer to a request stays; a request may be answered with several events. */
    void add(Outcome outcome, boolean rejectsBooking, Instant at) {
        var key = isConflict(outcome) ? conflictKey(outcome.requestId(), outcome.fingerprint()) : outcome.requestId();
        var bookingId = rejectsBooking ? outcome.bookingId() : null;
        if (outcomes.putIfAbsent(key, outcome) == null) {
            order.add(new Remembered(key, bookingId, at));
            if (bookingId != null) {
                rejectedBookings.put(bookingId, outcome);
            }
        }
        forget(at);
    }

    private void forget(Instant newest) {
        var end = newest.minus(kept);
        for (var oldest = order.peek();
                oldest != null && (order.size() > outcomesMax || oldest.at().isBefore(end));
                oldest = order.peek()) {
            order.remove();
            var outcome = outcomes.remove(oldest.key());
            var bookingId = oldest.rejectedBookingId();
            if (bookingId != null && outcome != null) {
                rejectedBookings.remove(bookingId, outcome);
            }
        }
    }

    /** What became of a request with that content, or of the one that was answered under its id before. */
    @Nullable
    Outcome find(UUID requestId, String fingerprint) {
        var outcome = outcomes.get(requestId);
        return outcome == null ? outcomes.get(conflictKey(requestId, fingerprint)) : outcome;
    }

    /** The answer that refused to place a booking, if it was the last that was heard of it. */
    @Nullable
    Outcome rejectionOf(UUID bookingId) {
        return rejectedBookings.get(bookingId);
    }

    int size() {
        return outcomes.size();
    }

    /** The refusal of a second request under a used id must not take the place of the first one's answer. */
    private static boolean isConflict(Outcome outcome) {
        var refusal = outcome.refusal();
        return refusal != null && refusal.code().equals("idempotency_conflict");
    }

    private static UUID conflictKey(UUID requestId, @Nullable String fingerprint) {
        int hash = fingerprint == null ? 1 : fingerprint.hashCode();
        return new UUID(requestId.getMostSignificantBits() ^ hash, ~requestId.getLeastSignificantBits());
    }
}
