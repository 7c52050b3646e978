package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.JsonAvro;
import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestStaylog;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.HoldExtended;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolvingSchemasTest {
    private static final String CHECK_OUT = Topics.BOOKING_REQUESTS.subject(CheckOutReported.getClassSchema());
    private static final String GUEST = Topics.GUEST_PROFILES.subject(GuestProfileSet.getClassSchema());

    @TempDir
    static Path directory;

    static TestStaylog staylog;

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
        var registry = new SchemaRegistry(staylog.registry().url());
        registry.register(CHECK_OUT, withDesk("\"string\"", "\"\""));
        registry.register(GUEST, guestWithPhone());
    }

    @AfterAll
    static void stop() {
        staylog.close();
    }

    @Test
    void a_schema_is_shown_in_its_newest_version_or_the_one_that_is_asked_for() {
        var newest = Cli.run(staylog, "schemas", "show", "CheckOutReported");
        var first = Cli.run(staylog, "schemas", "show", CHECK_OUT, "--version", "1", "--json");

        assertThat(newest.out()).startsWith(CHECK_OUT + "\nversion 2, id ").contains("deskId: string, by default \"\"");
        assertThat(Json.parse(first.out(), "out").path("version").asInt()).isEqualTo(1);
        assertThat(Json.parse(first.out(), "out").at("/schema/name").asString()).isEqualTo("CheckOutReported");
        assertThat(first.out()).doesNotContain("deskId");
    }

    @Test
    void a_schema_that_is_not_there_or_not_named_clearly_is_misuse() {
        assertThat(Cli.run(staylog, "schemas", "show", "RoomPainted").err()).contains("staylog schemas list");
        assertThat(Cli.run(staylog, "schemas", "show", CHECK_OUT, "--version", "9")
                        .err())
                .contains("has no version 9, only [1, 2]");
        var twice = Cli.run(staylog, "schemas", "show", "PaymentRefundRequested");
        assertThat(twice.exit()).isEqualTo(2);
        assertThat(twice.err()).contains("booking.events-").contains("payment.requests-");
    }

    @Test
    void the_difference_between_two_versions_is_told_in_words() {
        var run = Cli.run(staylog, "schemas", "diff", "CheckOutReported", "--from", "1", "--to", "2");
        var json = Cli.run(staylog, "schemas", "diff", CHECK_OUT, "--from", "2", "--to", "1", "--json");

        assertThat(run.lines()).containsExactly("field CheckOutReported.deskId (string) added with default \"\"");
        assertThat(Json.parse(json.out(), "out").path("changes"))
                .hasToString("[\"field CheckOutReported.deskId removed\"]");
    }

    @Test
    void the_history_says_what_changed_with_each_version() {
        var all = Cli.run(staylog, "schemas", "history", "--json");
        var one = Json.parse(
                Cli.run(staylog, "schemas", "history", CHECK_OUT, "--json").out(), "out");

        assertThat(Json.parse(all.out(), "out").size())
                .isGreaterThan(Topics.all().size());
        assertThat(one.size()).isEqualTo(2);
        assertThat(one.at("/0/changed").asString()).isEqualTo("first version");
        assertThat(one.at("/1/changed").asString()).contains("CheckOutReported.deskId");
        assertThat(one.at("/1/at").isNull())
                .as("this registry does not tell when")
                .isTrue();
    }

    @Test
    void the_history_says_when_and_by_whom_where_the_registry_tells() {
        var address = staylog.registry().url() + "/apis/ccompat/v7";

        var run = Cli.run("schemas", "history", "CheckOutReported", "--registry", address);

        assertThat(run.lines())
                .containsExactly(
                        CHECK_OUT,
                        "  version 1, id " + id(CHECK_OUT, 1) + ", release 1, 2027-05-01T12:00:00Z, by anna",
                        "    - first version",
                        "  version 2, id " + id(CHECK_OUT, 2) + ", in no release, 2027-05-02T12:00:00Z, by anna",
                        "    - field CheckOutReported.deskId (string) added with default \"\"");
    }

    @Test
    void a_check_names_the_deployed_readers_that_would_break_and_what_they_last_wrote() throws Exception {
        var file = proposed("desk-as-number.avsc", withDesk("\"int\"", "0"));
        write(Topics.BOOKING_REQUESTS.name(), checkOut(), Instant.now());

        var offline = Cli.run(staylog, "schemas", "check", file, "--offline");
        var run = Cli.run(staylog, "schemas", "check", file);

        assertThat(offline.exit()).as(offline.err()).isZero();
        assertThat(offline.out()).contains("breaks nobody").contains("this version of Staylog");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("CheckOutReported.deskId is int instead of string")
                .contains("a reader of version 2 (id " + id(CHECK_OUT, 2) + ", 1 record in the last 30 days")
                .contains("Instead: keep the field")
                .doesNotContain("a reader of version 1");
    }

    @Test
    void a_version_in_use_counts_also_where_the_registry_has_it_under_no_subject_any_more() throws Exception {
        var registry = new SchemaRegistry(staylog.registry().url());
        int id = registry.register("gone-" + GUEST, guestWith("\"age\",\"type\":\"int\",\"default\":0"));
        staylog.registry().forget("gone-" + GUEST);
        var file = proposed(
                "age-as-text.avsc", withField(guestWithPhone(), "\"age\",\"type\":\"string\",\"default\":\"\""));
        // Written by a clock of its own: the topic keeps what the writer says.
        write(
                Topics.GUEST_PROFILES.name(),
                WireBytes.encode(id, guest()),
                Instant.now().minus(Duration.ofDays(10)));

        var month = Cli.run(staylog, "schemas", "check", file);
        var week = Cli.run(staylog, "schemas", "check", file, "--days", "7");
        var unread = Cli.run(staylog, "schemas", "check", file, "--days", "0");

        assertThat(month.exit()).isEqualTo(3);
        assertThat(month.err())
                .contains("a version that is not under the subject (id " + id + ", 1 record in the last 30 days");
        assertThat(week.exit()).as(week.err()).isZero();
        assertThat(unread.exit()).as(unread.err()).isZero();
    }

    @Test
    void what_no_version_knows_is_accepted_and_what_it_was_held_against_is_named() throws IOException {
        var run = Cli.run(staylog, "schemas", "check", proposed("same.avsc", withDesk("\"string\"", "\"\"")));

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("breaks nobody")
                .contains("version 1 (id ")
                .contains("version 2 (id ");
    }

    @Test
    void what_only_the_registry_would_refuse_is_refused_with_its_words() throws IOException {
        var file = proposed("same-again.avsc", withDesk("\"string\"", "\"\""));
        staylog.registry().refuseToRegister(true);
        try {
            var run = Cli.run(staylog, "schemas", "check", file);

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("the registry says: ");
        } finally {
            staylog.registry().refuseToRegister(false);
        }
    }

    @Test
    void a_schema_that_leans_on_another_file_and_one_that_is_no_record_are_refused() throws IOException {
        var leaning = Files.writeString(
                directory.resolve("leaning.avsc"),
                "{\"type\":\"record\",\"name\":\"RoomHeld\",\"fields\":[{\"name\":\"price\",\"type\":\"com.example.Money\"}]}");
        var union = Files.writeString(directory.resolve("union.avsc"), "[\"null\",\"string\"]");

        var reference = Cli.run(staylog, "schemas", "check", leaning.toString());
        var unionRun = Cli.run(staylog, "schemas", "check", union.toString());

        assertThat(reference.exit()).isEqualTo(3);
        assertThat(reference.err()).contains("com.example.Money").contains("without references");
        assertThat(unionRun.exit()).isEqualTo(3);
        assertThat(unionRun.err()).contains("one record, no union");
    }

    @Test
    void registering_again_changes_nothing() throws IOException {
        try (var registry = RegistryDouble.empty()) {
            var first =
                    Cli.run("schemas", "register", "--registry", registry.url().toString(), "--json");
            var second =
                    Cli.run("schemas", "register", "--registry", registry.url().toString(), "--json");

            assertThat(first.exit()).as(first.err()).isZero();
            assertThat(second.out()).isEqualTo(first.out()).contains(CHECK_OUT);
        }
    }

    @Test
    void what_only_our_rules_see_is_refused_with_the_rule_and_who_breaks_before_anything_is_registered()
            throws IOException {
        try (var registry = RegistryDouble.empty()) {
            var subject = Topics.BOOKING_EVENTS.subject(HoldExtended.getClassSchema());
            new SchemaRegistry(registry.url())
                    .register(
                            subject,
                            parse(HoldExtended.getClassSchema()
                                    .toString()
                                    .replace("timestamp-millis", "timestamp-micros")));

            var run =
                    Cli.run("schemas", "register", "--registry", registry.url().toString());

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err())
                    .contains("nothing was registered")
                    .contains("a field's logical type stays")
                    .contains("a reader of version 1 (id 1) would take the same bytes for another value");
            assertThat(new SchemaRegistry(registry.url()).subjects()).containsExactly(subject);
        }
    }

    @Test
    void what_the_registry_refuses_for_reasons_of_its_own_is_refused_with_its_words() throws IOException {
        try (var registry = RegistryDouble.empty()) {
            registry.refuseToRegister(true);

            var run =
                    Cli.run("schemas", "register", "--registry", registry.url().toString());

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("the registry refused").contains("staylog schemas history ");
        }
    }

    private static String proposed(String name, Schema schema) throws IOException {
        return Files.writeString(directory.resolve(name), schema.toString()).toString();
    }

    private static int id(String subject, int version) {
        return new SchemaRegistry(staylog.registry().url())
                .version(subject, version)
                .orElseThrow()
                .id();
    }

    private static byte[] checkOut() {
        var id = UUID.randomUUID();
        var json = Json.object()
                .put("requestId", id.toString())
                .put("hotelId", "rio")
                .put("bookingId", id.toString())
                .put("deskId", "1");
        var good = (JsonAvro.Result.Good) JsonAvro.read(withDesk("\"string\"", "\"\""), json);
        return WireBytes.encode(id(CHECK_OUT, 2), good.record());
    }

    private static GenericRecord guest() {
        return new GenericRecordBuilder(parse("{\"type\":\"record\",\"name\":\"Nobody\",\"fields\":[]}")).build();
    }

    private static void write(String topic, byte[] payload, Instant at) throws Exception {
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(new ProducerRecord<>(topic, 0, at.toEpochMilli(), "rio", payload))
                    .get();
        }
    }

    private static Schema withDesk(String type, String byDefault) {
        return withField(
                CheckOutReported.getClassSchema(), "\"deskId\",\"type\":" + type + ",\"default\":" + byDefault);
    }

    private static Schema guestWithPhone() {
        return guestWith("\"phone\",\"type\":\"string\",\"default\":\"\"");
    }

    private static Schema guestWith(String field) {
        return withField(GuestProfileSet.getClassSchema(), field);
    }

    private static Schema withField(Schema schema, String field) {
        var first = "\"fields\":[";
        return parse(schema.toString()
                .replaceFirst(
                        "\"fields\":\\[",
                        java.util.regex.Matcher.quoteReplacement(
                                first + "{\"name\":" + field + ",\"doc\":\"New.\"},")));
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
