package io.staylog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestStaylog;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.HeldInvoice;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody at the desk does about a guest's data, with a real broker and a reporting-service that has the answers ready. */
class ForgettingAGuestTest {
    private static final UUID GUEST = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-112233445566");
    private static final UUID PARTY = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-1122334455aa");
    private static final UUID BILLED = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-1122334455bb");
    private static final UUID OLD = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-1122334455cc");
    private static final String BOOKING = "0192f3a4-5b6c-7d8e-9f00-1122334455dd";
    private static final UUID REQUEST = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-1122334455ee");
    private static final Map<String, String> ANSWERS = Map.of(
            "/v1/guests/" + GUEST,
            "{\"asOf\":{},\"rows\":[{\"guestId\":\"" + GUEST
                    + "\",\"name\":\"Anna Müller\",\"bookings\":[{\"bookingId\":\""
                    + BOOKING + "\"}],\"parties\":[{\"partyId\":\"" + PARTY + "\",\"invoices\":0},{\"partyId\":\""
                    + BILLED + "\",\"invoices\":1}]}]}",
            "/v1/bookings/" + BOOKING + "/timeline",
            "{\"rows\":[{\"type\":\"BookingHeld\"}]}",
            "/v1/bookings",
            "{\"rows\":[{\"guestName\":\"Anna Müller\"}]}",
            "/v1/invoice-parties/expired",
            "{\"rows\":[{\"partyId\":\"" + OLD + "\"}]}");

    @TempDir
    static Path directory;

    private static TestStaylog staylog;
    private static HttpServer reporting;
    private static volatile String asked = "";

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
        Files.writeString(directory.resolve("home").resolve("token"), "a-token\n");
        reporting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        reporting.createContext("/", exchange -> {
            asked = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization");
            var body = ANSWERS.get(exchange.getRequestURI().getPath());
            var bytes = (body == null ? "{\"code\":\"guest_not_found\",\"detail\":\"none\"}" : body).getBytes(UTF_8);
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        reporting.start();
    }

    @AfterAll
    static void stop() {
        reporting.stop(0);
        staylog.close();
    }

    private static Cli.Run run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(staylog.options()));
        all.addAll(List.of(
                "--reporting-url", "http://127.0.0.1:" + reporting.getAddress().getPort()));
        return Cli.run(all.toArray(String[]::new));
    }

    /** What reporting-service would answer. */
    private static void answer(UUID request) throws Exception {
        var topic = Topics.REPORT_EVENTS.name();
        var held = new HeldInvoice("rio", "INV", 7L, LocalDate.parse("2036-12-31"));
        var event = new GuestErased(request, GUEST, 2, List.of(held));
        var value = new EventSerializer(new SchemaRegistry(staylog.registry().url())).encode(topic, event);
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofSeconds(10))) {
            producer.send(new ProducerRecord<>(topic, GUEST.toString(), value)).get();
        }
    }

    private static List<LogRecord> on(String topic) {
        var found = new ArrayList<LogRecord>();
        try (var log = new LogReader(staylog.settings(), true)) {
            log.read(log.all(topic), new LogReader.Start.Beginning(), false, found::add);
        }
        return found;
    }

    private static long tombstones(UUID key) {
        return on(Topics.GUEST_PROFILES.name()).stream()
                .filter(record ->
                        key.toString().equals(record.key()) && record.source().value() == null)
                .map(record -> record.source().partition())
                .distinct()
                .count();
    }

    @Test
    void erasing_writes_tombstones_everywhere_asks_waits_and_prints_the_certificate() throws Exception {
        answer(REQUEST);
        var run = run(
                "guest", "erase", GUEST.toString(), "--reason", "asked in writing", "--request-id", REQUEST.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        GUEST.toString(), "documents removed: 2", "parties removed: 1", "rio  INV-7  until 2036-12-31");
        assertThat(List.of(tombstones(GUEST), tombstones(PARTY), tombstones(BILLED)))
                .containsExactly(4L, 4L, 0L);
        assertThat(on(Topics.REPORT_REQUESTS.name())).anySatisfy(request -> {
            assertThat(request.type()).isEqualTo("GuestErasureRequested");
            assertThat(request.key()).isEqualTo(GUEST.toString());
            assertThat(request.field("requestId")).isEqualTo(REQUEST.toString());
        });
        var json =
                run("guest", "erase", GUEST.toString(), "--reason", "x", "--request-id", REQUEST.toString(), "--json");
        assertThat(Json.parse(json.out(), "out").path("invoicesHeld").size()).isOne();
    }

    @Test
    void an_erasure_that_nobody_answers_is_safe_to_repeat() {
        var run = run("guest", "erase", UUID.randomUUID().toString(), "--reason", "asked", "--wait", "1s");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("safe to repeat it with --request-id");
    }

    @Test
    void an_erasure_without_a_reason_or_without_a_guest_is_misuse() {
        assertThat(run("guest", "erase", GUEST.toString()).exit()).isEqualTo(2);
        assertThat(run("guest", "erase", "--reason", "x").exit()).isEqualTo(2);
    }

    @Test
    void parties_that_no_law_wants_kept_any_longer_are_removed() {
        var run = run("guest", "erase", "--expired-parties");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 parties erased");
        assertThat(tombstones(OLD)).isEqualTo(4);
    }

    @Test
    void an_export_has_the_guest_and_the_history_of_each_booking() throws IOException {
        var file = directory.resolve("anna.json");
        assertThat(run("guest", "export", GUEST.toString(), "--output", file.toString())
                        .exit())
                .isZero();
        var all = Json.parse(Files.readString(file), "file");
        assertThat(all.at("/guest/name").asString()).isEqualTo("Anna Müller");
        assertThat(all.at("/timelines/" + BOOKING + "/0/type").asString()).isEqualTo("BookingHeld");
        assertThat(run("guest", "show", GUEST.toString()).out()).contains("Anna Müller");
        assertThat(run("guest", "show", UUID.randomUUID().toString()).exit()).isEqualTo(3);
    }

    @Test
    void bookings_are_looked_for_by_guest_with_the_token() {
        var run = run("booking", "search", "--guest", "müller anna", "--channel", "OTA", "--booked-to", "2026-03-01");
        assertThat(run.out()).contains("Anna Müller");
        assertThat(asked)
                .startsWith("/v1/bookings?guest=m%C3%BCller%20anna&channel=OTA&bookedTo=2026-03-01&limit=50")
                .endsWith("Bearer a-token");
    }
}
