package io.staylog.checker.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at time from outside: of R4. What has happened by now was due by now, whatever the clock of a service says; so a hold
 * that a timer has ended had come to its end, and nothing is stamped in the future.
 */
final class Clocks {
    private static final String TIMER = "/timer/";
    // Clocks of several machines are never the same.
    private static final long TOLERANCE_MS = 60_000;
    private static final int KEPT_MAX = 100;

    private record Ended(Entry entry, long dueMs) {}

    private final Map<String, Long> holds = new HashMap<>();
    /** Of holds that timers have ended, those that were to end last. */
    private final PriorityQueue<Ended> ended = new PriorityQueue<>(Comparator.comparingLong(Ended::dueMs));

    private @Nullable Entry newest;

    /** A record of booking.events. */
    void see(Entry entry) {
        if (newest == null || entry.timeMs() > newest.timeMs()) {
            newest = entry;
        }
        switch (entry.type()) {
            case "BookingHeld", "HoldExtended" ->
                holds.put(entry.bookingId(), entry.body().number("holdExpiresAt"));
            case "BookingExpired" -> expired(entry, holds.remove(entry.bookingId()));
            case "BookingConfirmed", "BookingReleased", "BookingCancelled" -> holds.remove(entry.bookingId());
            default -> {} // It has nothing to do with a hold.
        }
    }

    /** A day that is closed ends holds too, and at any time. */
    private void expired(Entry entry, @Nullable Long dueMs) {
        if (dueMs != null && entry.envelope().id().contains(TIMER)) {
            ended.add(new Ended(entry, dueMs));
            if (ended.size() > KEPT_MAX) {
                ended.poll();
            }
        }
    }

    void judge(long nowMs, Findings all) {
        ended.forEach(it -> all.look(
                it.dueMs() <= nowMs + TOLERANCE_MS,
                Invariant.R4,
                it.entry().at(),
                it.entry().timeMs(),
                () -> "booking %s has expired, and its hold ends at %d only; the clock of the service is ahead"
                        .formatted(it.entry().bookingId(), it.dueMs())));
        var last = newest;
        if (last != null) {
            all.look(
                    last.timeMs() <= nowMs + TOLERANCE_MS,
                    Invariant.R4,
                    last.at(),
                    last.timeMs(),
                    () -> last.type() + " is stamped " + (last.timeMs() - nowMs) + " ms in the future");
        }
    }
}
