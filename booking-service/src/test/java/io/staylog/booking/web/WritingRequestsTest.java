package io.staylog.booking.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.edge.web.Fingerprint;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.RestrictionsSet;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is taken in goes to the log as it was said. */
class WritingRequestsTest extends EdgeTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Autowired
    RegistryDouble registry;

    private Object event(ProducerRecord<String, byte[]> record) {
        var topics = Topics.all().toArray(io.staylog.schemas.Topic[]::new);
        return new EventDeserializer(new SchemaRegistry(registry.url()), topics)
                .deserialize(record.topic(), record.value());
    }

    @Test
    void a_booking_goes_to_the_log_under_its_hotel_and_the_guest_to_a_topic_of_its_own() {
        var answer = http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", "k", "traceparent", TRACE);
        assertThat(answer.status()).isEqualTo(202);

        assertThat(log.history()).hasSize(2);
        var profile = log.history().getFirst();
        var guest = (GuestProfileSet) event(profile);
        assertThat(profile.topic()).isEqualTo("guest.profiles");
        assertThat(profile.key()).isEqualTo(guest.getGuestId().toString());
        assertThat(guest.getName()).isEqualTo("Anna Example");
        var record = log.history().getLast();
        var request = (BookingRequested) event(record);
        assertThat(record.topic()).isEqualTo("booking.requests");
        assertThat(record.key()).isEqualTo("rio");
        assertThat(record.partition()).isNull();
        assertThat(request.getGuestId()).isEqualTo(guest.getGuestId());
        assertThat(request.getChannel()).isEqualTo(Channel.DIRECT_WEB);
        assertThat(request.getActor().getType()).isEqualTo(ActorType.GUEST);
        assertThat(new String(record.value(), UTF_8)).doesNotContain("Anna", "example.org");
        assertThat(answer.json().path("requestId").asString())
                .isEqualTo(request.getRequestId().toString());
        assertThat(answer.json().path("bookingId").asString())
                .isEqualTo(request.getBookingId().toString());
        assertThat(answer.header("Location")).isEqualTo("/v1/bookings/" + request.getBookingId());
    }

    @Test
    void headers_tell_the_trace_the_type_and_what_was_asked() {
        http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", "k", "traceparent", TRACE);
        var record = log.history().getLast();
        var headers = record.headers();
        assertThat(EventHeaders.text(headers, EventHeaders.TRACE_PARENT))
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
                .isNotEqualTo(TRACE);
        assertThat(EventHeaders.text(headers, EventHeaders.TYPE))
                .isEqualTo("io.staylog.schemas.booking.BookingRequested");
        assertThat(EventHeaders.text(headers, EventHeaders.SUBJECT)).isEqualTo("rio");
        var request = (BookingRequested) event(record);
        assertThat(EventHeaders.text(headers, EventHeaders.ID)).matches(request.getRequestId() + "/[0-9a-f]{16}");
    }

    @Test
    void the_same_key_is_the_same_request_also_in_other_words() {
        var reordered =
                booking().replace("\"currency\": \"EUR\",", "").replaceFirst("}\\s*$", ",\"currency\":\"EUR\"}");
        for (var body : new String[] {booking(), booking(), booking().replace("\n", "  "), reordered}) {
            assertThat(http.post("/v1/hotels/rio/bookings", body, "Idempotency-Key", "same")
                            .status())
                    .isEqualTo(202);
        }
        http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", "other");
        http.post("/v1/hotels/oslo/bookings", booking(), "Idempotency-Key", "same");
        var ids = requestRecords();
        assertThat(ids).hasSize(6);
        assertThat(ids.subList(0, 4).stream().distinct()).hasSize(1);
        assertThat(ids.stream().map(id -> id.split("/")[0]).distinct()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"-03, -04", "Anna Example, Bela Example", "anna@example.org, bela@example.org"})
    void another_request_or_another_guest_under_the_same_key_is_told_so_and_nothing_is_kept_of_it(
            String part, String other) {
        var key = "reused-" + UUID.randomUUID();
        assertThat(http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", key)
                        .status())
                .isEqualTo(202);
        log.clear();
        var answer = http.post("/v1/hotels/rio/bookings", booking().replace(part, other), "Idempotency-Key", key);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("idempotency_conflict");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void a_fingerprint_is_the_same_in_every_release() {
        // What is on the log with it is compared with what comes after the next deployment.
        var body = new CalendarBodies.PricesBody(
                "flex",
                "double",
                LocalDate.parse("2026-12-01"),
                LocalDate.parse("2026-12-08"),
                "EUR",
                100L,
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY));
        assertThat(Fingerprint.of("PUT", "/v1/hotels/rio/prices", null, body)).isEqualTo("bd72d368f943952b");
        assertThat(Fingerprint.of("PUT", "/v1/hotels/rio/prices", "\"2\"", body))
                .isNotEqualTo("bd72d368f943952b");
    }

    private List<String> requestRecords() {
        return log.history().stream()
                .filter(record -> record.topic().equals("booking.requests"))
                .map(record -> EventHeaders.text(record.headers(), EventHeaders.ID))
                .toList();
    }

    @Test
    void names_in_any_writing_are_kept_as_they_are() {
        for (var name :
                new String[] {"Müller", "עברית", "<img src=file:///etc/passwd>", "=HYPERLINK(1)", "👩‍👩‍👧", "李"}) {
            log.clear();
            var answer = http.post(
                    "/v1/hotels/rio/bookings",
                    booking().replace("Anna Example", name),
                    "Idempotency-Key",
                    name.hashCode() + "");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(((GuestProfileSet) event(log.history().getFirst())).getName())
                    .isEqualTo(name);
        }
    }

    @Test
    void letters_and_their_accents_become_one() {
        http.post("/v1/hotels/rio/bookings", booking().replace("Anna", "Ju\\u0308rgen"), "Idempotency-Key", "accents");
        assertThat(((GuestProfileSet) event(log.history().getFirst())).getName())
                .startsWith("J\u00fcrgen");
    }

    @Test
    void weekdays_become_bits_and_what_is_left_out_gets_its_default() {
        http.put("/v1/hotels/rio/prices", """
                {"ratePlanId": "flex", "roomTypeId": "double", "from": "2026-12-01", "to": "2026-12-08",
                 "currency": "EUR", "grossMinor": 0, "weekdays": ["MONDAY", "SUNDAY"]}
                """);
        http.put(
                "/v1/hotels/rio/restrictions",
                "{\"from\": \"2026-12-01\", \"to\": \"2026-12-08\", \"stopSell\": true}");
        assertThat(((PricesSet) event(log.history().getFirst())).getWeekdays()).isEqualTo(0b1000001);
        var restrictions = (RestrictionsSet) event(log.history().getLast());
        assertThat(restrictions.getRoomTypeId()).isNull();
        assertThat(restrictions.getStopSell()).isTrue();
        assertThat(restrictions.getMaxStay()).isZero();
    }

    @Test
    void a_log_that_does_not_confirm_leaves_the_outcome_unknown_and_says_so() {
        log.sendException = new TimeoutException("no broker in this test");
        var answer = http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", "k", "Prefer", "wait=5");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("outcome_unknown");
        assertThat(answer.json().path("correlationId").asString()).isNotBlank();
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.response().body()).doesNotContain("no broker in this test");
    }

    @Test
    void who_waits_in_vain_is_told_where_to_look() {
        var answer = http.post("/v1/hotels/rio/bookings", booking(), "Idempotency-Key", "k", "Prefer", "wait=1");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }
}
