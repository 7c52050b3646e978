package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestStaylog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingWithTheLogTest {
    private static final String ANNA = "0192f3a4-5b6c-7d8e-9f00-000000000001";
    private static final String[] DEAD = {"events", "tail", "--topic", "payment.requests.dead"};

    @TempDir
    static Path directory;

    static TestStaylog staylog;

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
    }

    @AfterAll
    static void stop() {
        staylog.close();
    }

    @Test
    void a_booking_that_needs_no_payment_is_confirmed_at_once() {
        var run = book("rio", "DBL", "FLEX");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("confirmed ").contains("ABCDEFGH").contains("240.00 EUR");
    }

    @Test
    void a_booking_that_is_held_is_waited_for_until_it_is_paid() {
        var id = "0192f3a4-5b6c-4d8e-9f00-0000000000ab";
        var run = book("rio", "DBL", "NON_REFUND", "--token", "tok_ok", "--request-id", id, "--json");

        assertThat(run.exit()).isZero();
        var told = Json.parse(run.out(), "out");
        assertThat(told.path("version").asInt()).isEqualTo(2);
        assertThat(told.path("requestId").asString()).isEqualTo(id);
    }

    @Test
    void a_program_is_told_the_same_of_a_booking_with_and_without_payment() {
        for (var plan : List.of("FLEX", "NON_REFUND")) {
            var told = Json.parse(
                    book("rio", "DBL", plan, "--token", "tok_ok", "--json").out(), plan);

            assertThat(told.path("status").asString()).as(plan).isEqualTo("CONFIRMED");
            assertThat(told.path("requestId").asString()).as(plan).hasSize(36);
            assertThat(told.at("/terms/confirmationCode").asString()).as(plan).isEqualTo("ABCDEFGH");
            assertThat(told.at("/terms/totalGrossMinor").asLong()).as(plan).isEqualTo(24_000);
        }
    }

    @Test
    void a_declined_payment_is_a_rejection_with_the_banks_reason() {
        var run = book("rio", "DBL", "NON_REFUND", "--token", "tok_decline");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("insufficient_funds");
    }

    @Test
    void a_rejected_request_says_why_on_stderr() {
        var run = book("rio", "FULL", "FLEX");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("sold_out: no room of FULL is left");
    }

    @Test
    void no_answer_in_time_ends_with_the_id_that_makes_repeating_safe() {
        var run = book("silent", "DBL", "FLEX", "--timeout", "300ms");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("--request-id ").containsPattern("booking [0-9a-f-]{36}");
    }

    @Test
    void an_answer_that_comes_later_than_asked_for_is_none() {
        var run = book("rio", "DBL", "FLEX", "--timeout", "0ms");

        assertThat(run.exit()).isEqualTo(4);
    }

    @Test
    void a_repeated_request_finds_the_answer_it_got_before() {
        var id = "0192f3a4-5b6c-4d8e-9f00-0000000000aa";

        var first = book("oslo", "DBL", "FLEX", "--request-id", id, "--json");
        var second = book("oslo", "DBL", "FLEX", "--request-id", id, "--json");

        assertThat(second.exit()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Cli.run(staylog, "events", "export", "--hotel", "oslo").lines())
                .hasSize(1);
    }

    @Test
    void an_answer_that_cannot_be_read_leaves_the_request_sent_and_safe_to_repeat() {
        staylog.registry().refuseToRead(true);
        try {
            var run = book("lagos", "DBL", "FLEX");

            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.err()).contains("the log has the request").contains("--request-id ");
        } finally {
            staylog.registry().refuseToRead(false);
        }
    }

    @Test
    void without_waiting_the_ids_are_printed_at_once() {
        var run = book("rio", "DBL", "FLEX", "--no-wait", "--json");

        assertThat(run.exit()).isZero();
        assertThat(Json.parse(run.out(), "out").path("requestId").asString()).hasSize(36);
        assertThat(Json.parse(run.out(), "out").path("bookingId").asString()).hasSize(36);
        assertThat(book("rio", "DBL", "FLEX", "--no-wait").out())
                .containsPattern("request [0-9a-f-]{36}, booking [0-9a-f-]{36}");
    }

    @Test
    void a_day_can_be_closed() {
        var run = Cli.run(staylog, "close-day", "--hotel", "rio", "--business-date", "2027-05-01", "--timeout", "60s");

        assertThat(run.out()).contains("closed 2027-05-01").contains("2027-05-02");
    }

    @Test
    void rooms_that_are_sold_already_are_warned_of_when_they_are_taken_out_of_sale() {
        var command =
                "out-of-order set --hotel rio --room-type DBL --from 2027-05-01 --to 2027-05-02 --rooms 3 --reason ";

        var fits = Cli.run(staylog, (command + "paint --timeout 60s").split(" "));
        var run = Cli.run(staylog, (command + "overbooks --timeout 60s").split(" "));

        assertThat(fits.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.err().lines())
                .containsExactly(
                        "warning: the night of 2027-05-01 is overbooked: 2 more of DBL sold than there are",
                        "warning: the night of 2027-05-02 is overbooked: 1 more of DBL sold than there are");
    }

    @Test
    void a_booking_can_be_cancelled() {
        var run = Cli.run(staylog, "cancel", ANNA, "--hotel", "rio", "--timeout", "60s", "--json");

        assertThat(run.exit()).isZero();
        assertThat(Json.parse(run.out(), "out").path("bookingId").asString()).isEqualTo(ANNA);
    }

    @Test
    void an_export_to_a_full_disk_fails_and_claims_nothing() {
        assumeThat(Path.of("/dev/full")).exists();
        book("full-disk", "DBL", "FLEX");

        var run = Cli.run(staylog, "events", "export", "--hotel", "full-disk", "--output", "/dev/full");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("could not be written").doesNotContain("wrote");
    }

    @Test
    void what_is_published_as_json_is_read_back_as_json() {
        var document = "{\"requestId\":\"" + ANNA + "\",\"hotelId\":\"tokyo\",\"bookingId\":\"" + ANNA
                + "\",\"reason\":\"CHANNEL\"}";

        var published =
                Cli.runWith(staylog, document, "events", "publish", "--type", "CancellationRequested", "--json");
        var tail = Cli.run(staylog, "events", "export", "--topic", "booking.requests", "--hotel", "tokyo");

        assertThat(published.err()).isEmpty();
        var event = Json.parse(tail.lines().getLast(), "tail");
        assertThat(event.path("type").asString()).isEqualTo("io.staylog.schemas.booking.CancellationRequested");
        assertThat(event.path("key").asString()).isEqualTo("tokyo");
        assertThat(event.at("/headers/ce_id").asString()).isEqualTo(ANNA);
        assertThat(event.at("/headers/ce_source").asString()).isEqualTo("staylog-cli");
        assertThat(event.at("/value/reason").asString()).isEqualTo("CHANNEL");
        assertThat(event.path("offset").asLong())
                .isEqualTo(Json.parse(published.out(), "out").path("offset").asLong());
    }

    @Test
    void one_bad_document_keeps_all_of_them_from_being_sent() {
        var documents = "{\"requestId\":\"" + ANNA + "\",\"hotelId\":\"lima\",\"bookingId\":\"" + ANNA + "\"}\n{}";

        var run = Cli.runWith(staylog, documents, "events", "publish", "--type", "CheckOutReported");
        var tail = Cli.run(staylog, "events", "export", "--topic", "booking.requests", "--hotel", "lima");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("document 2 $.hotelId: missing");
        assertThat(tail.out()).isEmpty();
    }

    @Test
    void only_a_service_writes_to_its_own_topic() {
        var run = Cli.runWith(
                staylog, "{}", "events", "publish", "--type", "BookingReleased", "--topic", "booking.events");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("only the owning service writes to booking.events");
    }

    @Test
    void bytes_that_are_no_record_are_shown_and_not_hidden() throws Exception {
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(new ProducerRecord<>("booking.requests.dead", "quito", new byte[] {1, 2, 3}))
                    .get();
        }

        var tail = Cli.run(staylog, "events", "tail", "--topic", "booking.requests.dead", "--json", "--limit", "1");

        var event = Json.parse(tail.out(), "tail");
        assertThat(event.path("unreadable").asString()).contains("not in the wire format");
        assertThat(event.path("base64").asString()).isEqualTo("AQID");
    }

    @Test
    void events_are_selected_by_type_and_booking() {
        Cli.run(staylog, "check-in", ANNA, "--hotel", "cairo", "--timeout", "60s");
        Cli.run(staylog, "check-out", ANNA, "--hotel", "cairo", "--timeout", "60s");

        var tail = Cli.run(
                staylog,
                "events",
                "tail",
                "--hotel",
                "cairo",
                "--type",
                "GuestCheckedOut",
                "--booking",
                ANNA,
                "--json");

        assertThat(tail.lines()).hasSize(1);
        assertThat(Json.parse(tail.out(), "tail").at("/value/version").asInt()).isEqualTo(3);
    }

    @Test
    void the_newest_of_a_rare_selection_are_found_however_far_back_they_are() throws Exception {
        write("rare", 3, 0);
        write("noise", 2_500, 0);

        var all = Cli.run(staylog, with(DEAD, "--hotel", "rare", "--json"));
        var newest = Cli.run(staylog, with(DEAD, "--hotel", "rare", "--limit", "2", "--json"));

        assertThat(numbers(all)).containsExactly(0, 1, 2);
        assertThat(numbers(newest)).containsExactly(1, 2);
    }

    @Test
    void following_begins_with_the_newest_of_all_partitions_and_goes_on_without_a_gap() throws Exception {
        for (int i = 0; i < 4; i++) {
            write("follow", 1, i, i);
        }
        var next = new AtomicInteger(4);
        Cli.Run tail;
        try (var writing = Executors.newSingleThreadScheduledExecutor()) {
            var _ = writing.scheduleWithFixedDelay(
                    () -> write("follow", 1, 0, next.getAndIncrement()), 500, 100, TimeUnit.MILLISECONDS);
            tail = Cli.run(
                    staylog, with(DEAD, "--hotel", "follow", "--follow", "--last", "2", "--limit", "5", "--json"));
            writing.shutdownNow();
        }

        var seen = numbers(tail);
        assertThat(seen).hasSize(5);
        assertThat(seen.getFirst()).isGreaterThanOrEqualTo(2);
        assertThat(seen)
                .isEqualTo(IntStream.range(seen.getFirst(), seen.getFirst() + 5)
                        .boxed()
                        .toList());
    }

    private static void write(String hotel, int count, int partition) {
        write(hotel, count, partition, 0);
    }

    /** Records of two numbers, which are no events. */
    private static void write(String hotel, int count, int partition, int from) {
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            for (int i = from; i < from + count; i++) {
                producer.send(new ProducerRecord<>(
                        "payment.requests.dead", partition, hotel, new byte[] {(byte) (i >> 8), (byte) i}));
            }
        }
    }

    private static List<Integer> numbers(Cli.Run run) {
        return run.lines().stream()
                .map(line -> Base64.getDecoder()
                        .decode(Json.parse(line, "tail").path("base64").asString()))
                .map(bytes -> Byte.toUnsignedInt(bytes[0]) * 256 + Byte.toUnsignedInt(bytes[1]))
                .toList();
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void copies_that_no_write_could_reach_are_refused_before_a_topic_is_made() {
        var run = Cli.run(staylog, "topics", "create", "--replication", "1", "--min-insync-replicas", "2");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--min-insync-replicas must be between 1 and --replication (1), but is 2");
    }

    @Test
    void topics_and_schemas_are_as_they_must_be() {
        assertThat(Cli.run(staylog, "topics", "check").exit()).isZero();
        assertThat(Cli.run(staylog, "topics", "check", "--json").lines()).containsExactly("{\"differences\":[]}");
        assertThat(Cli.run(staylog, "schemas", "register").out()).contains("schemas are registered");
        assertThat(Cli.run(staylog, "schemas", "list").out())
                .contains("registered, id ")
                .doesNotContain("missing");
    }

    @Test
    void a_schema_that_would_break_a_reader_is_refused() throws IOException {
        var schema =
                io.staylog.schemas.booking.CheckOutReported.getClassSchema().toString();
        var file = Files.writeString(
                directory.resolve("check-out.avsc"),
                schema.replace(
                        "{\"name\":\"hotelId\",", "{\"name\":\"desk\",\"type\":\"string\"},{\"name\":\"hotelId\","));

        var run = Cli.run(staylog, "schemas", "check", file.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("a new reader cannot read the records of version 1")
                .contains("CheckOutReported.desk is new and has no default")
                .contains("Instead: give the field a default");
    }

    private static Cli.Run book(String hotel, String roomType, String plan, String... more) {
        var all = new ArrayList<>(List.of(
                "book",
                "--hotel",
                hotel,
                "--rate-plan",
                plan,
                "--room-type",
                roomType,
                "--arrival",
                "2027-05-01",
                "--departure",
                "2027-05-03"));
        all.addAll(List.of(more));
        if (!all.contains("--timeout")) {
            all.addAll(List.of("--timeout", "60s"));
        }
        return Cli.run(staylog, all.toArray(String[]::new));
    }
}
