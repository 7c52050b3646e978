package io.staylog.reporting.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Availability, rates and restrictions as channels want them: what a hotel sells, for how much, and under which conditions. */
public final class Ari {
    private static final int NIGHTS_MAX = 366;

    /**
     * A night of a room type under a rate plan.
     *
     * @param ratePlanId null where the hotel has no plan with prices of its own
     * @param physical rooms that exist
     * @param outOfOrder of these, those that cannot be sold
     * @param overbooking rooms that may be sold beyond those that exist
     * @param taken rooms held or sold, apart from those of changes that are not paid yet
     * @param available rooms that can still be sold
     * @param grossMinor price of a room, tax included; null where it has none
     * @param minStayArrival fewest nights of a stay that arrives; 0 sets no limit
     * @param minStayThrough fewest nights of a stay that covers the night; 0 sets no limit
     * @param maxStay most nights of a stay that arrives; 0 sets no limit
     */
    public record AriNight(
            String hotelId,
            String roomTypeId,
            @Nullable String ratePlanId,
            LocalDate night,
            int physical,
            int outOfOrder,
            int overbooking,
            int taken,
            int available,
            String currency,
            @Nullable Long grossMinor,
            boolean stopSell,
            boolean closedToArrival,
            boolean closedToDeparture,
            int minStayArrival,
            int minStayThrough,
            int maxStay) {}

    private static final String NIGHTS = """
            with night as (
                select generate_series(cast(:from as date), cast(:to as date), interval '1 day')::date as night),
            room_type as (
                select distinct on (room_type_id) room_type_id, rooms from room_type_version
                where hotel_id = :hotel order by room_type_id, event_offset desc),
            taken as (
                select n.room_type_id, n.night, count(*)::int as rooms
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :from and :to and n.until_on is null
                    and b.status in ('HELD', 'CONFIRMED', 'IN_HOUSE', 'CHECKED_OUT')
                group by 1, 2),
            sold as (
                select t.room_type_id, d.night, coalesce(r.physical, t.rooms) as physical,
                    coalesce(r.out_of_order, 0) as out_of_order, coalesce(o.allowance, 0) as overbooking,
                    coalesce(k.rooms, 0) as taken
                from room_type t cross join night d
                left join room_type_night r
                    on r.hotel_id = :hotel and r.room_type_id = t.room_type_id and r.night = d.night
                left join overbooking_night o
                    on o.hotel_id = :hotel and o.room_type_id = t.room_type_id and o.night = d.night
                left join taken k on k.room_type_id = t.room_type_id and k.night = d.night)
            select h.hotel_id, s.room_type_id, p.rate_plan_id, s.night, s.physical, s.out_of_order, s.overbooking,
                s.taken, greatest(0, s.physical - s.out_of_order + s.overbooking - s.taken) as available,
                h.currency, c.gross_minor,
                coalesce(bool_or(x.stop_sell), false) as stop_sell,
                coalesce(bool_or(x.closed_to_arrival), false) as closed_to_arrival,
                coalesce(bool_or(x.closed_to_departure), false) as closed_to_departure,
                coalesce(max(x.min_stay_arrival), 0) as min_stay_arrival,
                coalesce(max(x.min_stay_through), 0) as min_stay_through,
                coalesce(min(nullif(x.max_stay, 0)), 0) as max_stay
            from hotel h cross join sold s
            left join rate_plan p on p.hotel_id = h.hotel_id and p.pricing = 'CALENDAR'
            left join price_night c on c.hotel_id = h.hotel_id and c.room_type_id = s.room_type_id
                and c.rate_plan_id = p.rate_plan_id and c.night = s.night
            left join restriction_night x on x.hotel_id = h.hotel_id and x.night = s.night
                and x.room_type_id in ('', s.room_type_id) and x.rate_plan_id in ('', p.rate_plan_id)
            where h.hotel_id = :hotel
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
            order by 4, 2, 3""";

    private final Snapshot snapshot;

    Ari(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * A hotel's nights from the first to the last one, both included.
     *
     * @throws ReportException if the hotel is unknown, or there are more nights than a year
     */
    public Answer<AriNight> nights(String hotel, LocalDate from, LocalDate to) {
        var scope = new Scope(hotel, from, to);
        if (ChronoUnit.DAYS.between(from, to) >= NIGHTS_MAX) {
            throw ReportException.badRequest(
                    "range_invalid", "The range must have 1 to " + NIGHTS_MAX + " nights; 'to' is included.", "to");
        }
        var query = new Query().with("hotel", hotel).with("from", from).with("to", to);
        return snapshot.answer(AriNight.class, jdbc -> {
            scope.check(jdbc);
            List<AriNight> nights = query.list(jdbc, NIGHTS, AriNight.class);
            return Page.whole(nights);
        });
    }
}
