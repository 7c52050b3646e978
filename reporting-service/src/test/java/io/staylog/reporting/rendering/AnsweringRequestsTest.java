package io.staylog.reporting.rendering;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.ReportingService;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.DocumentList.State;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.CheckReported;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From a request on a real broker to a stored file and an event; the steps share one service. */
@TestMethodOrder(OrderAnnotation.class)
class AnsweringRequestsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Class<?>[] PARTS = {ReportingService.class, PlainMaker.class};
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService();
        start();
        service.write(hotel(HOTEL, "2026-03-01"));
    }

    private static void start(String... more) throws IOException {
        var settings = new ArrayList<>(
                List.of("--staylog.rendering.look-every=200ms", "--staylog.rendering.nightly.documents=ARRIVALS/CSV"));
        settings.addAll(List.of(more));
        service.start(service.databaseUrl, PARTS, settings.toArray(String[]::new));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                service.get("/actuator/health/readiness").statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    static void end() {
        service.close();
    }

    private static DocumentRequested.Builder request(UUID id) {
        return DocumentRequested.newBuilder()
                .setRequestId(id)
                .setHotelId(HOTEL)
                .setKind(DocumentKind.ARRIVALS)
                .setFormat(DocumentFormat.CSV)
                .setBusinessDate(LocalDate.parse("2026-03-01"));
    }

    private static UUID ask(String series) {
        var id = UUID.randomUUID();
        service.ask(request(id).setSeries(series).build(), HOTEL, "");
        return id;
    }

    private static DocumentList.Document document(UUID id) {
        return service.part(DocumentList.class).document(id).rows().getFirst();
    }

    private static void awaitState(UUID id, State state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(service.part(DocumentList.class).state(id)).contains(state));
    }

    private static long events(UUID id) {
        return all(Topics.REPORT_EVENTS.name()).stream()
                .filter(record ->
                        new String(record.headers().lastHeader("ce_id").value()).contains(id.toString()))
                .count();
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", service.broker.getBrokersAsString());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }

    @Test
    @Order(1)
    void a_document_that_was_asked_for_is_stored_and_told_of() {
        var id = ask(null);
        awaitState(id, State.RENDERED);
        await().atMost(SOON).until(() -> document(id).standsOn() != null);
        var document = document(id);
        assertThat(document.fileName()).isEqualTo(HOTEL + ".csv");
        assertThat(document.delivery()).isEqualTo(1);
        var bytes = service.part(StoredDocuments.class).bytes(id);
        assertThat(Digests.sha256(bytes)).isEqualTo(document.sha256());
        assertThat(document.sizeBytes()).isEqualTo(bytes.length);
        assertThat(document.standsOn()).containsKey("booking.events");
        assertThat(events(id)).isEqualTo(1);
        // It names a guest.
        var path = "/v1/documents/" + id + "/file";
        assertThat(service.get(path).statusCode()).isEqualTo(401);
        assertThat(service.get(path, "Authorization", "Bearer " + RunningService.TOKEN)
                        .body())
                .isEqualTo(new String(bytes));
    }

    @Test
    @Order(2)
    void the_same_request_twice_is_one_document() {
        var id = UUID.randomUUID();
        service.ask(request(id).build(), HOTEL, "");
        service.ask(request(id).build(), HOTEL, "");
        var last = ask(null);
        awaitState(id, State.RENDERED);
        awaitState(last, State.RENDERED);
        awaitEmptyQueue();
        assertThat(events(id)).isEqualTo(1);
    }

    private static void awaitEmptyQueue() {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(service.part(Queue.class).last().depth()).isEqualTo(0L));
    }

    @Test
    @Order(3)
    void what_cannot_be_made_is_answered_with_the_reason() {
        var id = ask(PlainMaker.IMPOSSIBLE);
        awaitState(id, State.FAILED);
        await().atMost(SOON).until(() -> document(id).code() != null);
        assertThat(document(id).code()).isEqualTo("unknown_hotel");
        assertThat(document(id).message()).isEqualTo("There is no such hotel.");
        assertThat(document(id).delivery()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void a_bad_job_is_given_up_after_three_attempts_and_the_service_stays_well() {
        var bad = ask(PlainMaker.FAILS);
        var good = ask(null);
        awaitState(good, State.RENDERED);
        awaitState(bad, State.FAILED);
        await().atMost(SOON).until(() -> document(bad).code() != null);
        assertThat(document(bad).code()).isEqualTo("rendering_failed");
        assertThat(document(bad).delivery()).isEqualTo(3);
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/prometheus").body())
                .contains("staylog_documents_failed_total")
                .contains("staylog_documents_rendered_total")
                .contains("staylog_documents_render_seconds")
                .contains("staylog_documents_queue_depth");
    }

    @Test
    @Order(5)
    void a_job_that_lasts_longer_than_its_lock_is_done_once() {
        PlainMaker.gate = new CountDownLatch(1);
        int before = PlainMaker.MADE.get();
        var id = ask(PlainMaker.WAITS);
        awaitState(id, State.RENDERING);
        assertThat(service.part(Queue.class).last().renderers()).isNotEmpty();
        // Three times the lock of three seconds, as the brokers count it: a renewal each second.
        await().atMost(SOON)
                .until(() -> service.get("/actuator/prometheus")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("staylog_documents_locks_renewed_total"))
                        .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) >= 9));
        PlainMaker.gate.countDown();
        awaitState(id, State.RENDERED);
        awaitEmptyQueue();
        assertThat(document(id).delivery()).isEqualTo(1);
        assertThat(PlainMaker.MADE.get() - before).isEqualTo(1);
        assertThat(events(id)).isEqualTo(1);
    }

    @Test
    @Order(6)
    void what_cannot_be_read_is_put_aside_and_the_others_go_on() {
        service.writeRaw(Topics.REPORT_REQUESTS.name(), HOTEL, new byte[] {1, 2, 3});
        service.ask(request(UUID.randomUUID()).build(), "another-hotel", "");
        awaitState(ask(null), State.RENDERED);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(all(Topics.REPORT_REQUESTS.dead()))
                        .extracting(dead -> new String(
                                dead.headers().lastHeader("staylog_dead_reason").value()))
                        .containsExactlyInAnyOrder("undecodable", "key-mismatch"));
    }

    @Test
    @Order(7)
    void a_request_waits_until_the_rows_have_what_caused_it() {
        var ends = service.json("/v1/reports/totals").at("/asOf/booking.events");
        var partition = ends.propertyStream()
                .filter(p -> p.getValue().asLong() > 0)
                .findFirst()
                .orElseThrow();
        long next = partition.getValue().asLong() + 1;
        var id = UUID.randomUUID();
        service.ask(request(id).build(), HOTEL, "booking.events=" + partition.getKey() + ":" + next);
        awaitState(id, State.RENDERING);
        service.write(roomType(HOTEL, "DBL", 10));
        awaitState(id, State.RENDERED);
        await().atMost(SOON).until(() -> document(id).standsOn() != null);
        assertThat(document(id).standsOn().get("booking.events").get(partition.getKey()))
                .isGreaterThanOrEqualTo(next);
    }

    @Test
    @Order(8)
    void the_end_of_a_business_date_asks_for_its_document_once() throws IOException {
        service.write(closed(HOTEL, "2026-03-01"));
        var wanted = RenderingSettings.Wanted.parse("ARRIVALS/CSV");
        var id = Nightly.requestId(HOTEL, LocalDate.parse("2026-03-01"), wanted);
        awaitState(id, State.RENDERED);
        assertThat(document(id).nightly()).isTrue();
        service.stop();
        // As if the process had died between asking and noting it down.
        service.database.update("delete from projection_control.nightly_request");
        start();
        await().atMost(SOON)
                .until(() -> service.database.queryForObject(
                                "select count(*) from projection_control.nightly_request", Long.class)
                        == 1);
        awaitState(ask(null), State.RENDERED);
        awaitEmptyQueue();
        assertThat(events(id)).isEqualTo(1);
    }

    @Test
    @Order(9)
    void a_check_that_was_reported_is_in_the_rows() {
        var id = UUID.randomUUID();
        var check = CheckReported.newBuilder()
                .setRequestId(id)
                .setHotelId("all")
                .setHeld(11)
                .setBroken(List.of("I12"))
                .setSkipped(List.of())
                .setRecords(5)
                .build();
        service.ask(check, "all", "");
        await().atMost(SOON)
                .until(() -> service.database
                        .queryForList(
                                "select broken::text from projection.check_result where request_id = ?",
                                String.class,
                                id)
                        .equals(List.of("[\"I12\"]")));
    }

    @Test
    @Order(10)
    void a_rebuild_lists_the_same_documents() {
        service.post("/v1/projections/rebuild", "Authorization", "Bearer " + RunningService.TOKEN);
        await().atMost(SOON).untilAsserted(() -> {
            var rebuild = service.json("/v1/projections").get("rebuild");
            assertThat(rebuild.get("phase").asString()).as(rebuild.toString()).isEqualTo("DONE");
            assertThat(rebuild.get("equal").asBoolean()).as(rebuild.toString()).isTrue();
        });
        assertThat(service.database.queryForObject("select count(*) from projection.document", Long.class))
                .isGreaterThan(5);
    }

    @Test
    @Order(11)
    void files_that_name_an_erased_guest_are_removed_and_stay_listed() {
        var id = ask(null);
        awaitState(id, State.RENDERED);
        var stored = service.part(StoredDocuments.class);
        int removed = stored.eraseNaming(PlainMaker.GUEST, List.of());
        assertThat(removed).isPositive();
        assertThat(stored.bytes(id)).isNull();
        awaitState(id, State.ERASED);
        assertThat(stored.eraseNaming(PlainMaker.GUEST, List.of())).isZero();
        var later = ask(null);
        awaitState(later, State.RENDERED);
    }

    @Test
    @Order(12)
    void what_the_group_has_passed_over_is_answered_all_the_same() throws IOException {
        service.stop();
        var id = ask(null);
        var settings = new java.util.HashMap<String, Object>(Map.of(
                "bootstrap.servers",
                service.broker.getBrokersAsString(),
                "group.id",
                "staylog-renderers",
                "share.acknowledgement.mode",
                "explicit"));
        try (var consumer = new org.apache.kafka.clients.consumer.KafkaShareConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.REPORT_REQUESTS.name()));
            var rejected = new HashSet<Long>();
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    rejected.add(record.offset());
                    consumer.acknowledge(record, org.apache.kafka.clients.consumer.AcknowledgeType.REJECT);
                });
                consumer.commitSync();
                return !rejected.isEmpty();
            });
        }
        start("--staylog.rendering.answer-after=1s");
        awaitState(id, State.FAILED);
        await().atMost(SOON).until(() -> document(id).code() != null);
        assertThat(document(id).code()).isEqualTo("attempts_exhausted");
    }
}
