package io.staylog.reporting.sources;

import io.staylog.reporting.document.Guest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Guests as documents name them. */
final class Guests {
    /** SQL: columns of a guest, of a booking called {@code b}. */
    static final String COLUMNS = "b.guest_id, gp.name as guest_name, eg.guest_id is not null as guest_erased";

    /** SQL: the tables behind {@link #COLUMNS}. */
    static final String JOINS = "left join guest_profile gp on gp.guest_id = b.guest_id"
            + " left join erased_guest eg on eg.guest_id = b.guest_id";

    private Guests() {}

    static Guest of(ResultSet row) throws SQLException {
        var id = row.getObject("guest_id", UUID.class);
        boolean isErased = row.getBoolean("guest_erased");
        return id == null ? Guest.UNKNOWN : new Guest(id, isErased ? null : row.getString("guest_name"), isErased);
    }
}
