package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.Main;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.systemtests.Books.Money;
import io.staylog.systemtests.reference.HotelTotals;
import io.staylog.systemtests.reference.HotelTotals.Cash;
import io.staylog.systemtests.reference.HotelTotals.Movement;
import io.staylog.systemtests.reference.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real bookings through everything, with too few rooms and one part after the other killed: it comes to what it must. */
@Order(5)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final boolean KILLS = Boolean.parseBoolean(System.getProperty("kills", "true"));
    private static final int TURNED_AWAY_MIN = 1_000;
    private static final long REPLAY_MINUTES_MAX = 20;
    private static final List<String> REPORTS = List.of("totals", "nights", "event-days", "months", "arrivals", "cash");

    private Staylog staylog;
    private Log log;
    private Slice slice;

    @BeforeAll
    void start(Staylog running, @TempDir Path directory) throws Exception {
        slice = Slice.write(directory);
        staylog = running;
        log = running.log();
        System.out.println("ReplayIT: -Dseed=" + SEED);
    }

    @AfterAll
    void close() {
        if (log != null) {
            log.close();
        }
    }

    @Test
    @Order(1)
    void whatever_is_killed_meanwhile_the_end_is_that_of_the_reference() throws Exception {
        long begin = log.size(Topics.BOOKING_REQUESTS.name());
        var replay = CompletableFuture.supplyAsync(this::replay, Thread::startVirtualThread);
        if (KILLS) {
            killOneAfterTheOther(begin, replay);
        }
        assertThat(replay.get(REPLAY_MINUTES_MAX, TimeUnit.MINUTES)).isZero();
        assertThat(outcomes()).isEqualTo(slice.expected().outcomes());
        assertThat(slice.expected().hotels().values().stream()
                        .mapToInt(HotelTotals::rejected)
                        .sum())
                .isGreaterThan(TURNED_AWAY_MIN);
        slice.expected().hotels().forEach(this::assertReported);
    }

    private int replay() {
        var settings = staylog.settings();
        String[] arguments = {
            "dataset",
            "replay",
            slice.bookings().toString(),
            "--capacity=" + slice.capacity(),
            "--window=3", // A part takes seconds to come back, and the replay must outlast all of them.
            "--stall=10s",
            "--home=" + settings.dataDir(),
            "--bootstrap-servers=" + settings.bootstrapServers(),
            "--registry=" + settings.registryUrl()
        };
        return Main.commandLine(arguments).execute(arguments);
    }

    /** At even distances over the first half of the replay, in any order. What is refused is never asked about again. */
    private void killOneAfterTheOther(long begin, CompletableFuture<Integer> replay) throws InterruptedException {
        var parts = new ArrayList<>(List.of(Part.values()));
        Collections.shuffle(parts, new Random(SEED));
        for (int i = 0; i < parts.size(); i++) {
            long wanted = begin + (long) slice.requests() / 2 * (i + 1) / (parts.size() + 1);
            Books.await()
                    .atMost(REPLAY_MINUTES_MAX, TimeUnit.MINUTES)
                    .until(() -> replay.isDone() || log.size(Topics.BOOKING_REQUESTS.name()) >= wanted);
            assertThat(replay)
                    .as("the replay, before %s is killed", parts.get(i))
                    .isNotDone();
            System.out.println("ReplayIT: killing " + parts.get(i) + " at request "
                    + (log.size(Topics.BOOKING_REQUESTS.name()) - begin));
            staylog.killAndRestart(parts.get(i));
        }
    }

    /** Of every booking, from the log alone. */
    private List<Outcome> outcomes() {
        var outcomes = new HashMap<UUID, Outcome>();
        for (var hotel : slice.expected().hotels().keySet()) {
            log.events(Topics.BOOKING_EVENTS, Slice.hotelId(hotel)).forEach(event -> see(event, outcomes));
        }
        return slice.rows().stream()
                .map(row -> outcomes.getOrDefault(row.bookingId(), Outcome.NONE))
                .toList();
    }

    private static void see(SpecificRecord event, Map<UUID, Outcome> outcomes) {
        switch (event) {
            case BookingConfirmed e ->
                assertThat(outcomes.put(e.getBookingId(), Outcome.CONFIRMED)).isNull();
            case BookingCancelled e ->
                assertThat(outcomes.put(e.getBookingId(), Outcome.CANCELLED)).isEqualTo(Outcome.CONFIRMED);
            case GuestCheckedIn e ->
                assertThat(outcomes.put(e.getBookingId(), Outcome.IN_HOUSE)).isEqualTo(Outcome.CONFIRMED);
            case GuestCheckedOut e ->
                assertThat(outcomes.put(e.getBookingId(), Outcome.CHECKED_OUT)).isEqualTo(Outcome.IN_HOUSE);
            case BookingNoShow e ->
                assertThat(outcomes.put(e.getBookingId(), Outcome.NO_SHOW)).isEqualTo(Outcome.CONFIRMED);
            case RequestRejected e -> {
                assertThat(e.getCode()).as("%s", e).isEqualTo("sold_out");
                assertThat(outcomes.put(e.getBookingId(), Outcome.REJECTED)).isNull();
            }
            default -> {}
        }
    }

    private void assertReported(String hotel, HotelTotals expected) {
        var id = Slice.hotelId(hotel);
        var refunds = expected.cash(Cash.REFUND);
        long captured = expected.netCashMinor() + refunds.minor();
        long captures = expected.cash().values().stream()
                        .mapToLong(HotelTotals.Sum::count)
                        .sum()
                - refunds.count();
        assertThat(Books.agreed(staylog, log, id))
                .isEqualTo(new Money(captures, captured, refunds.count(), refunds.minor()));
        eventually(() -> {
            var totals = rows("totals", id).get(0);
            assertThat(totals.get("bookings").asInt()).isEqualTo(expected.confirmed());
            assertThat(totals.get("checkedOut").asInt()).isEqualTo(expected.checkedOut());
            assertThat(totals.get("cancelled").asInt()).isEqualTo(expected.cancelled());
            assertThat(totals.get("noShow").asInt()).isEqualTo(expected.noShow());
            assertThat(totals.get("roomNightsSold").asLong()).isEqualTo(expected.roomNights());
            assertThat(totals.get("revenueGrossMinor").asLong()).isEqualTo(expected.revenueMinor());
            assertThat(totals.get("netCashMinor").asLong()).isEqualTo(expected.netCashMinor());
        });
        assertThat(nights(id)).isEqualTo(expected.nights());
        assertThat(eventDays(id)).isEqualTo(days(expected));
    }

    /** What happened on each business date; days of which there is nothing to tell are left out. */
    private Map<LocalDate, Map<Movement, HotelTotals.Sum>> eventDays(String hotelId) {
        var days = new HashMap<LocalDate, Map<Movement, HotelTotals.Sum>>();
        for (var row : rows("event-days", hotelId)) {
            var day = new EnumMap<Movement, HotelTotals.Sum>(Movement.class);
            put(day, Movement.BOOKED, row, "booked");
            put(day, Movement.CANCELLED, row, "cancelled");
            put(day, Movement.NO_SHOW, row, "noShow");
            put(day, Movement.ARRIVAL, row, "arrivals");
            put(day, Movement.DEPARTURE, row, "departures");
            if (!day.isEmpty()) {
                days.put(LocalDate.parse(row.get("period").asString()), day);
            }
        }
        return days;
    }

    /** Of those who come and leave, the report has only the number. */
    private static void put(Map<Movement, HotelTotals.Sum> day, Movement movement, JsonNode row, String column) {
        int count = row.get(column).asInt();
        if (count > 0) {
            long nights = row.path(column + "Nights").asLong();
            long minor = row.path(column + "ValueMinor").asLong();
            day.put(movement, new HotelTotals.Sum(count, nights, minor));
        }
    }

    private static Map<LocalDate, Map<Movement, HotelTotals.Sum>> days(HotelTotals expected) {
        var days = new HashMap<LocalDate, Map<Movement, HotelTotals.Sum>>();
        expected.days().forEach((date, movements) -> {
            var day = new EnumMap<Movement, HotelTotals.Sum>(Movement.class);
            movements.forEach((movement, sum) -> day.put(
                    movement,
                    movement == Movement.ARRIVAL || movement == Movement.DEPARTURE
                            ? new HotelTotals.Sum(sum.count(), 0, 0)
                            : sum));
            days.put(date, day);
        });
        return days;
    }

    private Map<LocalDate, HotelTotals.Night> nights(String hotelId) {
        var nights = new HashMap<LocalDate, HotelTotals.Night>();
        for (var row : rows("nights", hotelId)) {
            nights.put(
                    LocalDate.parse(row.get("period").asString()),
                    new HotelTotals.Night(
                            row.get("roomNightsSold").asInt(),
                            row.get("grossMinor").asLong()));
        }
        return nights;
    }

    private JsonNode rows(String report, String hotelId) {
        return staylog.reporting()
                .read("/v1/reports/" + report + "?hotel=" + hotelId)
                .get("rows");
    }

    @Test
    @Order(2)
    void a_restart_of_everything_loses_nothing() {
        var reports = reports();
        var events = log.size(Topics.BOOKING_EVENTS.name());
        var booking = slice.rows().getFirst().bookingId();
        var shown = staylog.booking().read("/v1/bookings/" + booking);
        staylog.restartAll();
        assertThat(log.size(Topics.BOOKING_EVENTS.name())).isGreaterThanOrEqualTo(events);
        eventually(() ->
                assertThat(staylog.booking().read("/v1/bookings/" + booking)).isEqualTo(shown));
        eventually(() -> assertThat(reports()).isEqualTo(reports));
        var hotel = TestHotel.open(staylog, "after", 1);
        hotel.booked(TestHotel.PREPAID, 10, 11);
    }

    @Test
    @Order(3)
    void reports_rebuilt_from_the_log_are_the_same() {
        var reports = reports();
        staylog.reporting()
                .send("POST", "/v1/projections/rebuild", null, Map.of())
                .expect(202);
        eventually(() -> assertThat(rebuild().get("phase").asString()).isIn("DONE", "FAILED"));
        var rebuild = rebuild();
        assertThat(rebuild.get("phase").asString()).as("%s", rebuild).isEqualTo("DONE");
        assertThat(rebuild.get("equal").asBoolean()).as("%s", rebuild).isTrue();
        assertThat(rebuild.get("switched").asBoolean()).isTrue();
        assertThat(reports()).isEqualTo(reports);
    }

    private JsonNode rebuild() {
        return staylog.reporting().read("/v1/projections").get("rebuild");
    }

    /** Every row of every report about both hotels. */
    private Map<String, JsonNode> reports() {
        var all = new HashMap<String, JsonNode>();
        for (var hotel : slice.expected().hotels().keySet()) {
            REPORTS.forEach(report -> all.put(hotel + " " + report, rows(report, Slice.hotelId(hotel))));
        }
        return all;
    }
}
