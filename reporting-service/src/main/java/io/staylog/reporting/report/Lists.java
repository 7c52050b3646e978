package io.staylog.reporting.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists of bookings and of refused requests, page by page. */
public final class Lists {

    /** One booking as it stands; amounts are in minor units of the currency, dates hotel-local. */
    public record Booking(
            UUID bookingId,
            String hotelId,
            int version,
            String status,
            String confirmationCode,
            String channel,
            String ratePlanId,
            String guarantee,
            LocalDate bookedOn,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int rooms,
            int roomNights,
            int adults,
            int children,
            String currency,
            long grossMinor,
            @Nullable LocalDate confirmedOn,
            @Nullable LocalDate checkedInOn,
            @Nullable LocalDate checkedOutOn,
            @Nullable LocalDate offBooksOn,
            @Nullable String offBooksReason,
            @Nullable Long feeMinor,
            Instant changedAt) {}

    /** One request that was refused; with code {@code sold_out} and the like it is a turnaway. */
    public record Rejection(
            String topic,
            int partition,
            long offset,
            Instant at,
            String hotelId,
            UUID requestId,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            String requestType,
            String code,
            String message,
            boolean retriable,
            Map<String, String> details) {}

    private static final String BOOKINGS = """
            select booking_id, hotel_id, version, status, confirmation_code, channel, rate_plan_id, guarantee,
                booked_on, arrival_date, departure_date, rooms, room_nights, adults, children, currency, gross_minor,
                confirmed_on, checked_in_on, checked_out_on, off_books_on, off_books_reason, fee_minor, changed_at
            from booking b where {where} order by arrival_date, booking_id limit :limit""";

    private static final String REJECTIONS = """
            select * from rejection r where {where}
            order by at desc, topic desc, partition desc, event_offset desc limit :limit""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final Snapshot snapshot;

    Lists(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Bookings in the order of arrival.
     *
     * @param arrivals one hotel or all, and arrival dates
     * @param status one status; null for all
     * @param after where the page before ended; null for the first page
     */
    public Answer<Booking> bookings(Scope arrivals, @Nullable String status, @Nullable String after, Limit limit) {
        var query = arrivals.on("b", "arrival_date").where("b.status = :status", "status", status);
        if (after != null) {
            var last = Cursor.decode(after, 2);
            query.where("(b.arrival_date, b.booking_id) > (:lastArrival, :lastBooking)")
                    .with("lastArrival", last.date(0))
                    .with("lastBooking", last.uuid(1));
        }
        query.with("limit", limit.rows() + 1);
        return snapshot.answer(Booking.class, jdbc -> {
            arrivals.check(jdbc);
            var rows = query.list(jdbc, BOOKINGS, Booking.class);
            return Page.of(rows, limit.rows(), b -> Cursor.encode(b.arrivalDate(), b.bookingId()));
        });
    }

    /**
     * Refused requests, newest first.
     *
     * @param hotel one hotel; null for all
     * @param code one reason; null for all
     * @param after where the page before ended; null for the first page
     */
    public Answer<Rejection> rejections(
            @Nullable String hotel, @Nullable String code, @Nullable String after, Limit limit) {
        var query = new Query().where("r.hotel_id = :hotel", "hotel", hotel).where("r.code = :code", "code", code);
        if (after != null) {
            var last = Cursor.decode(after, 4);
            query.where("(r.at, r.topic, r.partition, r.event_offset) < (:at, :topic, :partition, :offset)")
                    .with("at", OffsetDateTime.ofInstant(last.instant(0), ZoneOffset.UTC))
                    .with("topic", last.text(1))
                    .with("partition", last.number(2))
                    .with("offset", last.number(3));
        }
        query.with("limit", limit.rows() + 1);
        return snapshot.answer(Rejection.class, jdbc -> {
            Scope.check(jdbc, hotel);
            var rows = query.statement(jdbc, REJECTIONS)
                    .query((row, n) -> rejection(row))
                    .list();
            return Page.of(rows, limit.rows(), Lists::cursor);
        });
    }

    private static String cursor(Rejection r) {
        return Cursor.encode(Cursor.micros(r.at()), r.topic(), r.partition(), r.offset());
    }

    private static Rejection rejection(ResultSet row) throws SQLException {
        return new Rejection(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("event_offset"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("hotel_id"),
                row.getObject("request_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getObject("business_date", LocalDate.class),
                row.getString("request_type"),
                row.getString("code"),
                row.getString("message"),
                row.getBoolean("retriable"),
                JSON.readValue(row.getString("details"), DETAILS));
    }
}
