package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowBatch.NightRow;
import io.staylog.reporting.projection.RowBatch.NightsClosed;
import io.staylog.reporting.projection.RowChange.OffBooks;
import io.staylog.reporting.projection.RowChange.Reinstated;
import io.staylog.reporting.projection.RowChange.Sale;
import io.staylog.reporting.projection.RowChange.Stay;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes bookings and their nights. */
final class BookingRows {
    private static final Unnest<BookingChange> NEW = steps(stay(new Unnest<BookingChange>()
                    .column("booking_id", "uuid", BookingChange::bookingId)
                    .column("hotel_id", "text", BookingChange::hotelId)
                    .column("confirmation_code", "text", of(BookingChange::sale, Sale::confirmationCode))
                    .column("channel", "text", of(BookingChange::sale, Sale::channel))
                    .column("rate_plan_id", "text", of(BookingChange::sale, Sale::ratePlanId))
                    .column("guarantee", "text", of(BookingChange::sale, Sale::guarantee))
                    .column("currency", "text", of(BookingChange::sale, Sale::currency))
                    .column("booked_on", "date", of(BookingChange::sale, Sale::bookedOn))
                    .column("booked_room_nights", "int", booked(Stay::roomNights))
                    .column("booked_gross_minor", "bigint", booked(Stay::grossMinor))
                    .column("guest_id", "uuid", of(BookingChange::sale, Sale::guestId))
                    .column("channel_reference", "text", of(BookingChange::sale, Sale::channelReference))))
            .upsert("booking", "booking_id");

    private static final Unnest<BookingChange> CHANGED = steps(
                    stay(new Unnest<BookingChange>().column("booking_id", "uuid", BookingChange::bookingId)))
            .statement("""
                    update booking b set
                        version = r.version,
                        changed_at = r.changed_at,
                        status = coalesce(r.status, b.status),
                        stepped_on = coalesce(r.stepped_on, b.stepped_on),
                        arrival_date = coalesce(r.arrival_date, b.arrival_date),
                        departure_date = coalesce(r.departure_date, b.departure_date),
                        rooms = coalesce(r.rooms, b.rooms),
                        room_nights = coalesce(r.room_nights, b.room_nights),
                        adults = coalesce(r.adults, b.adults),
                        children = coalesce(r.children, b.children),
                        gross_minor = coalesce(r.gross_minor, b.gross_minor),
                        net_minor = coalesce(r.net_minor, b.net_minor),
                        confirmed_on = coalesce(r.confirmed_on, b.confirmed_on),
                        checked_in_on = coalesce(r.checked_in_on, b.checked_in_on),
                        checked_out_on = coalesce(r.checked_out_on, b.checked_out_on),
                        off_books_on = coalesce(r.off_books_on, b.off_books_on),
                        off_books_reason = coalesce(r.off_books_reason, b.off_books_reason),
                        fee_minor = coalesce(r.fee_minor, b.fee_minor),
                        late = coalesce(r.late, b.late)
                    from {rows}
                    where b.booking_id = r.booking_id""");

    private static final Unnest<NightsClosed> CLOSED = new Unnest<NightsClosed>()
            .column("booking_id", "uuid", NightsClosed::bookingId)
            .column("until_on", "date", NightsClosed::on)
            .statement("update booking_night n set until_on = r.until_on from {rows}"
                    + " where n.booking_id = r.booking_id and n.until_on is null");

    private static final Unnest<NightRow> NIGHTS = new Unnest<NightRow>()
            .column("booking_id", "uuid", NightRow::bookingId)
            .column("since_version", "int", NightRow::sinceVersion)
            .column("room_stay_no", "int", row -> row.night().roomStayNo())
            .column("night", "date", row -> row.night().night())
            .column("hotel_id", "text", NightRow::hotelId)
            .column("room_type_id", "text", row -> row.night().roomTypeId())
            .column("guests", "int", row -> row.night().guests())
            .column("gross_minor", "bigint", row -> row.night().grossMinor())
            .column("net_minor", "bigint", row -> row.night().netMinor())
            .column("since_on", "date", NightRow::sinceOn)
            .column("until_on", "date", NightRow::untilOn)
            .column("tax_rate_bps", "int", row -> row.night().taxRateBps())
            .upsert("booking_night", "booking_id", "since_version", "room_stay_no", "night");

