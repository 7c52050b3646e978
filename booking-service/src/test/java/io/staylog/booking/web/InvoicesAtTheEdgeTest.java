package io.staylog.booking.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.view.ViewFixture;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What callers are told about invoices, and what of whom goes where. */
class InvoicesAtTheEdgeTest extends EdgeTest {
    private static final String BUYER = """
            {"buyer": {"name": "Anna Almeida", "address": "Rua do Carmo 5\\nLisboa", "vatNumber": "PT123456789",
             "email": "anna@example.org"}}
            """;

    @Autowired
    RegistryDouble registry;

    private static int hotels;
    private String hotelId;
    private ViewFixture hotel;
    private UUID bookingId;

    @BeforeEach
    void somebodyHasLeft() {
        hotelId = "invoicing-" + ++hotels;
        hotel = new ViewFixture(model, hotelId, 2, new AtomicReference<>(Instant.now())).open(10);
        bookingId = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        closeDays(1, 5);
        hotel.decide(new BookingCommand.CheckIn(request("CheckInReported"), bookingId, "12"), null);
        closeDays(5, 7);
        hotel.decide(new BookingCommand.CheckOut(request("CheckOutReported"), bookingId), null);
    }

    @Test
    void the_buyer_goes_to_the_guests_topic_and_the_log_gets_an_id() {
        assertThat(invoice("k").status()).isEqualTo(202);

        assertThat(log.history()).hasSize(2);
        var party = (InvoicePartySet) event(log.history().getFirst());
        assertThat(log.history().getFirst().topic()).isEqualTo("guest.profiles");
        assertThat(log.history().getFirst().key()).isEqualTo(party.getPartyId().toString());
        assertThat(party.getName()).isEqualTo("Anna Almeida");
        assertThat(party.getAddress()).isEqualTo("Rua do Carmo 5\nLisboa");
        assertThat(party.getHotelId()).isEqualTo(hotelId);
        assertThat(party.getKeepUntil()).isEqualTo("2036-12-31");
        var record = log.history().getLast();
        var request = (InvoiceRequested) event(record);
        assertThat(record.key()).isEqualTo(hotelId);
        assertThat(request.getPartyId()).isEqualTo(party.getPartyId());
        assertThat(request.getBookingId()).isEqualTo(bookingId);
        assertThat(request.getBuyerVatCountry()).isEqualTo("PT");
        assertThat(new String(record.value(), UTF_8)).doesNotContain("Anna", "Carmo", "PT123");
    }

    @Test
    void the_answer_names_the_number_and_a_credit_note_takes_it_back() {
        var asked = invoice("k");
        hotel.decide(
                new BookingCommand.IssueInvoice(
                        new Request(uuid(asked, "requestId"), "InvoiceRequested"), bookingId, party(), "PT"),
                recordId());
        var issued = invoice("k").json().at("/invoices/0");
        assertThat(issued.path("series").asString()).isEqualTo("INV");
        assertThat(issued.path("number").asInt()).isEqualTo(1);
        assertThat(issued.path("totalGrossMinor").asLong()).isEqualTo(20_000);
        assertThat(issued.path("credited").asBoolean()).isFalse();

        var path = "/v1/bookings/" + bookingId + "/invoices/INV/1/credit-notes";
        var credit = http.post(path, "{\"reason\": \"wrong address\"}", "Idempotency-Key", "c");
        assertThat(credit.status()).isEqualTo(202);
        var request = (CreditNoteRequested) event(log.history().getLast());
        assertThat(request.getNumber()).isEqualTo(1);
        hotel.decide(
                new BookingCommand.IssueCreditNote(
                        new Request(request.getRequestId(), "CreditNoteRequested"),
                        bookingId,
                        "INV",
                        1,
                        "wrong address"),
                recordId());
        var shown = http.get("/v1/bookings/" + bookingId).json();
        assertThat(shown.at("/invoices/0/credited").asBoolean()).isTrue();
        assertThat(shown.path("version").asInt()).isEqualTo(5);
    }

    @Test
    void what_is_refused_names_the_reason_and_the_field() {
        var asked = invoice("k");
        var path = "/v1/bookings/" + bookingId + "/invoices";
        hotel.decide(
                new BookingCommand.IssueCreditNote(
                        new Request(uuid(asked, "requestId"), "CreditNoteRequested"), bookingId, "INV", 9, "no"),
                recordId());
        assertThat(invoice("k").code()).isEqualTo("invoice_not_found");
        assertThat(invoice("k").status()).isEqualTo(404);
        var nobody = http.post(path, "{\"buyer\": {\"name\": \" \", \"address\": \"x\"}}", "Idempotency-Key", "n");
        refused(nobody, 422, "invalid_value", "buyer.name");
        var card = http.post(path, BUYER.replace("Rua do Carmo 5", "4242 4242 4242 4242"), "Idempotency-Key", "card");
        assertThat(card.code()).isEqualTo("sensitive_card_data");
        var lines = http.post(path, BUYER.replace("Anna", "Anna\\n"), "Idempotency-Key", "lines");
        refused(lines, 422, "invalid_value", "buyer.name");
        var why = http.post(path + "/INV/1/credit-notes", "{\"reason\": \"\"}", "Idempotency-Key", "w");
        refused(why, 422, "invalid_value", "reason");
        var number = http.post(path + "/INV/one/credit-notes", "{\"reason\": \"x\"}", "Idempotency-Key", "o");
        refused(number, 400, "invalid_id", "number");
        var unknown = http.post("/v1/bookings/" + UUID.randomUUID() + "/invoices", BUYER, "Idempotency-Key", "u");
        assertThat(unknown.code()).isEqualTo("booking_not_found");
    }

    private void closeDays(int from, int to) {
        for (int day = from; day < to; day++) {
            hotel.decide(new BookingCommand.CloseDay(request("DayCloseRequested"), LocalDate.of(2026, 12, day)), null);
        }
    }

    private Answer invoice(String key) {
        return http.post("/v1/bookings/" + bookingId + "/invoices", BUYER, "Idempotency-Key", key);
    }

    private UUID party() {
        return ((InvoiceRequested) event(log.history().getLast())).getPartyId();
    }

    private Object event(ProducerRecord<String, byte[]> record) {
        var topics = Topics.all().toArray(io.staylog.schemas.Topic[]::new);
        return new EventDeserializer(new SchemaRegistry(registry.url()), topics)
                .deserialize(record.topic(), record.value());
    }

    private String recordId() {
        return EventHeaders.text(log.history().getLast().headers(), EventHeaders.ID);
    }

    private static Request request(String type) {
        return new Request(UUID.randomUUID(), type);
    }

    private static UUID uuid(Answer answer, String field) {
        return UUID.fromString(answer.json().path(field).asString());
    }
}
