package io.staylog.reporting.report;

import io.staylog.reporting.report.Listing.Table;
import io.staylog.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The queries of the dashboard; each answers with a handful of rows, whatever the length of the log. */
final class BoardSql {
    private static final String ON_THE_BOOKS = "b.status in ('HELD', 'CONFIRMED', 'IN_HOUSE', 'CHECKED_OUT')";

    static final String HOTEL =
            "select hotel_id, name, time_zone, currency, business_date from hotel where hotel_id = :hotel";

    static final String TILES = """
            with chosen as (
                select hotel_id, name, currency, business_date from hotel
                where :find = '' or position(lower(:find) in lower(name || ' ' || hotel_id)) > 0
                order by name, hotel_id limit :limit),
            types as (
                select distinct on (v.hotel_id, v.room_type_id) v.hotel_id, v.room_type_id, v.rooms
                from room_type_version v join chosen using (hotel_id)
                order by v.hotel_id, v.room_type_id, v.event_offset desc),
            rooms as (
                select t.hotel_id, sum(coalesce(r.physical, t.rooms) - coalesce(r.out_of_order, 0)) as rooms
                from types t join chosen h using (hotel_id)
                left join room_type_night r on r.hotel_id = t.hotel_id and r.room_type_id = t.room_type_id
                    and r.night = h.business_date
                group by 1),
            sold as (
                select h.hotel_id, count(*) as rooms
                from chosen h join booking_night n on n.hotel_id = h.hotel_id and n.night = h.business_date
                    and n.until_on is null
                join booking b on b.booking_id = n.booking_id and {on}
                group by 1),
            moves as (
                select h.hotel_id,
                    count(*) filter (where b.arrival_date = h.business_date and b.status = 'CONFIRMED') as arrivals_due,
                    count(*) filter (where b.checked_in_on = h.business_date) as arrived,
                    count(*) filter (where b.status = 'IN_HOUSE') as in_house,
                    count(*) filter (where b.departure_date = h.business_date and b.status = 'IN_HOUSE')
                        as departures_due,
                    count(*) filter (where b.checked_out_on = h.business_date) as departed
                from chosen h join booking b on b.hotel_id = h.hotel_id and (b.arrival_date = h.business_date
                    or b.status = 'IN_HOUSE' or b.checked_in_on = h.business_date or b.checked_out_on = h.business_date)
                group by 1)
            select h.*, coalesce(rooms.rooms, 0) as rooms_tonight, coalesce(sold.rooms, 0) as sold_tonight,
                coalesce(m.arrivals_due, 0) as arrivals_due, coalesce(m.arrived, 0) as arrived,
                coalesce(m.in_house, 0) as in_house, coalesce(m.departures_due, 0) as departures_due,
                coalesce(m.departed, 0) as departed
            from chosen h left join rooms using (hotel_id) left join sold using (hotel_id) left join moves m using (hotel_id)
            order by h.name, h.hotel_id""".replace("{on}", ON_THE_BOOKS);

    static final String NIGHTS = """
            with types as (
                select distinct on (room_type_id) room_type_id, name, rooms from room_type_version
                where hotel_id = :hotel order by room_type_id, event_offset desc),
            taken as (
                select n.room_type_id, n.night, count(*) filter (where b.status <> 'HELD') as sold,
                    count(*) filter (where b.status = 'HELD') as held
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night >= :day and n.night < :day + :nights and n.until_on is null
                    and {on}
                group by 1, 2)
            select t.room_type_id, t.name, :day + i as night,
                coalesce(r.physical, t.rooms) - coalesce(r.out_of_order, 0) as rooms,
                coalesce(s.sold, 0) as sold, coalesce(s.held, 0) as held
            from types t cross join generate_series(0, :nights - 1) i
            left join room_type_night r
                on r.hotel_id = :hotel and r.room_type_id = t.room_type_id and r.night = :day + i
            left join taken s on s.room_type_id = t.room_type_id and s.night = :day + i
            order by t.room_type_id, night""".replace("{on}", ON_THE_BOOKS);

    /**
     * The same books as those of the report on pickup, seen at the end of the date before and of the date; what did not change
     * on it is in both, and is not looked at.
     */
    static final String PICKUP = """
            with touched as (
                select booking_id from booking_night
                where hotel_id = :hotel and night >= :on and (since_on = :on or until_on = :on)
                union select booking_id from booking where hotel_id = :hotel and off_books_on = :on),
            books as (
                select n.net_minor,
                    n.since_on < :on and (n.until_on is null or n.until_on >= :on)
                        and (b.off_books_on is null or b.off_books_on >= :on) as before,
                    n.since_on <= :on and (n.until_on is null or n.until_on > :on)
                        and (b.off_books_on is null or b.off_books_on > :on) as after
                from touched join booking b using (booking_id) join booking_night n using (booking_id)
                where n.night >= :on and {counted})
            select count(*) filter (where after and not before) as added_nights,
                count(*) filter (where before and not after) as lost_nights,
                coalesce(sum(net_minor) filter (where after), 0)
                    - coalesce(sum(net_minor) filter (where before), 0) as revenue_minor
            from books""".replace("{counted}", BookingReports.COUNTED);

