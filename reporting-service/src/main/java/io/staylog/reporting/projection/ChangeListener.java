package io.staylog.reporting.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own which hotels any instance has changed. What may have been missed while there was no
 * connection counts as changed.
 */
public final class ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    // How long it may take to notice that the application stops or the connection has gone.
    private static final int WAIT_MS = 1_000;

    private final DataSource pool;
    private boolean said;

    /**
     * Does not connect yet.
     *
     * @param pool whose database it is
     */
    ChangeListener(DataSource pool) {
        this.pool = pool;
    }

    /** Stands for every hotel there is. */
    public static Set<String> everything() {
        return Set.of(ChangeNotices.ALL);
    }

    /**
     * Listens until the connection breaks or the thread is interrupted; call it again then.
     *
     * @param changes gets the hotels, or {@link #everything()}
     */
    public void listen(Consumer<Set<String>> changes) {
        try (var connection = connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + ChangeNotices.CHANNEL);
            }
            said = false;
            changes.accept(everything());
            hear(connection, changes);
        } catch (SQLException e) {
            if (!said && !Thread.currentThread().isInterrupted()) {
                LOG.warn("Dashboards are not told of changes until the database answers: {}", e.getMessage());
            }
            said = true;
        }
    }

    private void hear(Connection connection, Consumer<Set<String>> changes) throws SQLException {
        var notices = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
            var hotels = hotels(notices.getNotifications(WAIT_MS));
            if (!hotels.isEmpty()) {
                changes.accept(hotels);
            } else if (!connection.isValid(WAIT_MS / 1_000)) {
                throw new SQLException("the connection has gone");
            }
        }
    }

    private static Set<String> hotels(PGNotification @Nullable [] notices) {
        var hotels = new HashSet<String>();
        if (notices != null) {
            for (var notice : notices) {
                hotels.addAll(Arrays.asList(notice.getParameter().split(ChangeNotices.SEPARATOR)));
            }
        }
        return hotels;
    }

    /** Not one of the pool's: it is kept for ever, and readers and the projection need theirs. */
    private Connection connect() throws SQLException {
        var settings = pool.unwrap(HikariDataSource.class);
        var properties = new Properties();
        properties.putAll(settings.getDataSourceProperties());
        var credentials = settings.getCredentials();
        if (credentials.getUsername() != null) {
            properties.setProperty("user", credentials.getUsername());
        }
        if (credentials.getPassword() != null) {
            properties.setProperty("password", credentials.getPassword());
        }
        return DriverManager.getConnection(settings.getJdbcUrl(), properties);
    }
}
