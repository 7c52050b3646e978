package io.staylog.reporting.projection;

import io.staylog.reporting.projection.BookingMoved.Movement;
import io.staylog.reporting.projection.RowChange.Stay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the steps of bookings. An event says only what it changes; the rest comes from the step before, which is in the batch
 * or in the rows.
 */
final class MovementRows {
    /**
     * A step with what earlier steps of the batch say.
     *
     * @param channel null where the sale is in the rows
     * @param stay null where no step of the batch has said it
     * @param arrived null where it is as in the rows
     */
    private record Step(
            BookingMoved moved,
            @Nullable String channel,
            @Nullable String ratePlanId,
            @Nullable Stay stay,
            @Nullable Boolean arrived) {

        static Step of(BookingMoved moved, @Nullable Step before) {
            return new Step(
                    moved,
                    last(before == null ? null : before.channel, moved.channel()),
                    last(before == null ? null : before.ratePlanId, moved.ratePlanId()),
                    last(before == null ? null : before.stay, moved.stay()),
                    moved.kind() == Movement.MODIFIED
                            ? before == null ? null : before.arrived
                            : Boolean.valueOf(moved.kind() == Movement.ARRIVED || moved.kind() == Movement.LEFT));
        }

        private static <T> @Nullable T last(@Nullable T earlier, @Nullable T later) {
            return later == null ? earlier : later;
        }
    }

    private static final Unnest<Step> STEPS = stay(new Unnest<Step>()
                    .column("booking_id", "uuid", of(BookingMoved::bookingId))
                    .column("version", "int", of(BookingMoved::version))
                    .column("hotel_id", "text", of(BookingMoved::hotelId))
                    .column("business_date", "date", of(BookingMoved::on))
                    .column("kind", "text", of(BookingMoved::kind))
                    .column("on_books", "boolean", of(moved -> moved.kind().onBooks()))
                    .column("channel", "text", Step::channel)
                    .column("rate_plan_id", "text", Step::ratePlanId)
                    .column("arrived", "boolean", Step::arrived)
                    .column("fee_minor", "bigint", of(BookingMoved::feeMinor))
                    .column("late", "boolean", of(BookingMoved::late)))
            .statement("""
                    insert into booking_movement
                    with known as (
                        select r.booking_id, r.version, r.hotel_id, r.business_date, r.kind, r.on_books, r.fee_minor,
                            r.late, coalesce(r.channel, p.channel) as channel,
                            coalesce(r.rate_plan_id, p.rate_plan_id) as rate_plan_id,
                            coalesce(r.arrived, p.arrived) as arrived,
                            coalesce(r.arrival_date, p.arrival_date) as arrival_date,
                            coalesce(r.departure_date, p.departure_date) as departure_date,
                            coalesce(r.rooms, p.rooms) as rooms, coalesce(r.room_nights, p.room_nights) as room_nights,
                            coalesce(r.guests, p.guests) as guests, coalesce(r.gross_minor, p.gross_minor) as gross_minor,
                            coalesce(r.net_minor, p.net_minor) as net_minor,
                            p.status as p_kind, p.on_books as p_on_books, p.departure_date as p_departure_date,
                            p.arrival_date as p_arrival_date,
                            p.room_nights as p_room_nights, p.net_minor as p_net_minor, p.fee_minor as p_fee_minor
                        from {rows}
                        left join lateral (
                            select b.*, b.adults + b.children as guests, b.status in ('IN_HOUSE', 'CHECKED_OUT') as arrived,
                                b.status in ('CONFIRMED', 'IN_HOUSE', 'CHECKED_OUT') as on_books
                            from booking b where b.booking_id = r.booking_id) p on r.version > 1
                        where r.channel is not null or p.booking_id is not null),
                    stepped as (
                        select k.*,
                            coalesce(lag(kind) over w, p_kind) as was,
                            coalesce(lag(on_books) over w, p_on_books, false) as was_on_books,
                            coalesce(lag(departure_date) over w, p_departure_date, departure_date) as was_departing,
                            coalesce(lag(arrival_date) over w, p_arrival_date) as was_arriving,
                            coalesce(lag(room_nights) over w, p_room_nights, 0) as was_nights,
                            coalesce(lag(net_minor) over w, p_net_minor, 0) as was_net,
                            coalesce(lag(fee_minor) over w, p_fee_minor, 0) as was_fee
                        from known k window w as (partition by booking_id order by version))
                    select booking_id, version, hotel_id, business_date, kind, channel, rate_plan_id, on_books,
                        on_books or was_on_books, arrived, arrival_date, nullif(was_arriving, arrival_date), departure_date,
                        departure_date - was_departing, rooms, room_nights, guests, gross_minor, net_minor,
                        case when on_books then room_nights else 0 end - case when was_on_books then was_nights else 0 end,
                        case when on_books then net_minor else 0 end - case when was_on_books then was_net else 0 end,
                        case kind when 'REINSTATED' then -was_fee else fee_minor end, late,
                        case kind when 'REINSTATED' then was end
                    from stepped
                    on conflict (booking_id, version) do nothing""");

    private MovementRows() {}

    /** Before the batch's bookings are written: their rows say what the step before has left. */
    static void write(JdbcTemplate jdbc, Collection<BookingMoved> movements) {
        var steps = new ArrayList<Step>();
        var newest = new HashMap<UUID, Step>();
        for (var moved : movements) {
            var step = Step.of(moved, newest.get(moved.bookingId()));
            newest.put(moved.bookingId(), step);
            steps.add(step);
        }
        STEPS.execute(jdbc, List.copyOf(steps));
    }

    private static Unnest<Step> stay(Unnest<Step> columns) {
        return columns.column("arrival_date", "date", ofStay(Stay::arrival))
                .column("departure_date", "date", ofStay(Stay::departure))
                .column("rooms", "int", ofStay(Stay::rooms))
                .column("room_nights", "int", ofStay(Stay::roomNights))
                .column("guests", "int", ofStay(stay -> stay.adults() + stay.children()))
                .column("gross_minor", "bigint", ofStay(Stay::grossMinor))
                .column("net_minor", "bigint", ofStay(Stay::netMinor));
    }

    private static Function<Step, @Nullable Object> of(Function<BookingMoved, @Nullable Object> value) {
        return step -> value.apply(step.moved);
    }

    private static Function<Step, @Nullable Object> ofStay(Function<Stay, Object> value) {
        return step -> step.stay == null ? null : value.apply(step.stay);
    }
}
