package io.staylog.reporting.report;

import io.staylog.reporting.projection.BookingStatus;
import io.staylog.reporting.report.Board.Figures;
import io.staylog.reporting.report.Board.Hotel;
import io.staylog.reporting.report.Board.Lead;
import io.staylog.reporting.report.Board.Night;
import io.staylog.reporting.report.Board.Overbooked;
import io.staylog.reporting.report.Board.Paid;
import io.staylog.reporting.report.Board.Payments;
import io.staylog.reporting.report.Board.Pickup;
import io.staylog.reporting.report.Board.Stay;
import io.staylog.reporting.report.Board.TypeNights;
import io.staylog.reporting.report.Snapshot.Standing;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the dashboard shows: hotels, the board of one, and the rows behind each of its numbers. */
public final class Boards {
    private static final int TILES_MAX = 200;
    private static final int NIGHTS = 90;
    private static final int LISTED_MAX = 6;
    private static final int TICKER_MAX = 10;
    private static final int BEHIND_MAX = 200;
    private static final int WEEKDAY_LAST_YEAR = 364;
    private static final int CLOSED_PICKUPS_MAX = 1_000;
    private static final Duration RECENTLY = Duration.ofMinutes(15);
    private static final List<String> LEADS =
            List.of("same day", "1", "2–3", "4–7", "8–14", "15–30", "31–60", "61–90", "over 90");
    private static final int IN_HOUSE_MAX = 5_000;

    private record NightRow(String roomTypeId, String name, LocalDate night, long rooms, long sold, long held) {}

    private record Bucket(int bucket, long bookings) {}

    private record Closed(String hotel, LocalDate on) {}

