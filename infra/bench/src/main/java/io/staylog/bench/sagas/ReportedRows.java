package io.staylog.bench.sagas;

import io.staylog.bench.stack.BenchStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * When reporting's rows have passed which offset of booking.events.
 *
 * <p>It listens on the channel on which each transaction of the projection tells that it is committed, and then asks once how
 * far all partitions are; the offsets are written in the transaction that writes the rows. So it costs the database one small
 * query per transaction, however many bookings are in it.
 */
final class ReportedRows implements AutoCloseable {
    private static final String OFFSETS =
            "select partition, next_offset from projection.projection_offset where topic = 'booking.events'";
    // A notice is never waited for longer: it could be lost with its connection, the offsets cannot.
    private static final int WAIT_MS = 20;

    private final Map<Integer, ConcurrentSkipListMap<Long, Long>> passed = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Connection connection;
    private final Thread thread;
    private volatile boolean isToEnd;

    /** Begins to listen. */
    ReportedRows(BenchStack stack) throws SQLException {
        connection = stack.database();
        try (var listen = connection.createStatement()) {
            listen.execute("listen reporting_changed");
        }
        thread = Thread.ofPlatform().name("reported-rows").start(this::run);
    }

    private void run() {
        try (var offsets = connection.prepareStatement(OFFSETS)) {
            var notices = connection.unwrap(PGConnection.class);
            while (!isToEnd) {
                notices.getNotifications(WAIT_MS);
                look(offsets);
            }
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    private void look(PreparedStatement offsets) throws SQLException {
        try (var rows = offsets.executeQuery()) {
            long now = System.nanoTime();
            while (rows.next()) {
                passed.computeIfAbsent(rows.getInt(1), partition -> new ConcurrentSkipListMap<>())
                        .putIfAbsent(rows.getLong(2), now);
            }
        }
    }

    /** When the rows had first passed an offset; 0 when they have not. */
    long passed(int partition, long offset) {
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the reporting database does not tell how far it is", failed);
        }
        var times = passed.get(partition);
        var first = times == null ? null : times.higherEntry(offset);
        return first == null ? 0 : first.getValue();
    }

    @Override
    public void close() throws SQLException {
        isToEnd = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
