package io.staylog.reporting.report;

import org.jspecify.annotations.Nullable;

/** How many rooms there are. */
public final class Supply {
    /**
     * Tables for a {@code with} list, after a table {@code nights(hotel_id, night, on_date)} and with a parameter
     * {@code :hotel}, null for all: {@code type_supply(hotel_id, night, room_type_id, physical, out_of_order)} has a row for
     * each class of rooms that a hotel has on a night, as it was known at the end of business date {@code on_date}.
     */
    public static final String TYPE_SUPPLY = """
            counts as materialized (
                select * from room_type_count c where :hotel::text is null or c.hotel_id = :hotel),
            set_nights as (
                select t.hotel_id, t.night, t.room_type_id,
                    (array_agg(t.physical order by t.event_offset desc) filter (where t.physical is not null))[1]
                        as physical,
                    (array_agg(t.out_of_order order by t.event_offset desc)
                        filter (where t.out_of_order is not null))[1] as out_of_order
                from nights s join room_type_night_change t
                    on t.hotel_id = s.hotel_id and t.night = s.night and t.known_on <= s.on_date
                group by 1, 2, 3),
            type_supply as (
                select s.hotel_id, s.night, c.room_type_id, coalesce(t.physical, c.rooms) as physical,
                    coalesce(t.out_of_order, 0) as out_of_order
                from nights s
                cross join lateral (
                    select distinct on (c.room_type_id) c.room_type_id, c.rooms
                    from counts c
                    where c.hotel_id = s.hotel_id and c.from_night <= least(s.night, s.on_date)
                    order by c.room_type_id, c.event_offset desc) c
                left join set_nights t
                    on t.hotel_id = s.hotel_id and t.room_type_id = c.room_type_id and t.night = s.night)""";

    private static final int ROOMS_MAX = 100_000;

    private Supply() {}

    /**
     * Refuses a number of rooms that no hotel has.
     *
     * @throws ReportException with code {@code rooms_out_of_range}
     */
    public static void check(@Nullable Integer rooms) {
        if (rooms != null && (rooms < 0 || rooms > ROOMS_MAX)) {
            throw ReportException.badRequest(
                    "rooms_out_of_range", "Rooms lie between 0 and " + ROOMS_MAX + ".", "rooms");
        }
    }
}
