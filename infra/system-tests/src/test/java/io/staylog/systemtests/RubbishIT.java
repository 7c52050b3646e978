package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentPurpose;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever anybody writes to Kafka: it gets its own clear answer, and good bookings beside it go on. */
@Order(3)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RubbishIT {
    private static final int ROOMS = 50_000;
    private static final long PACE_MS = 50;
    private static final int GOOD_MIN = 200;

    private final ScheduledExecutorService stream = Executors.newSingleThreadScheduledExecutor();
    private final ConcurrentLinkedQueue<UUID> good = new ConcurrentLinkedQueue<>();
    private Staylog staylog;
    private Log log;
    private TestHotel hotel;
    private ScheduledFuture<?> booking;

    /** The good bookings are of the same hotel, so they stand in the same line as the rubbish. */
    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
        hotel = TestHotel.open(staylog, "rubbish", ROOMS);
        booking = stream.scheduleAtFixedRate(this::bookSomethingGood, 0, PACE_MS, TimeUnit.MILLISECONDS);
    }

    @AfterAll
    void close() {
        stream.shutdownNow();
        log.close();
    }

    private void bookSomethingGood() {
        var request = hotel.request(FLEX, 10, 11, GOOD);
        log.ask(hotel.id(), request);
        good.add(request.getBookingId());
    }

    @ParameterizedTest
    @MethodSource("io.staylog.systemtests.Nonsense#requests")
    @Order(1)
    void a_request_that_makes_no_sense_is_rejected_with_its_own_code(Nonsense nonsense) {
        var request = nonsense.of(hotel);
        var hotelId = field(request, "hotelId").toString();
        var requestId = field(request, "requestId");
        log.asked(hotelId, request);
        eventually(() -> assertThat(log.events(Topics.BOOKING_EVENTS, hotelId, RequestRejected.class))
                .filteredOn(rejected -> rejected.getRequestId().equals(requestId))
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.getCode()).isEqualTo(nonsense.code());
                    assertThat(rejected.getMessage()).isNotBlank().doesNotContain("4111");
                }));
        assertGoodBookingsGoOn();
    }

    private static Object field(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }

    /** Bytes that no request can be read from, and what their dead letter says. */
    record Garbage(String name, String reason, Function<RubbishIT, byte[]> bytes, boolean hasKey) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Garbage> garbage() {
        return Stream.of(
                new Garbage("garbage bytes", "undecodable", it -> new byte[] {1, 2, 3, 4, 5, 6, 7}, true),
                new Garbage("text", "undecodable", it -> "{\"hotelId\":\"rio\"}".getBytes(UTF_8), true),
                new Garbage("nothing but a header", "undecodable", it -> new byte[] {0, 0, 0}, true),
                new Garbage("a schema that nobody registered", "undecodable", RubbishIT::underUnknownSchema, true),
                new Garbage("a record that breaks off", "undecodable", RubbishIT::brokenOff, true),
                new Garbage("a record with something behind it", "undecodable", RubbishIT::tooLong, true),
                new Garbage("a text beyond every limit", "undecodable", RubbishIT::withEndlessText, true),
                new Garbage("no key", "no-key", RubbishIT::good, false),
                new Garbage("no value", "no-value", it -> null, true),
                new Garbage("another hotel's key", "key-mismatch", RubbishIT::ofAnotherHotel, true),
                new Garbage("a payment that was never made", "wrong-topic", RubbishIT::forgedPayment, true),
                new Garbage("a fact where requests belong", "wrong-topic", RubbishIT::forgedConfirmation, true));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    @Order(2)
    void what_cannot_be_read_is_kept_as_a_dead_letter_with_its_reason(Garbage garbage) {
        var bytes = garbage.bytes().apply(this);
        int partition = log.partition(hotel.id());
        var sent = Log.done(log.write(Topics.BOOKING_REQUESTS, partition, garbage.hasKey() ? hotel.id() : null, bytes));
        eventually(() -> assertThat(deadLetters(sent)).singleElement().satisfies(dead -> {
            assertThat(dead.value()).isEqualTo(bytes);
            assertThat(EventHeaders.text(dead.headers(), "staylog_dead_reason")).isEqualTo(garbage.reason());
            assertThat(EventHeaders.text(dead.headers(), "staylog_dead_message"))
                    .isNotBlank();
        }));
        assertGoodBookingsGoOn();
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(RecordMetadata sent) {
        var offset = Long.toString(sent.offset());
        return log.readRaw(Topics.BOOKING_REQUESTS.dead(), List.of(sent.partition())).stream()
                .filter(dead -> offset.equals(EventHeaders.text(dead.headers(), "staylog_dead_offset")))
                .toList();
    }

    private byte[] good() {
        return log.encoded(Topics.BOOKING_REQUESTS, hotel.request(FLEX, 10, 11, GOOD));
    }

    private byte[] underUnknownSchema() {
        var bytes = good();
        bytes[1] = 0x7f;
        return bytes;
    }

    private byte[] brokenOff() {
        var bytes = good();
        return Arrays.copyOf(bytes, bytes.length - 7);
    }

    private byte[] tooLong() {
        var bytes = good();
        return Arrays.copyOf(bytes, bytes.length + 7);
    }

    private byte[] withEndlessText() {
        return log.encoded(
                Topics.BOOKING_REQUESTS,
                BookingRequested.newBuilder(hotel.request(FLEX, 10, 11, GOOD))
                        .setChannelReference("x".repeat(100_000))
                        .build());
    }

    private byte[] ofAnotherHotel() {
        return log.encoded(
                Topics.BOOKING_REQUESTS,
                BookingRequested.newBuilder(hotel.request(FLEX, 10, 11, GOOD))
                        .setHotelId("oslo")
                        .build());
    }

    private byte[] forgedPayment() {
        return log.encoded(Topics.PAYMENT_EVENTS, captured(UUID.randomUUID(), UUID.randomUUID()));
    }

    private byte[] forgedConfirmation() {
        return log.encoded(
                Topics.BOOKING_EVENTS,
                new BookingConfirmed(null, hotel.id(), UUID.randomUUID(), 1, hotel.day(0), null, null));
    }

    private PaymentCaptured captured(UUID bookingId, UUID paymentId) {
        return new PaymentCaptured(
                paymentId,
                hotel.id(),
                bookingId,
                1,
                PaymentPurpose.PREPAYMENT,
                1_000_000L,
                "EUR",
                "psp_forged",
                true,
                hotel.day(0),
                1,
                "",
                "");
    }

    @Test
    @Order(3)
    void a_made_up_payment_confirms_no_booking() {
        var request = hotel.request(PREPAID, 40, 41, "tok_unknown_forever");
        log.asked(hotel.id(), request);
        var held = Books.await().until(() -> held(request), found -> found != null);
        var forged = log.encoded(Topics.PAYMENT_EVENTS, captured(held.getBookingId(), held.getPaymentId()));
        var sent = Log.done(log.write(Topics.BOOKING_REQUESTS, null, hotel.id(), forged));
        eventually(() -> assertThat(deadLetters(sent)).hasSize(1));
        assertGoodBookingsGoOn();
        assertThat(hotel.show(request.getBookingId()).at("/status").asString()).isEqualTo("HELD");
    }

    private BookingHeld held(BookingRequested request) {
        return hotel.events(log, BookingHeld.class).stream()
                .filter(held -> held.getBookingId().equals(request.getBookingId()))
                .findFirst()
                .orElse(null);
    }

    @Test
    @Order(3)
    void a_record_of_a_type_that_nobody_here_knows_is_passed_over_and_counted() {
        var type = SchemaBuilder.record("PointsGranted")
                .namespace("com.example")
                .fields()
                .requiredInt("points")
                .endRecord();
        int id = log.register(Topics.BOOKING_REQUESTS, type);
        byte sevenPoints = 14; // Avro writes n as 2n.
        var bytes =
                ByteBuffer.allocate(6).put((byte) 0).putInt(id).put(sevenPoints).array();
        Log.done(log.write(Topics.BOOKING_REQUESTS, null, hotel.id(), bytes));
        assertGoodBookingsGoOn();
        eventually(
                () -> assertThat(staylog.booking().get("/actuator/prometheus").text())
                        .containsPattern("staylog_engine_skipped_total\\{[^}]*PointsGranted[^}]*} 1.0"));
    }

    @Test
    @Order(3)
    void a_good_request_on_the_wrong_partition_finds_its_way() {
        int partitions = log.partitions(Topics.BOOKING_REQUESTS.name());
        var requests = IntStream.range(0, partitions)
                .mapToObj(partition -> {
                    var request = hotel.request(FLEX, 20, 21, GOOD);
                    var bytes = log.encoded(Topics.BOOKING_REQUESTS, request);
                    Log.done(log.write(Topics.BOOKING_REQUESTS, partition, hotel.id(), bytes));
                    return request.getBookingId();
                })
                .toList();
        // Read from the hotel's own partition.
        eventually(() -> assertThat(confirmed()).containsAll(requests));
    }

    @Test
    @Order(4)
    void every_good_booking_was_confirmed_once_and_in_order() throws InterruptedException {
        assertThat(booking.isDone())
                .as("the good bookings beside the rubbish have ended")
                .isFalse();
        stream.shutdown();
        assertThat(stream.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        var expected = List.copyOf(good);
        System.out.println("RubbishIT: " + expected.size() + " good bookings beside the rubbish");
        assertThat(expected).hasSizeGreaterThan(GOOD_MIN);
        eventually(() ->
                assertThat(confirmed().stream().filter(good::contains).toList()).isEqualTo(expected));
    }

    @Test
    @Order(5)
    void no_card_number_has_gone_further_than_the_request_it_came_in() {
        for (var topic : List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS, Topics.GUEST_PROFILES)) {
            var everywhere =
                    IntStream.range(0, log.partitions(topic.name())).boxed().toList();
            assertThat(log.readRaw(topic.name(), everywhere))
                    .as(topic.name())
                    .extracting(record -> record.value() == null ? "" : new String(record.value(), UTF_8))
                    .noneMatch(text -> text.contains(Nonsense.CARD) || text.contains(Nonsense.CARD_IN_GROUPS));
        }
    }

    private List<UUID> confirmed() {
        return hotel.events(log, BookingConfirmed.class).stream()
                .map(BookingConfirmed::getBookingId)
                .toList();
    }

    private void assertGoodBookingsGoOn() {
        var request = hotel.request(FLEX, 10, 11, GOOD);
        log.asked(hotel.id(), request);
        eventually(() -> assertThat(confirmed()).contains(request.getBookingId()));
    }
}
