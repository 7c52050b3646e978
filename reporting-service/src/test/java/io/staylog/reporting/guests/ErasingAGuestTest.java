package io.staylog.reporting.guests;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.GuestEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.report.GuestErasureRequested;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;

/** A guest is forgotten, by the whole service with a real broker and a real PostgreSQL; the steps build on each other. */
@TestMethodOrder(OrderAnnotation.class)
class ErasingAGuestTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String[] TOKEN = {"Authorization", "Bearer " + RunningService.TOKEN};
    // What must be nowhere afterwards, as it was written and as a search keeps it.
    private static final List<String> CANARIES =
            List.of("Xaverina", "xaverina", "Zwölfkanari", "zwolfkanari", "canary-mail", "quux.invalid");
    private static final String NAME = "Xaverina Zwölfkanari";
    private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
    private static final Map<String, String> BEFORE = new HashMap<>();
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        LINES.start();
        var root = (Logger) LoggerFactory.getLogger("ROOT");
        root.setLevel(Level.INFO);
        root.addAppender(LINES);
        service.write(
                profile("xaver", NAME, "canary-mail@quux.invalid"),
                profile("anna", "Anna Müller", "anna@example.org"),
                party("party", "xaver", "Heldfast Ltd"),
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                bookedBy("xaver", "b1", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                bookedBy("anna", "b2", "2026-03-01", stay(1, "2026-03-02", 9_000)),
                initiated("p", PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                captured("p", 2, PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                arrived("b1", 2, "2026-03-02"),
                issued("b1", 3, 7));
        // Nobody can read it, but it might name somebody.
        service.writeRaw(Topics.GUEST_PROFILES.name(), "Xaverina", NAME.getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON)
                .until(() -> guest("invoices").size() == 1 && guest("parties").size() == 1);
        store("invoice", "INVOICE", "INV", 7L);
        store("list", "ARRIVALS", null, null);
        assertThat(guest("documents").size()).isEqualTo(2);
    }

    @AfterAll
    static void end() {
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(LINES);
        service.close();
    }

    private static InvoiceIssued issued(String booking, int version, long number) {
        return InvoiceIssued.newBuilder()
                .setRequestId(id("issue"))
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse("2026-03-02"))
                .setSeries("INV")
                .setNumber(number)
                .setPartyId(id("party"))
                .setCurrency("EUR")
                .setLines(List.of())
                .setTaxes(List.of())
                .setTotalGrossMinor(22_000)
                .build();
    }

    /** As the renderers do it. */
    private static void store(String name, String kind, String series, Long number) {
        service.database.update(
                "insert into projection_control.stored_document (request_id, hotel_id, kind, format, series, number,"
                        + " file_name, media_type, sha256, size_bytes, pages, bytes, event, stored_at, renderer)"
                        + " values (?, ?, ?, 'PDF', ?, ?, 'file.pdf', 'application/pdf', '', 1, 1, ?, '', now(), 'test')",
                id(name),
                HOTEL,
                kind,
                series,
                number,
                (kind.equals("INVOICE") ? "Heldfast Ltd" : NAME).getBytes(StandardCharsets.UTF_8));
        service.database.update(
                "insert into projection_control.stored_document_guest values (?, ?)", id("xaver"), id(name));
    }

    private static tools.jackson.databind.JsonNode guest(String field) {
        return RunningService.json(service.get("/v1/guests/" + id("xaver"), TOKEN))
                .at("/rows/0/" + field);
    }

    private static Stream<String> figures() {
        return Stream.of(
                        "totals",
                        "nights?by=day",
                        "kpi?by=month",
                        "arrivals",
                        "cash",
                        "trial-balance",
                        "event-days?by=day")
                .map(report -> "/v1/reports/" + report);
    }

    @Test
    @Order(1)
    void before_it_the_guest_is_known() {
        assertThat(guest("name").asString()).isEqualTo(NAME);
        assertThat(service.get("/v1/bookings?guest=zwolf", TOKEN).body()).contains(NAME);
        assertThat(service.get("/v1/guests/" + id("xaver")).statusCode()).isEqualTo(401);
        figures()
                .forEach(path -> BEFORE.put(path, service.json(path).at("/rows").toString()));
        assertThat(places()).isNotEmpty();
    }

    @Test
    @Order(2)
    void it_is_answered_with_what_was_removed_and_what_the_law_wants_kept() {
        service.tombstone(id("xaver"));
        service.write(new GuestErasureRequested(
                id("erase"), id("xaver"), "asked in writing", new Actor(ActorType.STAFF, "desk")));
        await().atMost(SOON).until(() -> guest("erasedAt").isString());
        var row = service.database.queryForMap("select * from projection.erased_guest");
        assertThat(row).containsEntry("documents", 1).containsEntry("request_id", id("erase"));
        assertThat(row.get("held").toString()).contains("\"series\": \"INV\"", "\"number\": 7", "2036-12-31");
    }

    @Test
    @Order(3)
    void no_figure_is_another_one_afterwards() {
        assertThat(BEFORE)
                .isNotEmpty()
                .allSatisfy((path, rows) -> assertThat(
                                service.json(path).at("/rows").toString())
                        .as(path)
                        .isEqualTo(rows));
    }

    @Test
    @Order(4)
    void the_name_is_nowhere_any_more_but_in_the_topic_that_it_is_compacted_out_of() {
        assertThat(places()).isEmpty();
        assertThat(service.get("/v1/bookings?guestId=" + id("xaver"), TOKEN).body())
                .contains("(guest erased)");
        assertThat(service.get("/v1/bookings?guest=zwolf", TOKEN).body()).contains("\"rows\":[]");
        assertThat(guest("parties").toString()).contains("Heldfast Ltd");
        assertThat(service.get("/v1/bookings?guest=muller", TOKEN).body()).contains("Anna Müller");
    }

    @Test
    @Order(5)
    void a_profile_that_comes_late_brings_the_name_of_an_erased_guest_back_nowhere() {
        service.write(profile("xaver", NAME, "canary-mail@quux.invalid"), profile("cara", "Cara Late", ""));
        await().atMost(SOON)
                .until(() -> service.get("/v1/guests/" + id("cara"), TOKEN).statusCode() == 200);
        assertThat(places()).isEmpty();
    }

    @Test
    @Order(6)
    void a_rebuild_comes_to_the_same_rows() {
        service.post("/v1/projections/rebuild", TOKEN);
        await().atMost(SOON)
                .until(() -> service.json("/v1/projections")
                        .at("/rebuild/phase")
                        .asString()
                        .equals("DONE"));
        var rebuild = service.json("/v1/projections").at("/rebuild");
        assertThat(rebuild.at("/equal").asBoolean()).as(rebuild.toString()).isTrue();
        assertThat(places()).isEmpty();
    }

    /** Wherever one of the canaries is: tables, stored bytes, other topics, log lines, answers. */
    private static List<String> places() {
        var found = new ArrayList<String>();
        tables().forEach(table -> search(
                found,
                table,
                service.database.queryForList("select t::text from " + table + " t", String.class).stream()));
        search(
                found,
                "stored bytes",
                service
                        .database
                        .queryForList("select bytes from projection_control.stored_document", byte[].class)
                        .stream()
                        .filter(java.util.Objects::nonNull)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
        search(found, "other topics", otherTopics());
        search(
                found,
                "log lines",
                List.copyOf(LINES.list).stream()
                        .map(line -> line.getFormattedMessage() + line.getKeyValuePairs() + line.getMDCPropertyMap()));
        search(
                found,
                "answers",
                Stream.concat(figures(), Stream.of("/v1/bookings", "/v1/payments", "/v1/rejections"))
                        .map(path -> service.get(path, TOKEN).body()));
        search(
                found,
                "timeline",
                Stream.of(service.get("/v1/bookings/" + id("b1") + "/timeline").body()));
        return found;
    }

    private static List<String> tables() {
        return service.database.queryForList(
                "select table_schema || '.' || table_name from information_schema.tables"
                        + " where table_schema like 'projection%' and table_type = 'BASE TABLE'",
                String.class);
    }

    private static void search(List<String> found, String where, Stream<String> texts) {
        texts.forEach(
                text -> CANARIES.stream().filter(text::contains).forEach(canary -> found.add(where + ": " + canary)));
    }

    private static Stream<String> otherTopics() {
        var settings = Map.<String, Object>of("bootstrap.servers", service.broker.getBrokersAsString());
        var texts = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = Topics.all().stream()
                    .flatMap(topic -> Stream.of(topic.name(), topic.dead()))
                    .filter(topic -> !topic.equals(Topics.GUEST_PROFILES.name()))
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    texts.add(text(record.key()) + text(record.value()));
                    record.headers().forEach(header -> texts.add(text(header.value())));
                });
            }
        }
        return texts.stream();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
