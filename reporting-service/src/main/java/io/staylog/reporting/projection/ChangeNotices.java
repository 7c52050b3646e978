package io.staylog.reporting.projection;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells every instance of the service which hotels a transaction has changed: through the database, when it is committed, and
 * once per transaction however many events were in it.
 */
@FunctionalInterface
interface ChangeNotices {
    /** Where the database passes notices on. */
    String CHANNEL = "reporting_changed";

    /** Stands for every hotel. */
    String ALL = "*";

    /** Between hotels; none has it in its id, and what has it is no id of ours. */
    String SEPARATOR = "\n";

    /** PostgreSQL takes 7,999 bytes. */
    int PAYLOAD_BYTES_MAX = 7_000;

    /** For the tables that answers are read from. */
    ChangeNotices TO_EVERYBODY = (jdbc, hotels) -> {
        if (!hotels.isEmpty()) {
            jdbc.query("select pg_notify(?, ?)", row -> {}, CHANNEL, payload(hotels));
        }
    };

    /** For tables that nobody reads yet. */
    ChangeNotices TO_NOBODY = (jdbc, hotels) -> {};

    /** Tells within the caller's transaction. */
    void send(JdbcTemplate jdbc, Set<String> hotels);

    /** The hotels as text, or that it may be any. */
    static String payload(Set<String> hotels) {
        var payload = String.join(SEPARATOR, hotels);
        boolean clean = payload.indexOf('\0') < 0
                && hotels.stream().noneMatch(hotel -> hotel.isEmpty() || hotel.contains(SEPARATOR));
        boolean fits = payload.getBytes(StandardCharsets.UTF_8).length <= PAYLOAD_BYTES_MAX;
        return clean && fits ? payload : ALL;
    }

    /** SQL that says so of every hotel. */
    static String everythingChanged() {
        return "select pg_notify('" + CHANNEL + "', '" + ALL + "')";
    }
}