    private final Snapshot snapshot;
    private final Clock clock;
    // What a closed business date added to the books is history: whatever comes later carries a later date.
    private final Map<Closed, Pickup> closedPickups = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Closed, Pickup> eldest) {
            return size() > CLOSED_PICKUPS_MAX;
        }
    });

    Boards(Snapshot snapshot, Clock clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /** How a range of days before arrival is called. */
    public static String leadLabel(int bucket) {
        return bucket >= 1 && bucket <= LEADS.size() ? LEADS.get(bucket - 1) : "no such range";
    }

    /** What the rows stand on, without any rows. */
    public Standing<Boolean> standing() {
        return snapshot.read(jdbc -> true);
    }

    /** Hotels by name, as many as fit on a page. */
    public Standing<List<Board.Tile>> tiles(String find) {
        var clean = find.replace("\0", "");
        return snapshot.read(jdbc ->
                jdbc.sql(BoardSql.TILES).param("find", clean).param("limit", TILES_MAX).query(Board.Tile.class).stream()
                        .map(Objects::requireNonNull)
                        .toList());
    }

    /**
     * The board of one hotel.
     *
     * @throws ReportException if there is no such hotel
     */
    public Standing<Board> board(String hotelId) {
        return snapshot.read(jdbc -> {
            var hotel = hotel(jdbc, hotelId);
            var nights = nights(jdbc, hotel);
            return new Board(
                    hotel,
                    counts(jdbc, hotel),
                    lists(jdbc, hotel),
                    nights,
                    figures(jdbc, hotel),
                    of(jdbc, BoardSql.TICKER, hotel).param("limit", TICKER_MAX).query(Board.Tick.class).stream()
                            .map(Objects::requireNonNull)
                            .toList(),
                    of(jdbc, BoardSql.CHANNELS, hotel).query(Board.Slice.class).stream()
                            .map(Objects::requireNonNull)
                            .toList(),
                    leads(jdbc, hotel),
                    payments(jdbc, hotel),
                    overbooked(nights),
                    of(jdbc, BoardSql.REFUSALS, hotel).query(Board.Refusal.class).stream()
                            .map(Objects::requireNonNull)
                            .toList());
        });
    }

    /**
     * The rows behind a number.
     *
     * @throws ReportException if there is no such hotel or number
     */
    public Standing<Board.Rows> behind(String hotelId, Listing listing, Listing.About about) {
        return snapshot.read(jdbc -> {
            var hotel = hotel(jdbc, hotelId);
            listing.check(about, hotel.businessDate());
            var parameters = parameters(about, hotel.businessDate());
            long total = of(jdbc, BoardSql.count(listing), hotel)
                    .params(parameters)
                    .query(Long.class)
                    .single();
            var rows =
                    of(jdbc, BoardSql.rows(listing), hotel).params(parameters).param("limit", BEHIND_MAX);
            var table = listing.table();
            var stays = rows(rows, Stay.class, table == Listing.Table.BOOKING);
            var payments = rows(rows, Paid.class, table == Listing.Table.PAYMENT);
            return new Board.Rows(
                    hotel,
                    total,
                    stays,
                    payments,
                    rows(rows, Board.Refused.class, table == Listing.Table.REJECTION),
                    rows(rows, Board.Notified.class, table == Listing.Table.NOTIFICATION),
                    rows(rows, Board.Supplied.class, table == Listing.Table.SUPPLY),
                    stays.isEmpty() ? BoardEvents.ofPayments(jdbc, payments) : BoardEvents.ofBookings(jdbc, stays));
        });
    }

    private static <T> List<T> rows(JdbcClient.StatementSpec rows, Class<T> type, boolean isAsked) {
        return isAsked ? rows.query(type).stream().map(Objects::requireNonNull).toList() : List.of();
    }

    private static Map<String, @Nullable Object> parameters(Listing.About about, LocalDate open) {
        var type = about.type();
        var to = about.to();
        var on = about.on() == null && to != null && to.isAfter(open) ? open : about.on();
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("value", about.value());
        parameters.put("type", type == null ? null : type.replace("\0", ""));
        parameters.put("from", about.from());
        parameters.put("to", to);
        parameters.put("on", on == null ? to : on);
        return parameters;
    }

    /**
     * One booking.
     *
     * @throws ReportException if there is none of that id
     */
    public Standing<Board.OneBooking> booking(UUID bookingId) {
        return snapshot.read(jdbc -> {
            var hotelId = jdbc.sql(BoardSql.BOOKING_HOTEL)
                    .param("id", bookingId)
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> new ReportException(
                            ReportException.Kind.NOT_FOUND,
                            "booking_not_found",
                            "No event of this booking has been projected.",
                            Map.of("parameter", "bookingId")));
            var hotel = hotel(jdbc, hotelId);
            var stay =
                    BoardSql.STAYS.replace("{condition}", "b.booking_id = :id").replace("{order}", "b.booking_id");
            var paid = BoardSql.PAID.replace("{condition}", "p.booking_id = :id");
            return new Board.OneBooking(
                    hotel,
                    of(jdbc, stay, hotel)
                            .param("id", bookingId)
                            .param("limit", 1)
                            .query(Stay.class)
                            .single(),
                    jdbc.sql(BoardSql.GUEST)
                            .param("id", bookingId)
                            .query(String.class)
                            .single(),
                    of(jdbc, paid, hotel).param("id", bookingId).param("limit", BEHIND_MAX).query(Paid.class).stream()
                            .map(Objects::requireNonNull)
                            .toList(),
                    Invoices.of(jdbc, bookingId));
        });
    }

    /** The next nights of one hotel. */
    public Standing<Board.Nights> nights(String hotelId) {
        return snapshot.read(jdbc -> {
            var hotel = hotel(jdbc, hotelId);
            return new Board.Nights(hotel, nights(jdbc, hotel));
        });
    }

    private static Hotel hotel(JdbcClient jdbc, String hotelId) {
        Scope.check(jdbc, hotelId);
        return jdbc.sql(BoardSql.HOTEL)
                .param("hotel", hotelId)
                .query(Hotel.class)
                .single();
    }

    private static JdbcClient.StatementSpec of(JdbcClient jdbc, String sql, Hotel hotel) {
        return jdbc.sql(sql).param("hotel", hotel.hotelId()).param("day", hotel.businessDate());
    }

    private static Map<Behind, Long> counts(JdbcClient jdbc, Hotel hotel) {
        var counts = new EnumMap<Behind, Long>(Behind.class);
        for (var table : List.of(Listing.Table.BOOKING, Listing.Table.PAYMENT, Listing.Table.NOTIFICATION)) {
            var row = of(jdbc, BoardSql.counts(table), hotel).query().singleRow();
            for (var behind : BoardSql.plain(table)) {
                counts.put(behind, number(row, BoardSql.column(behind)));
            }
        }
        return counts;
    }

    private static Map<Behind, List<Stay>> lists(JdbcClient jdbc, Hotel hotel) {
        var today = of(jdbc, BoardSql.TODAY, hotel).param("limit", IN_HOUSE_MAX).query(Stay.class).stream()
                .map(Objects::requireNonNull)
                .toList();
        var inHouse = today.stream()
                .filter(s -> s.status().equals(BookingStatus.IN_HOUSE.name()))
                .toList();
        var lists = new EnumMap<Behind, List<Stay>>(Behind.class);
        lists.put(Behind.IN_HOUSE, first(inHouse.stream()));
        lists.put(
                Behind.DEPARTURES_DUE,
                first(inHouse.stream().filter(s -> s.departureDate().equals(hotel.businessDate()))));
        lists.put(
                Behind.ARRIVALS_DUE,
                first(today.stream().filter(s -> s.status().equals(BookingStatus.CONFIRMED.name()))));
        return lists;
    }

    private static List<Stay> first(Stream<Stay> stays) {
        return stays.limit(LISTED_MAX).toList();
    }

    private static List<TypeNights> nights(JdbcClient jdbc, Hotel hotel) {
        var types = new LinkedHashMap<String, TypeNights>();
        for (var row : of(jdbc, BoardSql.NIGHTS, hotel).param("nights", NIGHTS).query(NightRow.class).stream()
                .map(Objects::requireNonNull)
                .toList()) {
            types.computeIfAbsent(row.roomTypeId(), id -> new TypeNights(id, row.name(), new ArrayList<>()))
                    .nights()
                    .add(new Night(row.night(), row.rooms(), row.sold(), row.held()));
        }
        return List.copyOf(types.values());
    }

    private static List<Overbooked> overbooked(List<TypeNights> nights) {
        return nights.stream()
                .flatMap(type -> type.nights().stream()
                        .filter(night -> night.taken() > night.rooms())
                        .map(night -> new Overbooked(
                                night.night(), type.roomTypeId(), type.name(), night.rooms(), night.taken())))
                .toList();
    }

    private Figures figures(JdbcClient jdbc, Hotel hotel) {
        var day = hotel.businessDate();
        var first = day.withDayOfMonth(1);
        var month =
                NightReports.kpi(
                                jdbc,
                                new Scope(hotel.hotelId(), first, day),
                                By.MONTH,
                                NightReports.Base.PHYSICAL,
                                null)
                        .stream()
                        .findFirst();
        var sameWeekday = day.minusDays(WEEKDAY_LAST_YEAR);
        var closed = new Closed(hotel.hotelId(), sameWeekday);
        var lastYear = closedPickups.get(closed);
        if (lastYear == null) {
            lastYear = pickup(jdbc, hotel, sameWeekday);
            closedPickups.put(closed, lastYear);
        }
        return new Figures(
                first,
                month.map(Rows.Kpi::adrMinor).orElse(null),
                month.map(Rows.Kpi::revparMinor).orElse(null),
                month.map(Rows.Kpi::occupancyPct).orElse(null),
                month.map(Rows.Kpi::revenueMinor).orElse(0L),
                month.map(Rows.Kpi::roomsSold).orElse(0L),
                pickup(jdbc, hotel, day),
                lastYear,
                sameWeekday);
    }

    private static Pickup pickup(JdbcClient jdbc, Hotel hotel, LocalDate on) {
        return jdbc.sql(BoardSql.PICKUP)
                .param("hotel", hotel.hotelId())
                .param("on", on)
                .query(Pickup.class)
                .single();
    }

    private static List<Lead> leads(JdbcClient jdbc, Hotel hotel) {
        Map<Integer, Long> found =
                of(jdbc, BoardSql.LEADS, hotel).query(Bucket.class).stream()
                        .map(Objects::requireNonNull)
                        .toList()
                        .stream()
                        .collect(Collectors.toMap(Bucket::bucket, Bucket::bookings));
        var leads = new ArrayList<Lead>();
        for (int i = 0; i < LEADS.size(); i++) {
            leads.add(new Lead(i + 1, LEADS.get(i), found.getOrDefault(i + 1, 0L)));
        }
        return leads;
    }

    private Payments payments(JdbcClient jdbc, Hotel hotel) {
        var row = of(jdbc, BoardSql.PAYMENTS, hotel)
                .param("recently", Timestamp.from(clock.instant().minus(RECENTLY)))
                .query()
                .singleRow();
        return new Payments(
                number(row, "accepted15"),
                number(row, "declined15"),
                of(jdbc, BoardSql.DECLINES, hotel).query(Board.Decline.class).stream()
                        .map(Objects::requireNonNull)
                        .toList(),
                instant(row, "oldest_unknown_at"),
                number(row, "refunded_minor"),
                number(row, "disputed_minor"),
                instant(row, "evidence_due_at"));
    }

    private static long number(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable Instant instant(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Timestamp at ? at.toInstant() : null;
    }
}
