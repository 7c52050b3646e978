package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.LedgerFact;
import io.staylog.reporting.ledger.Noted;
import io.staylog.reporting.ledger.Source;
import io.staylog.reporting.projection.RowChange.LedgerNoted;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** The facts that journals are folded from. */
final class LedgerFacts {
    /**
     * A booking that new facts are about.
     *
     * @param bookingId the booking
     * @param before the facts that its journal in the database was folded from
     * @param now all of them
     */
    record Touched(UUID bookingId, List<Noted> before, List<Noted> now) {}

    private record ClosedDay(String hotelId, LocalDate date) {}

    private record PaymentDate(String hotelId, @Nullable LocalDate date) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<String, Class<?>> KINDS = Stream.of(LedgerFact.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, kind -> kind));

    private static final Unnest<Noted> FACTS = new Unnest<Noted>()
            .column("topic", "text", n -> n.source().topic())
            .column("partition", "int", n -> n.source().partition())
            .column("event_offset", "bigint", n -> n.source().offset())
            .column("hotel_id", "text", Noted::hotelId)
            .column("booking_id", "uuid", Noted::bookingId)
            .column("payment_id", "uuid", Noted::paymentId)
            .column("business_date", "date", Noted::businessDate)
            .column("event_type", "text", Noted::eventType)
            .column("event_id", "text", n -> n.source().eventId())
            .column("at", "timestamptz", n -> n.source().at())
            .column("kind", "text", n -> n.fact().getClass().getSimpleName())
            .column("fact", "jsonb", n -> JSON.writeValueAsString(n.fact()))
            .statement("insert into ledger_fact select * from {rows}");

    private static final Unnest<String> HOTELS = new Unnest<String>()
            .column("hotel_id", "text", hotel -> hotel)
            .statement("insert into ledger_hotel (hotel_id) select hotel_id from {rows} on conflict do nothing");

    private static final Unnest<PaymentDate> DATES = new Unnest<PaymentDate>()
            .column("hotel_id", "text", PaymentDate::hotelId)
            .column("payment_date", "date", PaymentDate::date)
            .statement("update ledger_hotel h set payment_date = r.payment_date from {rows}"
                    + " where h.hotel_id = r.hotel_id and h.payment_date is distinct from r.payment_date");

    private static final String OF_BOOKINGS = "select * from ledger_fact f where f.booking_id = any(?)";

    private static final String IN_THE_NIGHT =
            "select distinct booking_id from booking_night where hotel_id = ? and night = ?";

    private static final String CLOSED_DAYS =
            "select * from ledger_fact f where f.booking_id is null and f.hotel_id = ? and f.event_offset > ?";

    private static final RowMapper<Noted> NOTED = (row, n) -> {
        var kind = Objects.requireNonNull(KINDS.get(row.getString("kind")));
        return new Noted(
                new Source(
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("event_offset"),
                        row.getString("event_id"),
                        row.getTimestamp("at").toInstant()),
                row.getString("event_type"),
                row.getString("hotel_id"),
                row.getObject("business_date", LocalDate.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                (LedgerFact) JSON.readValue(row.getString("fact"), kind));
    };

    private LedgerFacts() {}

    /**
     * Adds facts. From then on until the end of the transaction nobody else writes journals of their hotels.
     *
     * @param events in the order of the log, hotel by hotel
     * @return the bookings whose journals may come out otherwise now
     */
    static List<Touched> add(JdbcTemplate jdbc, List<LedgerNoted> events) {
        var dates = locked(jdbc, events);
        var fresh = new ArrayList<Noted>();
        for (var event : events) {
            var date = dated(event, dates);
            var fact = event.fact();
            if (fact != null) {
                fresh.add(noted(event, date, fact));
            }
        }
        DATES.execute(jdbc, paymentDates(dates));
        FACTS.execute(jdbc, fresh);
        return touched(jdbc, fresh);
    }

    /** The newest date of each hotel that a payment's event has named; null where there was none. */
    private static Map<String, @Nullable LocalDate> locked(JdbcTemplate jdbc, List<LedgerNoted> events) {
        // In one order, whoever asks, so that two readers wait for each other and not on each other.
        var hotels = events.stream().map(LedgerNoted::hotelId).collect(Collectors.toCollection(TreeSet::new));
        HOTELS.execute(jdbc, hotels);
        var dates = new HashMap<String, @Nullable LocalDate>();
        for (var hotel : hotels) {
            jdbc.query(
                    "select payment_date from ledger_hotel where hotel_id = ? for update",
                    row -> {
                        dates.put(hotel, row.getObject(1, LocalDate.class));
                    },
                    hotel);
        }
        return dates;
    }

    private static List<PaymentDate> paymentDates(Map<String, @Nullable LocalDate> dates) {
        var rows = new ArrayList<PaymentDate>();
        dates.forEach((hotel, date) -> rows.add(new PaymentDate(hotel, date)));
        return rows;
    }

    /** Only from what the event's own topic has said before it: so it is the same date however topics are read. */
    static LocalDate dated(LedgerNoted event, Map<String, @Nullable LocalDate> dates) {
        var named = event.businessDate();
        var newest = dates.get(event.hotelId());
        if (named == null) {
            return newest == null ? LocalDate.ofInstant(event.position().at(), ZoneOffset.UTC) : newest;
        }
        if (event.paymentId() != null && (newest == null || named.isAfter(newest))) {
            dates.put(event.hotelId(), named);
        }
        return named;
    }

    static Noted noted(LedgerNoted event, LocalDate date, LedgerFact fact) {
        var at = event.position();
        return new Noted(
                new Source(at.topic(), at.partition(), at.offset(), at.eventId(), at.at()),
                event.eventType(),
                event.hotelId(),
                date,
                event.bookingId(),
                event.paymentId(),
                fact);
    }

    private static List<Touched> touched(JdbcTemplate jdbc, List<Noted> fresh) {
        var bookings = fresh.stream()
                .map(Noted::bookingId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        bookings.addAll(inClosedNights(jdbc, fresh));
        var ofBookings = jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(OF_BOOKINGS);
                    statement.setArray(1, connection.createArrayOf("uuid", bookings.toArray()));
                    return statement;
                },
                NOTED);
        var closedDays = closedDays(jdbc, ofBookings);
        var sources = fresh.stream().map(Noted::source).collect(Collectors.toSet());
        return ofBookings.stream()
                .collect(Collectors.groupingBy(noted -> Objects.requireNonNull(noted.bookingId())))
                .entrySet()
                .stream()
                .map(booking -> touched(booking.getKey(), booking.getValue(), closedDays, sources))
                .toList();
    }

    private static Touched touched(
            UUID bookingId, List<Noted> facts, Map<String, List<Noted>> closedDays, Set<Source> fresh) {
        var now = new ArrayList<>(facts);
        facts.stream()
                .filter(LedgerFacts::isArrival)
                .map(Noted::hotelId)
                .distinct()
                .forEach(hotel -> now.addAll(closedDays.getOrDefault(hotel, List.of())));
        var before =
                now.stream().filter(noted -> !fresh.contains(noted.source())).toList();
        return new Touched(bookingId, before, now);
    }

    private static Set<UUID> inClosedNights(JdbcTemplate jdbc, List<Noted> fresh) {
        var days = fresh.stream()
                .filter(noted -> noted.bookingId() == null)
                .map(noted -> new ClosedDay(noted.hotelId(), noted.businessDate()))
                .collect(Collectors.toSet());
        var bookings = new HashSet<UUID>();
        days.forEach(day -> bookings.addAll(jdbc.queryForList(IN_THE_NIGHT, UUID.class, day.hotelId(), day.date())));
        return bookings;
    }

    /** Of each hotel those since the first of these guests has arrived. */
    private static Map<String, List<Noted>> closedDays(JdbcTemplate jdbc, Collection<Noted> ofBookings) {
        var since = ofBookings.stream()
                .filter(LedgerFacts::isArrival)
                .collect(
                        Collectors.toMap(Noted::hotelId, noted -> noted.source().offset(), Math::min));
        var days = new HashMap<String, List<Noted>>();
        since.forEach((hotel, offset) -> days.put(hotel, jdbc.query(CLOSED_DAYS, NOTED, hotel, offset)));
        return days;
    }

    private static boolean isArrival(Noted noted) {
        return noted.fact() instanceof LedgerFact.Arrived;
    }
}