    private static final Unnest<Reinstated> NIGHTS_OFF = new Unnest<Reinstated>()
            .column("booking_id", "uuid", Reinstated::bookingId)
            .column("version", "int", Reinstated::version)
            .column("on_date", "date", Reinstated::on)
            .statement("""
                    with gone as (
                        update booking_night n set until_on = coalesce(b.off_books_on, r.on_date)
                        from {rows} join booking b on b.booking_id = r.booking_id
                        where n.booking_id = r.booking_id and n.until_on is null
                        returning n.*, r.version as version, r.on_date as on_date)
                    insert into booking_night
                    select booking_id, version, room_stay_no, night, hotel_id, room_type_id, guests, gross_minor,
                        net_minor, on_date, null, tax_rate_bps from gone""");

    private static final Unnest<Reinstated> BACK_ON_BOOKS = new Unnest<Reinstated>()
            .column("booking_id", "uuid", Reinstated::bookingId)
            .statement(
                    "update booking b set off_books_on = null, off_books_reason = null, fee_minor = null, late = null"
                            + " from {rows} where b.booking_id = r.booking_id");

    private BookingRows() {}

    /**
     * Brings bookings that are in the rows already back: their nights stay off the books from the day they left them until
     * now, and are on them again from now on.
     */
    private static void reinstate(JdbcTemplate jdbc, List<Reinstated> reinstated) {
        NIGHTS_OFF.execute(jdbc, reinstated);
        BACK_ON_BOOKS.execute(jdbc, reinstated);
    }

    /** The changed bookings that there is no row for. */
    static List<UUID> write(JdbcTemplate jdbc, RowBatch batch) {
        reinstate(jdbc, batch.reinstated());
        NEW.execute(jdbc, batch.newBookings());
        var changed = batch.changedBookings();
        int found = CHANGED.execute(jdbc, changed);
        CLOSED.execute(jdbc, batch.closings());
        NIGHTS.execute(jdbc, batch.nights());
        if (found == changed.size()) {
            return List.of();
        }
        var ids = changed.stream().map(BookingChange::bookingId).toList();
        return RowWriter.missing(jdbc, "booking", "booking_id", ids);
    }

    private static Unnest<BookingChange> stay(Unnest<BookingChange> columns) {
        return columns.column("arrival_date", "date", of(BookingChange::stay, Stay::arrival))
                .column("departure_date", "date", of(BookingChange::stay, Stay::departure))
                .column("rooms", "int", of(BookingChange::stay, Stay::rooms))
                .column("room_nights", "int", of(BookingChange::stay, Stay::roomNights))
                .column("adults", "int", of(BookingChange::stay, Stay::adults))
                .column("children", "int", of(BookingChange::stay, Stay::children))
                .column("gross_minor", "bigint", of(BookingChange::stay, Stay::grossMinor))
                .column("net_minor", "bigint", of(BookingChange::stay, Stay::netMinor));
    }

    private static Unnest<BookingChange> steps(Unnest<BookingChange> columns) {
        return columns.column("version", "int", BookingChange::version)
                .column("changed_at", "timestamptz", BookingChange::at)
                .column("status", "text", BookingChange::status)
                .column("stepped_on", "date", BookingChange::steppedOn)
                .column("confirmed_on", "date", BookingChange::confirmedOn)
                .column("checked_in_on", "date", BookingChange::checkedInOn)
                .column("checked_out_on", "date", BookingChange::checkedOutOn)
                .column("off_books_on", "date", of(BookingChange::offBooks, OffBooks::on))
                .column("off_books_reason", "text", of(BookingChange::offBooks, OffBooks::reason))
                .column("fee_minor", "bigint", of(BookingChange::offBooks, OffBooks::feeMinor))
                .column("late", "boolean", of(BookingChange::offBooks, OffBooks::late));
    }

    private static Function<BookingChange, @Nullable Object> booked(Function<Stay, Object> value) {
        return of(BookingChange::sale, sale -> value.apply(sale.booked()));
    }

    private static <P> Function<BookingChange, @Nullable Object> of(
            Function<BookingChange, @Nullable P> part, Function<P, @Nullable Object> value) {
        return change -> {
            var whole = part.apply(change);
            return whole == null ? null : value.apply(whole);
        };
    }
}
