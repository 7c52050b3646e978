package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.MoneyEvents;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The timeline of a booking, read back from a real broker. */
class TellingTheTimelineTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BOOKING = MoneyEvents.bookingOf("p");
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        var asked = service.writeWith(Map.of("ce_id", "cancel-1"), cancellation());
        service.writeWith(
                Map.of("ce_id", "booking.requests/0/0/0"), held(BOOKING, "2026-03-01", stay(1, "2026-03-02", 10_000)));
        service.write(
                initiated("p", PaymentPurpose.GUARANTEE, 10_000, "2026-03-01"),
                MoneyEvents.started("p", 2, io.staylog.schemas.payment.BankOperation.AUTHORIZE, 1, false, null));
        service.writeWith(Map.of("ce_id", "payment.events/timer/0/3/0"), unknown("p", 3));
        service.writeWith(
                Map.of("ce_id", asked + "/0", "staylog_cause", "cancel-1", "traceparent", TRACE),
                cancelled(BOOKING, 2, "2026-03-01", 0));
        service.writeRaw(Topics.BOOKING_EVENTS.name(), HOTEL, ofANewType());
        await().atMost(SOON).until(() -> entries("").size() >= 7);
    }

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @AfterAll
    static void end() {
        service.close();
    }

    private static CancellationRequested cancellation() {
        return CancellationRequested.newBuilder()
                .setRequestId(id("cancel"))
                .setHotelId(HOTEL)
                .setBookingId(id(BOOKING))
                .setActor(new Actor(ActorType.STAFF, "desk-7"))
                .build();
    }

    private static byte[] ofANewType() throws IOException {
        var schema = new Schema.Parser().parse("""
                {"type":"record","name":"GuestSang","namespace":"io.staylog.schemas.booking","fields":[
                 {"name":"hotelId","type":"string"},
                 {"name":"bookingId","type":{"type":"string","logicalType":"uuid"}},
                 {"name":"paymentMethodToken","type":"string"},
                 {"name":"song","type":"string"}]}""");
        int id = new SchemaRegistry(service.registry.url())
                .register(Topics.BOOKING_EVENTS.name() + "-io.staylog.schemas.booking.GuestSang", schema);
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema)
                .write(
                        new GenericRecordBuilder(schema)
                                .set("hotelId", HOTEL)
                                .set("bookingId", id(BOOKING).toString())
                                .set("paymentMethodToken", "tok_canary")
                                .set("song", "Yesterday")
                                .build(),
                        encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static List<JsonNode> entries(String query) {
        var found = new ArrayList<JsonNode>();
        service.json("/v1/bookings/" + id(BOOKING) + "/timeline" + query)
                .path("rows")
                .forEach(found::add);
        return found;
    }

    private static JsonNode entry(String type) {
        return entries("").stream()
                .filter(e -> e.at("/type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_tells_requests_decisions_payments_and_what_a_timer_did_in_their_order() {
        assertThat(entries(""))
                .extracting(e -> e.at("/kind").asString() + " " + e.at("/type").asString())
                .containsSubsequence(
                        "DECISION BookingHeld",
                        "PAYMENT PaymentInitiated",
                        "PAYMENT PaymentAttemptStarted",
                        "PAYMENT PaymentOutcomeUnknown",
                        "REQUEST CancellationRequested",
                        "DECISION BookingCancelled",
                        "DECISION GuestSang");
        assertThat(entry("PaymentOutcomeUnknown").at("/byTimer").asBoolean()).isTrue();
        assertThat(entry("PaymentOutcomeUnknown").at("/actorType").asString()).isEqualTo("SYSTEM");
        assertThat(entry("BookingCancelled").at("/byTimer").asBoolean()).isFalse();
    }

    @Test
    void it_says_who_asked_for_what_was_decided_and_by_which_trace() {
        var cancelled = entry("BookingCancelled");
        assertThat(List.of(
                        cancelled.at("/actorType").asString(),
                        cancelled.at("/actorId").asString(),
                        cancelled.at("/cause").asString(),
                        cancelled.at("/traceParent").asString()))
                .containsExactly("STAFF", "desk-7", "booking.requests/" + partitionOfRequest() + "/0", TRACE);
        assertThat(entry("CancellationRequested").at("/requestId").asString())
                .isEqualTo(id("cancel").toString());
    }

    private static int partitionOfRequest() {
        return entry("CancellationRequested").at("/partition").asInt();
    }

    @Test
    void a_request_that_the_log_has_no_more_leaves_its_event_where_it_is() {
        // It points at offset 0 of a partition in which nothing, or something else, stands.
        assertThat(entry("BookingHeld").at("/cause").asString()).isEqualTo("booking.requests/0/0");
    }

    @Test
    void it_names_the_schema_and_its_writer_and_shows_the_fields() {
        var held = entry("BookingHeld");
        assertThat(held.at("/schemaId").asInt()).isPositive();
        assertThat(held.at("/schemaVersion").asInt()).isOne();
        assertThat(held.at("/writer").asString()).isEqualTo("booking-service");
        assertThat(held.at("/data/terms/roomStays/0/arrivalDate").asString()).isEqualTo("2026-03-02");
        assertThat(held.at("/businessDate").asString()).isEqualTo("2026-03-01");
    }

    @Test
    void an_event_of_a_type_that_is_newer_than_the_service_is_told_too_and_means_of_payment_are_masked() {
        var sang = entry("GuestSang");
        assertThat(sang.at("/data/song").asString()).isEqualTo("Yesterday");
        assertThat(sang.toString()).doesNotContain("tok_canary");
    }

    @Test
    void its_pages_go_on_where_the_last_one_ended() {
        var first = service.json("/v1/bookings/" + id(BOOKING) + "/timeline?limit=2");
        var types = new ArrayList<String>();
        var page = first;
        while (true) {
            page.path("rows").forEach(row -> types.add(row.at("/type").asString()));
            if (!page.has("next")) {
                break;
            }
            page = service.json("/v1/bookings/" + id(BOOKING) + "/timeline?limit=2&cursor="
                    + page.at("/next").asString());
        }
        assertThat(types)
                .containsExactlyElementsOf(
                        entries("").stream().map(e -> e.at("/type").asString()).toList());
    }

    @Test
    void nothing_is_told_of_a_booking_that_nobody_knows() {
        var answer = service.get("/v1/bookings/" + id("stranger") + "/timeline");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningService.json(answer).at("/code").asString()).isEqualTo("booking_not_found");
    }
}
