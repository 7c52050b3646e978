package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.DOUBLE;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.NIGHT;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.systemtests.ForeignClient.Run;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Programs that share no code with ours, in Python, Node and C, book and read; wherever their records land, all is right. */
@Order(2) // Before what fills the topics with rubbish.
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientsIT {
    static final List<ForeignClient> BOOKING_CLIENTS =
            List.of(ForeignClient.PYTHON, ForeignClient.NODE_DEFAULT, ForeignClient.NODE_LEGACY);

    private static final int HOTELS = 4;
    private static final int GUESTS = 3;
    private static final int ARRIVAL = 30;
    private static final int DEPARTURE = 32;
    private static final int REFUSED = 3;
    private static final int UNREACHABLE = 5;
    private static final Pattern FORWARDED = Pattern.compile("staylog_engine_forwarded_total\\{[^}]*} ([0-9.E]+)");

    private Staylog staylog;
    private Log log;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
    }

    @AfterAll
    void close() {
        log.close();
    }

    /** One guest's attempt. */
    private record Attempt(UUID requestId, UUID bookingId, Run run) {}

    @ParameterizedTest
    @FieldSource("BOOKING_CLIENTS")
    void of_several_guests_one_gets_the_only_room_and_is_told_wherever_the_partitioner_sends_them(ForeignClient client)
            throws Exception {
        client.require();
        long before = forwarded();
        var hotels = hotels(client);
        for (int i = 0; i < HOTELS; i++) {
            // Confirmed by the decision itself, and confirmed by the money.
            var plan = i % 2 == 0 ? FLEX : PREPAID;
            var attempts = attempts(client, hotels.get(i), plan);
            var winner = assertOneGetsIt(attempts);
            assertToldTheTruth(hotels.get(i), plan, winner);
            assertOneOrder(hotels.get(i), attempts);
            assertSoldOut(hotels.get(i), plan, winner);
        }
        long misrouted = hotels.stream().mapToLong(this::misrouted).sum();
        assertThat(misrouted)
                .as("requests that %s sent elsewhere than Java would", client)
                .isEqualTo(client.misroutes() ? HOTELS * GUESTS : 0);
        eventually(() -> assertThat(forwarded()).isGreaterThanOrEqualTo(before + misrouted));
        System.out.printf(
                "foreign: %s, %d requests for %d hotels, %d misrouted; forwarded by booking-service: %d -> %d%n",
                client, HOTELS * GUESTS, HOTELS, misrouted, before, forwarded());
    }

    /** Hotels with one room each, whose keys the client puts elsewhere than Java would, if it ever does that. */
    private List<TestHotel> hotels(ForeignClient client) {
        var hotels = new ArrayList<TestHotel>();
        int partitions = log.partitions(Topics.BOOKING_REQUESTS.name());
        while (hotels.size() < HOTELS) {
            var hotel = TestHotel.open(staylog, client.name(), 1);
            boolean isAtHome = client.partition(hotel.id(), partitions) == log.partition(hotel.id());
            if (isAtHome != client.misroutes()) {
                hotels.add(hotel);
            }
        }
        return hotels;
    }

    private List<Attempt> attempts(ForeignClient client, TestHotel hotel, String plan) throws Exception {
        var calls = IntStream.range(0, GUESTS)
                .<Callable<Attempt>>mapToObj(_ -> () -> attempt(client, hotel, plan))
                .toList();
        var attempts = new ArrayList<Attempt>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : executor.invokeAll(calls)) {
                attempts.add(call.get());
            }
        }
        return attempts;
    }

    private Attempt attempt(ForeignClient client, TestHotel hotel, String plan) {
        var requestId = UUID.randomUUID();
        var bookingId = UUID.randomUUID();
        return new Attempt(requestId, bookingId, book(client, hotel.id(), plan, requestId, bookingId));
    }

    private Run book(ForeignClient client, String hotelId, String plan, UUID requestId, UUID bookingId) {
        var today = LocalDate.now(ZoneId.of("Europe/Lisbon"));
        return client.run(
                staylog.settings(),
                List.of(
                        "--hotel",
                        hotelId,
                        "--room-type",
                        DOUBLE,
                        "--rate-plan",
                        plan,
                        "--arrival",
                        today.plusDays(ARRIVAL).toString(),
                        "--departure",
                        today.plusDays(DEPARTURE).toString(),
                        "--request-id",
                        requestId.toString(),
                        "--booking-id",
                        bookingId.toString(),
                        "--wait",
                        "90"));
    }

    private static Attempt assertOneGetsIt(List<Attempt> attempts) {
        assertThat(attempts).filteredOn(attempt -> attempt.run.exit() == 0).hasSize(1);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.run.exit() != 0)
                .allSatisfy(
                        attempt -> assertThat(attempt.run.expect(REFUSED).err()).contains("Refused (sold_out): "));
        return attempts.stream()
                .filter(attempt -> attempt.run.exit() == 0)
                .findFirst()
                .orElseThrow();
    }

    /** What the client printed is the event as it is on the log, enums, dates, UUIDs and amounts included. */
    private void assertToldTheTruth(TestHotel hotel, String plan, Attempt winner) {
        var printed = Http.JSON.readTree(winner.run.out());
        var confirmed = hotel.events(log, BookingConfirmed.class);
        assertThat(confirmed).extracting(BookingConfirmed::getBookingId).containsExactly(winner.bookingId);
        assertThat(printed.get("bookingId").asString()).isEqualTo(winner.bookingId.toString());
        assertThat(printed.get("hotelId").asString()).isEqualTo(hotel.id());
        assertThat(date(printed.get("businessDate")))
                .isEqualTo(confirmed.getFirst().getBusinessDate());
        if (plan.equals(FLEX)) {
            var terms = confirmed.getFirst().getTerms();
            var stay = printed.at("/terms/roomStays/0");
            assertThat(printed.at("/terms/channel").asString()).isEqualTo("OTA");
            assertThat(printed.at("/terms/confirmationCode").asString()).isEqualTo(terms.getConfirmationCode());
            assertThat(printed.at("/terms/totalGrossMinor").asLong()).isEqualTo(2 * NIGHT);
            assertThat(date(stay.get("arrivalDate"))).isEqualTo(hotel.day(ARRIVAL));
            assertThat(date(stay.at("/nights/1/night"))).isEqualTo(hotel.day(ARRIVAL + 1));
        }
    }

    /** As the client's Avro library gives it: a date, or days since 1970. */
    private static LocalDate date(JsonNode printed) {
        return printed.isNumber() ? LocalDate.ofEpochDay(printed.asLong()) : LocalDate.parse(printed.asString());
    }

    /** The hotel's own partition has every request once, and they were decided in that order, nowhere else. */
    private void assertOneOrder(TestHotel hotel, List<Attempt> attempts) {
        var asked = log.read(Topics.BOOKING_REQUESTS, List.of(log.partition(hotel.id()))).stream()
                .map(Log.Event::value)
                .filter(value -> value instanceof BookingRequested request
                        && request.getHotelId().equals(hotel.id()))
                .map(value -> ((BookingRequested) value).getRequestId())
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        attempts.stream().map(Attempt::requestId).toList());
        assertThat(hotel.events(log).stream().flatMap(ForeignClientsIT::answers))
                .containsExactlyElementsOf(asked);
        assertThat(records(Topics.BOOKING_EVENTS, hotel))
                .allMatch(event -> event.partition() == log.partition(hotel.id()));
    }

    private static Stream<UUID> answers(SpecificRecord event) {
        return switch (event) {
            case BookingHeld held -> Stream.ofNullable(held.getRequestId());
            case BookingConfirmed confirmed -> Stream.ofNullable(confirmed.getRequestId());
            case RequestRejected rejected -> Stream.of(rejected.getRequestId());
            default -> Stream.empty();
        };
    }

    private void assertSoldOut(TestHotel hotel, String plan, Attempt winner) {
        eventually(() -> assertThat(hotel.show(winner.bookingId).at("/status").asString())
                .isEqualTo("CONFIRMED"));
        var path = "/v1/hotels/%s/availability?ratePlan=%s&arrival=%s&departure=%s"
                .formatted(hotel.id(), plan, hotel.day(ARRIVAL), hotel.day(DEPARTURE));
        var offer = staylog.booking().read(path).at("/offers/0");
        assertThat(offer.get("rooms").asInt()).isZero();
        assertThat(offer.get("bookable").asBoolean()).isFalse();
    }

    /** How many of the hotel's records on booking.requests were written to another partition than the hotel's. */
    private long misrouted(TestHotel hotel) {
        return records(Topics.BOOKING_REQUESTS, hotel).stream()
                .filter(request -> request.partition() != log.partition(hotel.id()))
                .count();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(Topic topic, TestHotel hotel) {
        var all = IntStream.range(0, log.partitions(topic.name())).boxed().toList();
        return log.readRaw(topic.name(), all).stream()
                .filter(record -> record.key() != null && hotel.id().equals(new String(record.key(), UTF_8)))
                .toList();
    }

    private long forwarded() {
        var counter = FORWARDED.matcher(
                staylog.booking().get("/actuator/prometheus").expect(200).text());
        assertThat(counter.find()).as("booking-service shows the counter").isTrue();
        return (long) Double.parseDouble(counter.group(1));
    }

    @ParameterizedTest
    @FieldSource("BOOKING_CLIENTS")
    void a_request_that_is_repeated_is_answered_once_and_with_the_same_answer(ForeignClient client) {
        client.require();
        var hotel = TestHotel.open(staylog, client.name() + "-repeat", 1);
        var first = attempt(client, hotel, FLEX);
        var again = book(client, hotel.id(), FLEX, first.requestId, first.bookingId);
        assertThat(again.expect(0).out()).isEqualTo(first.run.expect(0).out());
        assertThat(hotel.events(log, BookingConfirmed.class)).hasSize(1);
    }

    @ParameterizedTest
    @FieldSource("BOOKING_CLIENTS")
    void a_client_that_names_no_ids_finds_its_answer_at_the_end_of_the_log(ForeignClient client) {
        client.require();
        var hotel = TestHotel.open(staylog, client.name() + "-plain", 1);
        var run = client.run(staylog.settings(), List.of("--hotel", hotel.id(), "--rate-plan", FLEX));
        var printed = Http.JSON.readTree(run.expect(0).out()).get("bookingId").asString();
        assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(confirmed -> confirmed.getBookingId().toString())
                .containsExactly(printed);
    }

    @ParameterizedTest
    @FieldSource("BOOKING_CLIENTS")
    void a_person_is_told_what_is_wrong(ForeignClient client) {
        client.require();
        var nowhere = book(client, "nowhere", FLEX, UUID.randomUUID(), UUID.randomUUID());
        assertThat(nowhere.expect(REFUSED).err()).contains("Refused (hotel_not_found): ");
        var noBroker = client.run(staylog.settings(), List.of("--bootstrap-servers", "127.0.0.1:1"));
        assertThat(noBroker.expect(UNREACHABLE).err()).contains("Kafka at 127.0.0.1:1", "Nothing was asked.");
        var noRegistry = client.run(staylog.settings(), List.of("--registry", "http://127.0.0.1:1"));
        assertThat(noRegistry.expect(UNREACHABLE).err())
                .contains("schema registry at http://127.0.0.1:1", "Nothing was asked.");
    }
}