    static final String TICKER = """
            select booking_id, confirmation_code, status, channel, arrival_date, departure_date, rooms, gross_minor,
                changed_at
            from booking b where hotel_id = :hotel and booked_on >= :day - 7
            order by booked_on desc, changed_at desc, booking_id limit :limit""";

    static final String CHANNELS = "select channel, count(*) as bookings, sum(room_nights) as room_nights,"
            + " sum(gross_minor) as gross_minor from booking b where hotel_id = :hotel and " + Behind.Window.MONTH
            + " group by 1 order by 2 desc, 1";

    static final String LEADS = "select " + Behind.Window.LEAD
            + " as bucket, count(*) as bookings from booking b where hotel_id = :hotel and " + Behind.Window.MONTH
            + " group by 1";

    static final String PAYMENTS =
            """
            select
                count(*) filter (where p.changed_at > :recently and {accepted}) as accepted15,
                count(*) filter (where p.changed_at > :recently and p.state = 'DECLINED') as declined15,
                min(p.changed_at) filter (where p.state = 'UNKNOWN') as oldest_unknown_at,
                (select coalesce(sum({refunded}), 0) from cash_movement where hotel_id = :hotel and business_date = :day)
                    as refunded_minor,
                (select coalesce(sum(amount_minor), 0) from dispute where hotel_id = :hotel
                    and status not in ('WON', 'LOST', 'ACCEPTED')) as disputed_minor,
                (select min(evidence_due_at) from dispute where hotel_id = :hotel and status = 'OPEN')
                    as evidence_due_at
            from payment p where p.hotel_id = :hotel and (p.state = 'UNKNOWN' or p.changed_at > :recently)""".replace("{accepted}", Behind.Window.ACCEPTED).replace("{refunded}", Money.REFUNDED);

    static final String DECLINES = "select coalesce(decline_code, '') as code, count(*) as payments from payment p"
            + " where hotel_id = :hotel and p.state = 'DECLINED' and " + Behind.Window.PAYMENTS
            + " group by 1 order by 2 desc, 1 limit 6";

    static final String REFUSALS = "select code, count(*) as requests from rejection where hotel_id = :hotel"
            + " and business_date = :day group by 1 order by 2 desc, 1";

    static final String STAYS = """
            select b.booking_id, confirmation_code, status, channel, booked_on, arrival_date, departure_date, rooms,
                (select string_agg(distinct n.room_type_id, ', ') from booking_night n
                    where n.booking_id = b.booking_id and n.until_on is null) as room_types,
                adults + children as guests, currency, gross_minor
            from booking b where b.hotel_id = :hotel and {condition}
            order by {order} limit :limit""";

    static final String PAID = """
            select payment_id, booking_id, state, purpose, business_date, currency, amount_minor, decline_code,
                card_brand, card_last4, attention,
                changed_at
            from payment p where p.hotel_id = :hotel and {condition}
            order by business_date desc, changed_at desc, payment_id limit :limit""";

    static final String REFUSED = """
            select topic, partition, event_offset as "offset", request_type, code, message, at
            from rejection r where r.hotel_id = :hotel and {condition}
            order by at desc, topic, partition, event_offset desc limit :limit""";

    static final String NOTIFIED = """
            select topic, partition, event_offset as "offset", gateway, notification_id, kind, psp_reference, amount_minor,
                currency, at
            from unmatched_notification u where u.hotel_id = :hotel and {condition}
            order by at desc, topic, partition, event_offset desc limit :limit""";

    /** Events that set a number of rooms; all of a hotel are in one partition, which any event of a booking of it names. */
    private static final String SUPPLY = """
            (select c.hotel_id, c.room_type_id, null::date as night, c.rooms as physical, null::int as out_of_order,
                c.from_night as known_on, c.event_offset
            from room_type_count c
            union all
            select t.hotel_id, t.room_type_id, t.night, t.physical, t.out_of_order, t.known_on, t.event_offset
            from room_type_night_change t)""";

    private static final String SUPPLIED =
            """
            select s.room_type_id, s.night, s.physical, s.out_of_order, s.known_on, '{topic}' as topic,
                (select e.partition from booking k join event_index e using (booking_id)
                    where k.hotel_id = :hotel and e.topic = '{topic}' limit 1) as partition,
                s.event_offset as "offset"
            from {supply} s where s.hotel_id = :hotel and {condition}
            order by s.night nulls first, s.room_type_id, s.event_offset limit :limit""".replace("{topic}", Topics.BOOKING_EVENTS.name()).replace("{supply}", SUPPLY);

