package io.staylog.reporting.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a report is about.
 *
 * @param hotel one hotel; null for all
 * @param from first day, hotel-local; null for no bound
 * @param to last day, included; null for no bound
 * @param asOf as it was known at the end of this business date; null for what is known now
 */
public record Scope(
        @Nullable String hotel,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalDate asOf) {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);
    private static final int DAYS_MAX = 3_700;

    /**
     * Refuses dates that make no sense.
     *
     * @throws ReportException with code {@code date_out_of_range} or {@code range_invalid}
     */
    public Scope {
        inRange(from, "from");
        inRange(to, "to");
        inRange(asOf, "on");
        if (from != null && to != null && (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX)) {
            throw ReportException.badRequest(
                    "range_invalid", "The range must have 1 to " + DAYS_MAX + " days; 'to' is included.", "to");
        }
    }

    /** What is known now. */
    public Scope(@Nullable String hotel, @Nullable LocalDate from, @Nullable LocalDate to) {
        this(hotel, from, to, null);
    }

    /** The same as it was known at the end of a business date; null for what is known now. */
    public Scope at(@Nullable LocalDate on) {
        return new Scope(hotel, from, to, on);
    }

    /** Refuses a date that no hotel has. */
    public static void inRange(@Nullable LocalDate date, String parameter) {
        if (date != null && (date.isBefore(FIRST) || date.isAfter(LAST))) {
            throw ReportException.badRequest(
                    "date_out_of_range", "Dates lie between " + FIRST + " and " + LAST + ".", parameter);
        }
    }

    /** Conditions on the hotel and on a date column, in a table called {@code alias}. */
    Query on(String alias, String date) {
        return new Query()
                .where(alias + ".hotel_id = :hotel", "hotel", hotel)
                .where(alias + "." + date + " >= :from", "from", from)
                .where(alias + "." + date + " <= :to", "to", to);
    }

    /** Refuses a hotel that there are no rows of. */
    void check(JdbcClient jdbc) {
        check(jdbc, hotel);
    }

    /** Refuses a hotel that there are no rows of. */
    public static void check(JdbcClient jdbc, @Nullable String hotel) {
        if (hotel == null) {
            return;
        }
        // PostgreSQL cannot even look for a text with a zero character.
        boolean known = hotel.indexOf('\0') < 0
                && jdbc.sql("select exists (select 1 from hotel where hotel_id = ?)")
                        .param(hotel)
                        .query(Boolean.class)
                        .single();
        if (!known) {
            throw new ReportException(
                    ReportException.Kind.NOT_FOUND,
                    "hotel_not_found",
                    "No event of this hotel has been projected.",
                    Map.of("parameter", "hotel"));
        }
    }
}
