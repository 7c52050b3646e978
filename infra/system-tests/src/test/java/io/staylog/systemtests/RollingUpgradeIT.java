package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Part;
import io.staylog.local.RunningPart;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services are exchanged for those of the next release one by one, and back again, while people book: old and new decide beside
 * each other, read each other's events, and it comes to what it must. {@link TomorrowsBuild} is the next release.
 */
@Order(7)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingUpgradeIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int HOTELS = 12;
    private static final int ROOMS = 6;
    private static final int REQUESTS_BETWEEN = 200;

    private final List<TestHotel> hotels = new ArrayList<>();
    private final Map<Part, Path> tomorrowsJars = new EnumMap<>(Part.class);
    private Staylog staylog;
    private Log log;
    private OtherRelease other;
    private Load load;
    private TomorrowsBuild tomorrow;
    private Map<UUID, TestHotel> acknowledged;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        System.out.println("RollingUpgradeIT: -Dseed=" + SEED);
        tomorrow = TomorrowsBuild.in(directory);
        for (var service : List.of(Part.BOOKING, Part.PAYMENT, Part.REPORTING)) {
            tomorrowsJars.put(service, tomorrow.jar(service));
        }
        staylog = Staylog.usual();
        staylog.stack().startAnother(Part.BOOKING);
        log = staylog.log();
        other = new OtherRelease(staylog.settings());
        IntStream.range(0, HOTELS).forEach(i -> hotels.add(TestHotel.open(staylog, "rolling", ROOMS)));
        load = new Load(SEED, log, other, hotels);
    }

    @AfterAll
    void close() {
        if (load != null) {
            load.close();
            other.close();
            log.close();
        }
        if (staylog != null) {
            staylog.close();
        }
    }

    @Test
    @Order(1)
    void services_are_exchanged_one_by_one_and_back_while_people_book() throws Exception {
        load.start();
        awaitRequests();
        registerTomorrow();
        load.useToo(tomorrow.schema(BookingRequested.class));
        awaitRequests();
        exchangeAll(true);
        exchangeAll(false);
        acknowledged = load.stop();
        System.out.println("RollingUpgradeIT: " + acknowledged.size() + " requests acknowledged meanwhile");
        eventually(() -> assertThat(folded().values())
                .allSatisfy(sold -> assertThat(sold.open()).isEmpty()));
    }

    /** The step of a deploy before the first service of the new release starts. */
    private void registerTomorrow() {
        assertThat(tomorrow.changed()).as("schemas that differ from today's").isPositive();
        for (var topic : Topics.all()) {
            tomorrow.schemas(topic)
                    .forEach((subject, schema) -> other.registry().register(subject, schema));
        }
    }

    /** Readers before writers, as it should be; the way back is the other way round. */
    private void exchangeAll(boolean forward) throws InterruptedException {
        var order = List.of("reporting-service", "payment-service", "booking-service", "booking-service-2");
        for (var name : forward ? order : order.reversed()) {
            var instance = instance(name);
            System.out.println("RollingUpgradeIT: " + name + " to " + (forward ? "tomorrow" : "today")
                    + "'s build at request " + load.sent());
            staylog.stack().restart(instance, forward ? tomorrowsJars.get(instance.part()) : null);
            awaitRequests();
        }
    }

    private RunningPart instance(String name) {
        return staylog.stack().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void awaitRequests() {
        int until = load.sent() + REQUESTS_BETWEEN;
        Books.await().until(() -> load.sent() >= until);
    }

    private Map<TestHotel, RoomsSold> folded() {
        var folded = new HashMap<TestHotel, RoomsSold>();
        hotels.forEach(hotel -> folded.put(hotel, RoomsSold.of(hotel.events(log), ROOMS)));
        return folded;
    }

    @Test
    @Order(2)
    void every_acknowledged_request_has_one_outcome_and_no_night_was_sold_twice() {
        eventually(() -> {
            var sold = folded(); // Fails where a night was sold twice.
            assertThat(acknowledged)
                    .allSatisfy((request, hotel) -> assertThat(sold.get(hotel).outcomes(request))
                            .as("outcomes of %s", request)
                            .hasSize(1));
        });
        var sold = folded();
        var counts = new TreeMap<String, Integer>();
        acknowledged.forEach((request, hotel) ->
                counts.merge(sold.get(hotel).outcomes(request).getFirst(), 1, Integer::sum));
        System.out.println("RollingUpgradeIT: outcomes " + counts);
        assertThat(sold.values()).anyMatch(RoomsSold::wasEverFull);
        assertThat(counts).containsKeys("confirmed", "held", "cancelled", "rejected: sold_out");
    }

    @Test
    @Order(2)
    void both_releases_have_written_and_the_new_symbol_is_only_where_the_new_one_did() {
        int fields = count(
                Topics.BOOKING_EVENTS, BookingConfirmed.class, event -> writtenBy(event, TomorrowsBuild.CONFIRMED_BY));
        int symbols = count(
                Topics.BOOKING_EVENTS, null, event -> OtherRelease.words(event).contains(TomorrowsBuild.SYMBOL));
        int money = count(
                Topics.PAYMENT_EVENTS, PaymentCaptured.class, event -> writtenBy(event, TomorrowsBuild.SETTLED_BY));
        int old = count(
                Topics.BOOKING_EVENTS, BookingConfirmed.class, event -> !event.hasField(TomorrowsBuild.CONFIRMED_BY));
        System.out.println("RollingUpgradeIT: of tomorrow's build " + fields + " BookingConfirmed, " + money
                + " PaymentCaptured, " + symbols + " events with " + TomorrowsBuild.SYMBOL + "; of today's " + old
                + " BookingConfirmed");
        assertThat(List.of(fields, symbols, money, old)).allMatch(count -> count > 0);
    }

    private static boolean writtenBy(GenericRecord event, String field) {
        return event.hasField(field) && TomorrowsBuild.WRITTEN.equals(String.valueOf(event.get(field)));
    }

    private interface Sign {
        boolean isIn(GenericRecord event);
    }

    private int count(Topic topic, @Nullable Class<?> type, Sign sign) {
        int found = 0;
        for (var record : log.readRaw(topic.name(), all(topic.name()))) {
            var writer = other.writer(record.value());
            if ((type == null || writer.getFullName().equals(type.getName()))
                    && sign.isIn(other.decode(record.value(), writer))) {
                found++;
            }
        }
        return found;
    }

    private List<Integer> all(String topic) {
        return IntStream.range(0, log.partitions(topic)).boxed().toList();
    }

    @Test
    @Order(2)
    void nobody_has_stopped_and_nothing_is_dead() {
        assertThat(staylog.stack().parts()).allMatch(RunningPart::isAlive);
        for (var service : List.of(staylog.booking(), staylog.payment(), staylog.reporting())) {
            service.get("/actuator/health/readiness").expect(200);
        }
        assertNothingIsDead();
    }

    @Test
    @Order(2)
    void reports_and_the_bank_say_what_the_log_says() {
        folded().forEach((hotel, sold) -> {
            Books.agreed(staylog, log, hotel.id());
            eventually(() -> {
                var totals = staylog.reporting()
                        .read("/v1/reports/totals?hotel=" + hotel.id())
                        .get("rows")
                        .get(0);
                assertThat(totals.get("bookings").asInt())
                        .as("bookings of %s", hotel.id())
                        .isEqualTo(sold.confirmed());
                assertThat(totals.get("cancelled").asInt())
                        .as("cancelled of %s", hotel.id())
                        .isEqualTo(sold.cancelled());
            });
            Books.assertNothingIsDoneTwice(staylog, log, hotel.id());
        });
    }

    @Test
    @Order(3)
    void the_old_build_begins_again_from_the_log_that_the_new_one_has_written() throws Exception {
        var before = new HashMap<TestHotel, Integer>();
        folded().forEach((hotel, sold) -> before.put(hotel, sold.confirmed()));
        for (var name : List.of("booking-service-2", "booking-service")) {
            instance(name).kill();
            delete(staylog.settings().dataDir().resolve(name).resolve("snapshots"));
        }

        staylog.stack().restart(instance("booking-service"));

        staylog.booking().get("/actuator/health/readiness").expect(200);
        for (var hotel : hotels) {
            var asked = hotel.request(TestHotel.FLEX, 60, 61, TestHotel.GOOD);
            log.asked(hotel.id(), asked);
            log.asked(hotel.id(), asked);
            eventually(() -> assertThat(RoomsSold.of(hotel.events(log), ROOMS))
                    .returns(List.of("confirmed"), sold -> sold.outcomes(asked.getRequestId()))
                    .returns(before.get(hotel) + 1, RoomsSold::confirmed));
        }
        assertNothingIsDead();
    }

    private void assertNothingIsDead() {
        for (var topic : Topics.all()) {
            assertThat(log.readRaw(topic.dead(), all(topic.dead())))
                    .as(topic.dead())
                    .isEmpty();
        }
    }

    private static void delete(Path directory) throws IOException {
        assertThat(directory).isDirectory();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