    static final String BOOKING_HOTEL =
            "select h.hotel_id from booking b join hotel h using (hotel_id) where b.booking_id = :id";

    static final String GUEST = """
            select case when e.guest_id is not null then '(guest erased)' else coalesce(nullif(g.name, ''), '(no name)') end
            from booking b left join guest_profile g on g.guest_id = b.guest_id
            left join erased_guest e on e.guest_id = b.guest_id
            where b.booking_id = :id""";

    /** Those that a number may count; all others are passed over with few comparisons. */
    private static final String LIVELY_BOOKINGS = """
            booking b where b.hotel_id = :hotel and (b.booked_on > :day - 7 or b.status = 'IN_HOUSE'
                or b.arrival_date <= :day and b.status = 'CONFIRMED' or b.checked_in_on = :day
                or b.checked_out_on = :day or b.off_books_on = :day)""";

    private static final String LIVELY_PAYMENTS = """
            payment p where p.hotel_id = :hotel and (p.business_date > :day - 7 or p.attention is not null
                or p.state in ('UNKNOWN', 'REFUNDING', 'REFUND_PENDING', 'REFUND_FAILED')
                or p.payment_id in (select payment_id from dispute where hotel_id = :hotel)
                or p.payment_id in (select payment_id from cash_movement
                    where hotel_id = :hotel and business_date = :day))""";

    /** The lists of today's board at once: guests in the house, and who is still to come today. */
    static final String TODAY = STAYS.replace(
                    "{condition}", "(" + Behind.IN_HOUSE.condition() + " or " + Behind.ARRIVALS_DUE.condition() + ")")
            .replace("{order}", "b.departure_date, b.booking_id");

    private BoardSql() {}

    /** Counts the rows behind every number that needs no value, in one pass over a hotel's bookings or payments. */
    static String counts(Table table) {
        var counted = plain(table).stream()
                .map(behind -> "count(*) filter (where " + behind.condition() + ") as " + column(behind))
                .collect(Collectors.joining(",\n"));
        return "select " + counted + " from "
                + switch (table) {
                    case BOOKING -> LIVELY_BOOKINGS;
                    case PAYMENT -> LIVELY_PAYMENTS;
                    case NOTIFICATION -> "unmatched_notification u where u.hotel_id = :hotel";
                    case REJECTION, SUPPLY -> throw new IllegalArgumentException("nothing is counted without a value");
                };
    }

    static List<Behind> plain(Table table) {
        return Arrays.stream(Behind.values())
                .filter(behind -> behind.table() == table && behind.plain())
                .toList();
    }

    static String column(Behind behind) {
        return behind.name().toLowerCase(Locale.ROOT);
    }

    static String count(Listing listing) {
        var from = switch (listing.table()) {
            case BOOKING -> "booking b where b.";
            case PAYMENT -> "payment p where p.";
            case REJECTION -> "rejection r where r.";
            case NOTIFICATION -> "unmatched_notification u where u.";
            case SUPPLY -> SUPPLY + " s where s.";
        };
        return "select count(*) from " + from + "hotel_id = :hotel and " + listing.condition();
    }

    static String rows(Listing listing) {
        var sql = switch (listing.table()) {
            case BOOKING -> STAYS;
            case PAYMENT -> PAID;
            case REJECTION -> REFUSED;
            case NOTIFICATION -> NOTIFIED;
            case SUPPLY -> SUPPLIED;
        };
        return sql.replace("{condition}", listing.condition()).replace("{order}", order(listing));
    }

    private static String order(Listing listing) {
        return switch (listing) {
            case Behind.DEPARTURES_DUE,
                    Behind.DEPARTED,
                    Behind.IN_HOUSE,
                    Behind.DEPARTURES_OVERDUE,
                    BehindFigure.DEPARTURES -> "b.departure_date, b.booking_id";
            case Behind.BOOKED,
                    Behind.LOST,
                    Behind.FUNNEL_ASKED,
                    Behind.FUNNEL_HELD,
                    Behind.FUNNEL_CONFIRMED,
                    Behind.FUNNEL_DECLINED,
                    Behind.FUNNEL_EXPIRED,
                    Behind.CHANNEL,
                    Behind.LEAD,
                    BehindFigure.BOOKINGS,
                    BehindFigure.CANCELLATIONS -> "b.booked_on desc, b.changed_at desc, b.booking_id";
            default -> "b.arrival_date, b.booking_id";
        };
    }
}
