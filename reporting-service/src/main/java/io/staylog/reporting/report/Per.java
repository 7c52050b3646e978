package io.staylog.reporting.report;

import org.jspecify.annotations.Nullable;

/** What figures are told apart by, within a hotel. */
public enum Per {
    /** Where a booking came from. */
    CHANNEL("b.channel"),
    /** Corporate and group channels are segments of their own; all other guests are transient. */
    SEGMENT("case b.channel when 'CORPORATE' then 'CORPORATE' when 'GROUP' then 'GROUP' else 'TRANSIENT' end"),
    /** The class of rooms. */
    ROOM_TYPE("n.room_type_id"),
    /** Under which prices and rules. */
    RATE_PLAN("b.rate_plan_id");

    private final String sql;

    Per(String sql) {
        this.sql = sql;
    }

    /** SQL over a booking {@code b} and one of its nights {@code n}; null where nothing is told apart. */
    static String key(@Nullable Per per) {
        return per == null ? "null::text" : per.sql;
    }

    /** The segment of a channel, as SQL. */
    public static String segment(String channel) {
        return SEGMENT.sql.replace("b.channel", channel);
    }
}
