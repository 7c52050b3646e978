package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowBatch.RoomNight;
import io.staylog.reporting.projection.RowChange.DayClosed;
import io.staylog.reporting.projection.RowChange.HotelOpened;
import io.staylog.reporting.projection.RowChange.NightOverbooked;
import io.staylog.reporting.projection.RowChange.RatePlanNamed;
import io.staylog.reporting.projection.RowChange.RequestRefused;
import io.staylog.reporting.projection.RowChange.RoomsCounted;
import io.staylog.reporting.projection.RowChange.RoomsOnNights;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Writes hotels, their rooms and what they refused. */
final class HotelRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Unnest<HotelOpened> HOTELS = new Unnest<HotelOpened>()
            .column("hotel_id", "text", HotelOpened::hotelId)
            .column("name", "text", HotelOpened::name)
            .column("time_zone", "text", HotelOpened::timeZone)
            .column("currency", "text", HotelOpened::currency)
            .column("opened_on", "date", HotelOpened::businessDate)
            .column("business_date", "date", HotelOpened::businessDate)
            .column("legal_name", "text", c -> c.seller().legalName())
            .column("address", "text", c -> c.seller().address())
            .column("vat_number", "text", c -> c.seller().vatNumber())
            // Registered again, a hotel may be renamed, but its business date goes on.
            .statement("insert into hotel (hotel_id, name, time_zone, currency, opened_on, business_date, legal_name,"
                    + " address, vat_number) select * from {rows} on conflict (hotel_id) do update set"
                    + " name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,"
                    + " legal_name = excluded.legal_name, address = excluded.address,"
                    + " vat_number = excluded.vat_number");

    private static final Unnest<DayClosed> BUSINESS_DATES = new Unnest<DayClosed>()
            .column("hotel_id", "text", DayClosed::hotelId)
            .column("business_date", "date", DayClosed::businessDate)
            .statement("update hotel h set business_date = r.business_date from {rows} where h.hotel_id = r.hotel_id");

    private static final Unnest<DayClosed> DAYS = new Unnest<DayClosed>()
            .column("hotel_id", "text", DayClosed::hotelId)
            .column("event_offset", "bigint", DayClosed::offset)
            .column("closed_date", "date", DayClosed::closedDate)
            .column("business_date", "date", DayClosed::businessDate)
            .column("closed_at", "timestamptz", DayClosed::at)
            .upsert("business_day", "hotel_id", "event_offset");

    private static final Unnest<RoomsCounted> ROOM_TYPES = new Unnest<RoomsCounted>()
            .column("hotel_id", "text", RoomsCounted::hotelId)
            .column("room_type_id", "text", RoomsCounted::roomTypeId)
            .column("event_offset", "bigint", RoomsCounted::offset)
            .column("name", "text", RoomsCounted::name)
            .column("rooms", "int", RoomsCounted::rooms)
            .column("occupancy_max", "int", RoomsCounted::occupancyMax)
            .upsert("room_type_version", "hotel_id", "room_type_id", "event_offset");

    private static final Unnest<RoomNight> ROOM_NIGHTS = new Unnest<RoomNight>()
            .column("hotel_id", "text", RoomNight::hotelId)
            .column("room_type_id", "text", RoomNight::roomTypeId)
            .column("night", "date", RoomNight::night)
            .column("physical", "int", RoomNight::physical)
            .column("out_of_order", "int", RoomNight::outOfOrder)
            .statement("insert into room_type_night as t select * from {rows}"
                    + " on conflict (hotel_id, room_type_id, night) do update set"
                    + " physical = coalesce(excluded.physical, t.physical),"
                    + " out_of_order = coalesce(excluded.out_of_order, t.out_of_order)");

    /** After the business days of the batch: they say on which date each was known. */
    private static final Unnest<RoomsOnNights> ROOMS_SAID = new Unnest<RoomsOnNights>()
            .column("hotel_id", "text", RoomsOnNights::hotelId)
            .column("room_type_id", "text", RoomsOnNights::roomTypeId)
            .column("event_offset", "bigint", RoomsOnNights::offset)
            .column("from_night", "date", c -> c.nights().from())
            .column("to_night", "date", c -> c.nights().to())
            .column("physical", "int", RoomsOnNights::physical)
            .column("out_of_order", "int", RoomsOnNights::outOfOrder)
            .statement("""
                    insert into room_type_night_change
                    select r.hotel_id, n::date, r.room_type_id, r.event_offset, k.on_date, r.physical, r.out_of_order
                    from {rows}
                    cross join lateral (select coalesce(
                        (select d.business_date from business_day d
                            where d.hotel_id = r.hotel_id and d.event_offset < r.event_offset
                            order by d.event_offset desc limit 1),
                        (select h.opened_on from hotel h where h.hotel_id = r.hotel_id), '-infinity'::date) as on_date) k
                    cross join generate_series(r.from_night, r.to_night - 1, interval '1 day') n""");

    private static final Unnest<RatePlanNamed> RATE_PLANS = new Unnest<RatePlanNamed>()
            .column("hotel_id", "text", RatePlanNamed::hotelId)
            .column("rate_plan_id", "text", RatePlanNamed::ratePlanId)
            .column("name", "text", RatePlanNamed::name)
            .column("pricing", "text", RatePlanNamed::pricing)
            .column("guarantee", "text", RatePlanNamed::guarantee)
            .upsert("rate_plan", "hotel_id", "rate_plan_id");

    private static final Unnest<NightOverbooked> OVERBOOKINGS = new Unnest<NightOverbooked>()
            .column("hotel_id", "text", NightOverbooked::hotelId)
            .column("room_type_id", "text", NightOverbooked::roomTypeId)
            .column("night", "date", NightOverbooked::night)
            .column("rooms", "int", NightOverbooked::rooms)
            .upsert("overbooked_night", "hotel_id", "room_type_id", "night");

    private static final Unnest<RequestRefused> REFUSALS = new Unnest<RequestRefused>()
            .column("topic", "text", c -> c.position().topic())
            .column("partition", "int", c -> c.position().partition())
            .column("event_offset", "bigint", c -> c.position().offset())
            .column("hotel_id", "text", RequestRefused::hotelId)
            .column("request_id", "uuid", RequestRefused::requestId)
            .column("booking_id", "uuid", RequestRefused::bookingId)
            .column("payment_id", "uuid", RequestRefused::paymentId)
            .column("business_date", "date", RequestRefused::businessDate)
            .column("request_type", "text", RequestRefused::requestType)
            .column("code", "text", RequestRefused::code)
            .column("message", "text", RequestRefused::message)
            .column("retriable", "boolean", RequestRefused::retriable)
            .column("details", "jsonb", c -> JSON.writeValueAsString(c.details()))
            .column("at", "timestamptz", c -> c.position().at())
            .upsert("rejection", "topic", "partition", "event_offset");

    private HotelRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        HOTELS.execute(jdbc, batch.hotels());
        BUSINESS_DATES.execute(jdbc, batch.newestDays());
        DAYS.execute(jdbc, batch.days());
        ROOM_TYPES.execute(jdbc, batch.roomTypes());
        ROOM_NIGHTS.execute(jdbc, batch.roomNights());
        ROOMS_SAID.execute(jdbc, batch.roomsSaid());
        RATE_PLANS.execute(jdbc, batch.ratePlans());
        OVERBOOKINGS.execute(jdbc, batch.overbookings());
        REFUSALS.execute(jdbc, batch.refusals());
    }
}
