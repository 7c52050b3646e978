package io.staylog.reporting.projection;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Indexes of the tables of a rebuild that only reports need: whoever folds the whole log makes them at the end, which is far
 * cheaper than keeping them up to date with every batch.
 */
final class LateIndexes {
    /** Those of the large tables that no statement of the folding itself looks anything up in. */
    private static final List<String> NAMES = List.of(
            "booking_by_arrival",
            "booking_by_arrival_of_all",
            "booking_by_booked_on",
            "booking_by_channel_reference",
            "booking_by_confirmation_code",
            "booking_movement_by_date",
            "booking_movement_by_former_arrival",
            "payment_by_hotel",
            "payment_by_booking",
            "payment_attempt_by_date",
            "cash_movement_by_date",
            "journal_entry_by_date",
            "journal_entry_by_booking",
            "journal_entry_by_payment",
            "journal_line_by_date",
            "event_index_by_booking",
            "event_index_by_payment");

    private static final String DEFINITIONS = """
            select indexdef from pg_indexes
            where schemaname = ? and indexname = any(string_to_array(?, ',')) order by indexname""";

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final List<String> definitions;
    private boolean areMade;

    private LateIndexes(JdbcTemplate jdbc, Transactions transactions, List<String> definitions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.definitions = definitions;
    }

    /** Drops them from empty tables that nobody reads yet. */
    static LateIndexes putOff(JdbcTemplate jdbc, Transactions transactions, String schema) {
        var definitions = jdbc.queryForList(DEFINITIONS, String.class, schema, String.join(",", NAMES)).stream()
                .map(Objects::requireNonNull)
                .toList();
        if (definitions.size() != NAMES.size()) {
            throw new IllegalStateException("of the indexes " + NAMES + " there are only " + definitions);
        }
        transactions
                .own()
                .executeWithoutResult(
                        status -> NAMES.forEach(name -> jdbc.execute("drop index " + schema + "." + name)));
        return new LateIndexes(jdbc, transactions, definitions);
    }

    /** Makes them, if they are not there yet. */
    void make() {
        if (!areMade) {
            transactions.own().executeWithoutResult(status -> definitions.forEach(jdbc::execute));
            areMade = true;
        }
    }
}
