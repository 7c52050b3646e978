package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Board;
import io.staylog.reporting.report.Boards;
import io.staylog.reporting.report.Snapshot.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a board once for all pages that show it: the same offsets give the same board. Only what is said of the last quarter
 * of an hour grows old without an event, and so does the cache.
 */
final class BoardCache {
    private static final int HOTELS_MAX = 200;
    private static final Duration OLD_AFTER = Duration.ofSeconds(20);

    /** A board and when it was read. */
    record Read(Standing<Board> standing, Instant at) {}

    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();

        @Nullable
        Read read;
    }

    private final Boards boards;
    private final Clock clock;
    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    BoardCache(Boards boards, Clock clock) {
        this.boards = boards;
        this.clock = clock;
    }

    Read board(String hotelId) {
        var slot = slot(hotelId);
        slot.lock.lock();
        try {
            var before = slot.read;
            if (before != null
                    && before.at().plus(OLD_AFTER).isAfter(clock.instant())
                    && boards.standing().asOf().equals(before.standing().asOf())) {
                return before;
            }
            var read = new Read(boards.board(hotelId), clock.instant());
            slot.read = read;
            return read;
        } finally {
            slot.lock.unlock();
        }
    }

    private Slot slot(String hotelId) {
        synchronized (slots) {
            var slot = slots.computeIfAbsent(hotelId, id -> new Slot());
            if (slots.size() > HOTELS_MAX) {
                slots.remove(slots.keySet().iterator().next());
            }
            return slot;
        }
    }
}
