package io.staylog.reporting.report;

import org.jspecify.annotations.Nullable;

/**
 * SQL for what was known at the end of a business date, with parameters {@code :hotel}, null for all, and {@code :on}, null for
 * what is known now. What events of bookings say was known on their business date. Events of payments often name none; they
 * were known on the date that was closed after them.
 */
public final class Known {
    /**
     * A table for a {@code with} list: {@code moments(hotel_id, on_date, ended_at)} has the date of each hotel, and when it was
     * closed; both are infinite where what is known now is asked for, and the latter also while the date is open.
     */
    public static final String MOMENTS = """
            moments as materialized (
                select h.hotel_id, coalesce(:on::date, 'infinity') as on_date,
                    coalesce((select min(d.closed_at) from business_day d
                        where d.hotel_id = h.hotel_id and d.closed_date >= :on::date), 'infinity') as ended_at
                from hotel h where :hotel::text is null or h.hotel_id = :hotel)""";

    /** Whether a payment {@code a} called for a person at a moment {@code m}. */
    public static final String ATTENTION =
            "a.since_at <= m.ended_at and (a.until_at is null or a.until_at > m.ended_at)";

    /** Whether nobody knew the outcome of an attempt {@code a} at a moment {@code m}. */
    public static final String UNKNOWN = "a.unknown_at <= m.ended_at and a.business_date <= m.on_date"
            + " and (a.outcome = 'UNKNOWN' or a.outcome_at > m.ended_at)";

    // Few bookings are on their way at any time: only for those the step before has to be looked for.
    private static final String BOOKINGS = """
            {moments},
            known as (
                select b.booking_id, b.hotel_id, b.booked_on, b.arrival_date, b.room_nights, b.gross_minor, b.status,
                    b.late, b.checked_in_on is not null as arrived
                from moments m join booking b on b.hotel_id = m.hotel_id and b.stepped_on <= m.on_date
                where b.confirmed_on is not null and {now}
                union all
                select b.booking_id, b.hotel_id, b.booked_on, s.arrival_date, s.room_nights, s.gross_minor, s.kind,
                    s.late, s.arrived
                from moments m join booking b
                    on b.hotel_id = m.hotel_id and b.stepped_on > m.on_date and b.booked_on <= m.on_date
                cross join lateral (
                    select * from booking_movement s
                    where s.booking_id = b.booking_id and s.business_date <= m.on_date
                    order by s.version desc limit 1) s
                where s.secured and {then})""".replace("{moments}", MOMENTS);

    private static final String ONCE_ARRIVING = """
            b.booking_id in (
                select booking_id from booking where {now}
                union
                select booking_id from booking_movement where {former}) and {then}""";

    private Known() {}

    /**
     * A table for a {@code with} list, after {@link #MOMENTS}, which it brings along: {@code known} has the bookings that were
     * secured by then, as they were then, of which {@code status} is CANCELLED or NO_SHOW where they had ended so.
     *
     * @param scope with dates of booking
     */
    static String booked(Scope scope) {
        return BOOKINGS.replace("{now}", in(scope, "b.booked_on")).replace("{then}", in(scope, "b.booked_on"));
    }

    /**
     * The same.
     *
     * @param scope with dates of arrival, as they were then
     */
    static String arriving(Scope scope) {
        boolean isBounded = scope.from() != null || scope.to() != null;
        var then = isBounded
                ? ONCE_ARRIVING
                        .replace("{now}", ofHotel(scope, "arrival_date"))
                        .replace("{former}", ofHotel(scope, "former_arrival"))
                        .replace("{then}", in(scope, "s.arrival_date"))
                : "true";
        return BOOKINGS.replace("{now}", in(scope, "b.arrival_date")).replace("{then}", then);
    }

    private static String ofHotel(Scope scope, String date) {
        return (scope.hotel() == null ? "" : "hotel_id = :hotel and ") + in(scope, date);
    }

    private static String in(Scope scope, String date) {
        return bound(scope.from(), date + " >= :from") + " and " + bound(scope.to(), date + " <= :to");
    }

    private static String bound(@Nullable Object value, String condition) {
        return value == null ? "true" : condition;
    }

    /** The query with the parameters that these tables need. */
    static Query query(Scope scope) {
        return new Query()
                .with("hotel", scope.hotel())
                .with("from", scope.from())
                .with("to", scope.to())
                .with("on", scope.asOf());
    }
}
