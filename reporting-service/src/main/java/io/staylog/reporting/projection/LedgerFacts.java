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
import java.util.LinkedHashMap;
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

    // Guests who have not come have no night that an audit could post.
    private static final String IN_THE_NIGHTS = """
            select distinct n.booking_id
            from unnest(?::text[], ?::date[]) as d(hotel_id, night)
            join booking_night n on n.hotel_id = d.hotel_id and n.night = d.night
            join booking b on b.booking_id = n.booking_id and b.checked_in_on is not null""";

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
        var known = known(jdbc, fresh);
        FACTS.execute(jdbc, fresh);
        return touched(jdbc, known, fresh);
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

    /** The facts, of before, about bookings that the new ones may say something of. */
    private static List<Noted> known(JdbcTemplate jdbc, List<Noted> fresh) {
        var bookings = fresh.stream()
                .map(Noted::bookingId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        bookings.addAll(inClosedNights(jdbc, fresh));
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(OF_BOOKINGS);
                    statement.setArray(1, connection.createArrayOf("uuid", bookings.toArray()));
                    return statement;
                },
                NOTED);
    }

    private static List<Touched> touched(JdbcTemplate jdbc, List<Noted> known, List<Noted> fresh) {
        var ofBookings = new LinkedHashMap<UUID, List<Noted>>();
        Stream.concat(known.stream(), fresh.stream()).forEach(noted -> {
            if (noted.bookingId() != null) {
                ofBookings
                        .computeIfAbsent(noted.bookingId(), id -> new ArrayList<>())
                        .add(noted);
            }
        });
        var closedDays = closedDays(jdbc, ofBookings.values());
        var sources = fresh.stream().map(Noted::source).collect(Collectors.toSet());
        return ofBookings.entrySet().stream()
                .map(booking -> touched(booking.getKey(), booking.getValue(), closedDays, sources))
                .toList();
    }

    private static Touched touched(
            UUID bookingId, List<Noted> facts, Map<String, Map<LocalDate, List<Noted>>> closedDays, Set<Source> fresh) {
        var now = new ArrayList<>(facts);
        facts.stream()
                .filter(LedgerFacts::isArrival)
                .map(Noted::hotelId)
                .distinct()
                .forEach(hotel -> nights(facts)
                        .forEach(night -> now.addAll(
                                closedDays.getOrDefault(hotel, Map.of()).getOrDefault(night, List.of()))));
        var before =
                now.stream().filter(noted -> !fresh.contains(noted.source())).toList();
        return new Touched(bookingId, before, now);
    }

    /** All nights that the booking ever had: the audits of other nights have nothing to post in it. */
    private static Set<LocalDate> nights(List<Noted> facts) {
        var nights = new TreeSet<LocalDate>();
        for (var noted : facts) {
            switch (noted.fact()) {
                case LedgerFact.Sold sold -> sold.nights().forEach(night -> nights.add(night.night()));
                case LedgerFact.Changed changed -> changed.nights().forEach(night -> nights.add(night.night()));
                default -> {}
            }
        }
        return nights;
    }

    private static Set<UUID> inClosedNights(JdbcTemplate jdbc, List<Noted> fresh) {
        var days = fresh.stream()
                .filter(noted -> noted.bookingId() == null)
                .map(noted -> new ClosedDay(noted.hotelId(), noted.businessDate()))
                .distinct()
                .toList();
        if (days.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(IN_THE_NIGHTS);
                    var hotels = days.stream().map(ClosedDay::hotelId).toArray();
                    var nights = days.stream().map(ClosedDay::date).toArray();
                    statement.setArray(1, connection.createArrayOf("text", hotels));
                    statement.setArray(2, connection.createArrayOf("date", nights));
                    return statement;
                },
                (row, n) -> Objects.requireNonNull(row.getObject(1, UUID.class))));
    }

    /** Of each hotel those since the first of these guests has arrived. */
    private static Map<String, Map<LocalDate, List<Noted>>> closedDays(
            JdbcTemplate jdbc, Collection<List<Noted>> bookings) {
        var since = bookings.stream()
                .flatMap(List::stream)
                .filter(LedgerFacts::isArrival)
                .collect(
                        Collectors.toMap(Noted::hotelId, noted -> noted.source().offset(), Math::min));
        var days = new HashMap<String, Map<LocalDate, List<Noted>>>();
        since.forEach((hotel, offset) -> days.put(
                hotel,
                jdbc.query(CLOSED_DAYS, NOTED, hotel, offset).stream()
                        .collect(Collectors.groupingBy(Noted::businessDate))));
        return days;
    }

    private static boolean isArrival(Noted noted) {
        return noted.fact() instanceof LedgerFact.Arrived;
    }
}
