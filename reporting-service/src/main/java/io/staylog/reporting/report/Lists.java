package io.staylog.reporting.report;

import io.staylog.reporting.projection.NameWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
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
            Instant changedAt,
            @Nullable UUID guestId,
            @Nullable String channelReference,
            @Nullable String guestName) {}

    /**
     * Which bookings are meant; null leaves a question open.
     *
     * @param arrivals one hotel or all, and dates of arrival
     * @param departures dates of departure
     * @param booked business dates that bookings were asked for
     * @param reference the channel's own number
     * @param guest words that names or e-mail addresses of guests begin with, in any order
     */
    public record BookingFilter(
            Scope arrivals,
            Span departures,
            Span booked,
            @Nullable String status,
            @Nullable String channel,
            @Nullable String reference,
            @Nullable String confirmationCode,
            @Nullable UUID guestId,
            @Nullable String guest) {

        /** All bookings of a scope in a status. */
        public static BookingFilter of(Scope arrivals, @Nullable String status) {
            return new BookingFilter(arrivals, Span.OPEN, Span.OPEN, status, null, null, null, null, null);
        }
    }

    /** Dates, both included; null is no bound. */
    public record Span(@Nullable LocalDate from, @Nullable LocalDate to) {
        /** No bounds. */
        public static final Span OPEN = new Span(null, null);

        /**
         * Refuses dates that make no sense.
         *
         * @throws ReportException with code {@code date_out_of_range} or {@code range_invalid}
         */
        public Span {
            var _ = new Scope(null, from, to);
        }
    }

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
                confirmed_on, checked_in_on, checked_out_on, off_books_on, off_books_reason, fee_minor, changed_at,
                guest_id, channel_reference, {name} as guest_name
            from booking b where {where} order by arrival_date, booking_id limit :limit""";

    private static final String NAME = """
            coalesce((select p.name from guest_profile p where p.guest_id = b.guest_id),
                (select '(guest erased)' from erased_guest e where e.guest_id = b.guest_id))""";

    private static final int WORDS_MAX = 8;

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
     * Bookings in the order of arrival, without names of guests.
     *
     * @param arrivals one hotel or all, and arrival dates
     * @param status one status; null for all
     * @param after where the page before ended; null for the first page
     */
    public Answer<Booking> bookings(Scope arrivals, @Nullable String status, @Nullable String after, Limit limit) {
        return bookings(BookingFilter.of(arrivals, status), false, after, limit);
    }

    /**
     * Bookings in the order of arrival.
     *
     * @param named whether the asker may read names of guests; only then should a filter name a guest
     * @param after where the page before ended; null for the first page
     */
    public Answer<Booking> bookings(BookingFilter filter, boolean named, @Nullable String after, Limit limit) {
        var query = query(filter);
        if (after != null) {
            var last = Cursor.decode(after, 2);
            query.where("(b.arrival_date, b.booking_id) > (:lastArrival, :lastBooking)")
                    .with("lastArrival", last.date(0))
                    .with("lastBooking", last.uuid(1));
        }
        query.with("limit", limit.rows() + 1);
        var sql = BOOKINGS.replace("{name}", named ? NAME : "null::text");
        return snapshot.answer(Booking.class, jdbc -> {
            filter.arrivals().check(jdbc);
            var rows = query.list(jdbc, sql, Booking.class);
            return Page.of(rows, limit.rows(), b -> Cursor.encode(b.arrivalDate(), b.bookingId()));
        });
    }

    private static Query query(BookingFilter filter) {
        var query = filter.arrivals()
                .on("b", "arrival_date")
                .where(
                        "b.departure_date >= :departureFrom",
                        "departureFrom",
                        filter.departures().from())
                .where(
                        "b.departure_date <= :departureTo",
                        "departureTo",
                        filter.departures().to())
                .where(
                        "b.booked_on >= :bookedFrom",
                        "bookedFrom",
                        filter.booked().from())
                .where("b.booked_on <= :bookedTo", "bookedTo", filter.booked().to())
                .where("b.status = :status", "status", filter.status())
                .where("b.channel = :channel", "channel", filter.channel())
                .where("b.channel_reference = :reference", "reference", searchable(filter.reference()))
                .where("b.confirmation_code = :code", "code", upper(searchable(filter.confirmationCode())))
                .where("b.guest_id = :guestId", "guestId", filter.guestId());
        return filter.guest() == null ? query : whoseNameBegins(query, filter.guest());
    }

    private static Query whoseNameBegins(Query query, String guest) {
        var words = NameWords.asked(guest);
        if (words.isEmpty() || words.size() > WORDS_MAX) {
            throw ReportException.badRequest(
                    "guest_invalid",
                    "A guest is looked for by 1 to " + WORDS_MAX
                            + " words that the name or e-mail address begins with.",
                    "guest");
        }
        int n = 0;
        for (var word : words) {
            var name = "word" + n++;
            query.where("b.guest_id in (select w.guest_id from guest_word w where w.word >= :" + name
                            + " and w.word < :" + name + "End)")
                    .with(name, word)
                    // Words are ordered by their bytes there, so this is behind everything that begins so.
                    .with(name + "End", word + Character.toString(Character.MAX_CODE_POINT));
        }
        return query;
    }

    /** PostgreSQL cannot even look for a text with a zero character; nothing is found by it. */
    private static @Nullable String searchable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
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
