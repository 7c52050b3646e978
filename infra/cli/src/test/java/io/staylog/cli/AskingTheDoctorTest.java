package io.staylog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestStaylog;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTheDoctorTest {
    private static final String GUEST = Topics.GUEST_PROFILES.subject(GuestProfileSet.getClassSchema());
    private static final String NOWHERE = "http://127.0.0.1:9";

    @TempDir
    static Path directory;

    static TestStaylog staylog;
    static HttpServer service;
    static volatile int status;
    static volatile String health = "";

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, health.getBytes(UTF_8).length);
            exchange.getResponseBody().write(health.getBytes(UTF_8));
            exchange.close();
        });
        service.start();
    }

    @AfterAll
    static void stop() {
        service.stop(0);
        staylog.close();
    }

    @BeforeEach
    void recover() {
        status = 200;
        health = "{\"status\":\"UP\"}";
    }

    @Test
    void all_is_well_in_one_line_each() {
        var run = doctor();
        var json = Json.parse(doctor("--json").out(), "out");

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.lines())
                .hasSize(9 + Topics.all().size())
                .allSatisfy(line -> assertThat(line).matches("(OK|NOTE) .*"))
                .filteredOn(line -> line.startsWith("NOTE"))
                .singleElement()
                .asString()
                .contains("one disk: no replica. ");
        assertThat(run.out()).contains("FULL_TRANSITIVE is in force").contains("no dead letter");
        assertThat(json.path("healthy").asBoolean()).isTrue();
        assertThat(json.path("checks").size()).isEqualTo(run.lines().size());
    }

    @Test
    void what_production_would_refuse_is_said_with_setting_value_and_what_it_must_be() {
        var run = doctor("--production", "--json");
        var checks = Json.parse(run.out(), "out").path("checks");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(checks.valueStream()
                        .filter(check -> check.path("setting").asString("").equals("min.insync.replicas")))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.path("state").asString()).isEqualTo("WRONG");
                    assertThat(check.path("where").asString()).startsWith("topics booking.requests, ");
                    assertThat(check.path("value").asString()).isEqualTo("1");
                    assertThat(check.path("must").asString()).isEqualTo("2 or more");
                });
        assertThat(wrong(doctor("--production")))
                .anySatisfy(line -> assertThat(line).contains("broker 1 has authorizer.class.name=, but must have"))
                .anySatisfy(line -> assertThat(line).contains("broker 1 has listeners=CONTROLLER:PLAINTEXT,PLAINTEXT"));
    }

    @Test
    void settings_in_a_file_are_judged_without_asking_anybody() throws IOException {
        var file = directory.resolve("payment.properties");
        Files.writeString(file, "staylog.kafka.client-overrides.fetch.max.wait.ms=50\n");
        var payment = new String[] {"doctor", "--settings", file.toString(), "--service", "payment-service"};
        assertThat(Cli.run(payment).exit()).isZero();

        Files.writeString(file, "staylog.kafka.client-overrides.acks=1\nspring.profiles.active=production\n");
        var run = Cli.run(payment);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(wrong(run))
                .anySatisfy(line -> assertThat(line)
                        .contains("payment-service has staylog.kafka.client-overrides.acks=1, but must have all")
                        .endsWith("take that setting away"))
                .anySatisfy(line -> assertThat(line).contains("staylog.bank.default-gateway=simulator"))
                .hasSize(run.lines().size());
    }

    @Test
    void a_settings_file_that_cannot_be_judged_is_misuse() throws IOException {
        var yaml = Files.writeString(directory.resolve("application.yaml"), "staylog: {}");
        assertThat(Cli.run("doctor", "--settings", yaml.toString()).exit()).isEqualTo(2);
        assertThat(Cli.run("doctor", "--settings", yaml.toString(), "--service", "booking-service")
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("doctor", "--settings", "nowhere.env", "--service", "booking-service")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void a_registry_without_its_rule_is_wrong() {
        staylog.registry().level("BACKWARD");
        try {
            var run = doctor();

            assertThat(run.exit()).isEqualTo(1);
            assertThat(wrong(run))
                    .singleElement()
                    .asString()
                    .contains("the global level is BACKWARD, but must be FULL_TRANSITIVE")
                    .endsWith("run: staylog schemas register");
        } finally {
            staylog.registry().level("FULL_TRANSITIVE");
        }
    }

    @Test
    void a_subject_with_a_level_of_its_own_is_wrong() {
        staylog.registry().level(GUEST, "NONE");
        try {
            assertThat(wrong(doctor()))
                    .anySatisfy(line -> assertThat(line).contains(GUEST + " has a level of its own, NONE"));
        } finally {
            staylog.registry().level(GUEST, null);
        }
    }

    @Test
    void a_rule_that_is_set_and_not_kept_is_wrong() {
        staylog.registry().forgetItsLevel(true);
        try {
            var run = doctor();

            assertThat(run.exit()).isEqualTo(1);
            assertThat(wrong(run))
                    .hasSize(Topics.all().size())
                    .allSatisfy(line -> assertThat(line)
                            .contains("would take a version of ")
                            .contains("not in force"));
        } finally {
            staylog.registry().forgetItsLevel(false);
        }
    }

    @Test
    void a_schema_that_is_missing_is_named() {
        staylog.registry().forget(GUEST);
        try {
            var run = doctor();

            assertThat(run.exit()).isEqualTo(1);
            assertThat(wrong(run))
                    .singleElement()
                    .asString()
                    .contains("1 of ")
                    .contains(GUEST)
                    .contains("staylog schemas register");
        } finally {
            assertThat(Cli.run(staylog, "schemas", "register").exit()).isZero();
        }
    }

    @Test
    void dead_letters_are_counted_and_the_young_ones_are_wrong() throws Exception {
        var topic = Topics.PAYMENT_REQUESTS.dead();
        write(topic, Instant.now().minus(Duration.ofDays(40)));
        write(topic, Instant.now().minus(Duration.ofDays(20)));
        try {
            var month = doctor();
            var week = doctor("--days", "7");

            assertThat(month.exit()).isEqualTo(1);
            assertThat(wrong(month))
                    .singleElement()
                    .asString()
                    .contains(topic)
                    .contains("2 dead letters, 2 open, 1 of the last 30 days")
                    .contains("staylog dlq list --topic " + Topics.PAYMENT_REQUESTS.name());
            assertThat(week.exit()).as(week.out()).isZero();
            assertThat(week.out()).contains("2 dead letters, 2 open, 0 of the last 7 days");
        } finally {
            clear(topic);
        }
    }

    @Test
    void what_was_aborted_and_the_ends_of_transactions_are_no_dead_letters() throws Exception {
        var topic = Topics.PAYMENT_EVENTS.dead();
        try (var producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(letter(topic, Instant.now(), 1));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(letter(topic, Instant.now(), 2)).get();
            producer.abortTransaction();
        }
        try {
            assertThat(wrong(doctor()))
                    .singleElement()
                    .asString()
                    .contains("1 dead letter, 1 open, 1 of the last 30 days");
        } finally {
            clear(topic);
        }
    }

    @Test
    void what_has_not_the_form_of_a_dead_letter_was_written_by_somebody_else() throws Exception {
        var topic = Topics.BANK_CALLS.dead();
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(new ProducerRecord<>(topic, 0, "rio", new byte[] {1})).get();
            assertThat(wrong(doctor()))
                    .singleElement()
                    .asString()
                    .contains("1 record has not the form of a dead letter")
                    .contains("staylog events tail --topic " + topic);
        } finally {
            clear(topic);
        }
    }

    private static KafkaProducer<String, byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", staylog.settings().bootstrapServers(), "transactional.id", "doctor-test"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Test
    void a_topic_that_would_lose_records_is_wrong() throws Exception {
        retention(Topics.BOOKING_EVENTS.name(), "3600000");
        try {
            var run = doctor();

            assertThat(run.exit()).isEqualTo(1);
            assertThat(wrong(run)).singleElement().asString().contains("booking.events has retention.ms=3600000");
        } finally {
            retention(Topics.BOOKING_EVENTS.name(), "-1");
        }
    }

    @Test
    void a_service_that_is_not_ready_says_what_it_waits_for() {
        status = 503;
        health = "{\"status\":\"DOWN\",\"components\":{\"broker\":{\"status\":\"UP\"},"
                + "\"startup\":{\"status\":\"DOWN\",\"details\":{\"waitsFor\":\"the schema registry\"}}}}";

        var run = doctor();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(wrong(run))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .contains("HTTP 503")
                        .contains("startup DOWN (waitsFor=the schema registry)")
                        .doesNotContain("broker")
                        .contains("staylog logs "));
    }

    @Test
    void what_does_not_answer_is_named_and_the_rest_is_looked_at_all_the_same() {
        var service = Cli.run(all("--payment-url", NOWHERE));
        var registry = Cli.run(all("--registry", NOWHERE));
        var broker = Cli.run(all("--bootstrap-servers", "127.0.0.1:9"));

        assertThat(List.of(service.exit(), registry.exit(), broker.exit())).containsOnly(5);
        assertThat(service.out())
                .containsPattern("UNREACHABLE +payment-service +no answer")
                .containsPattern("OK +booking-service");
        assertThat(registry.out()).containsPattern("UNREACHABLE +registry").containsPattern("OK +topics");
        assertThat(broker.out()).containsPattern("UNREACHABLE +brokers").containsPattern("OK +schemas");
    }

    private static Cli.Run doctor(String... more) {
        return Cli.run(all(more));
    }

    /** The doctor's command with all addresses; what is given beats ours. */
    private static String[] all(String... more) {
        var address = "http://127.0.0.1:" + service.getAddress().getPort();
        var all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(more));
        var ours = new ArrayList<>(List.of(staylog.options()));
        ours.addAll(List.of("--booking-url", address, "--payment-url", address, "--reporting-url", address));
        for (int i = 0; i < ours.size(); i += 2) {
            if (!all.contains(ours.get(i))) {
                all.addAll(ours.subList(i, i + 2));
            }
        }
        return all.toArray(String[]::new);
    }

    private static List<String> wrong(Cli.Run run) {
        return run.lines().stream().filter(line -> line.startsWith("WRONG ")).toList();
    }

    private static void write(String topic, Instant at) throws Exception {
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(letter(topic, at, at.toEpochMilli())).get();
        }
    }

    private static ProducerRecord<String, byte[]> letter(String topic, Instant at, long offset) {
        var record = new ProducerRecord<>(topic, 0, at.toEpochMilli(), "rio", new byte[] {1});
        var id = new LetterId(topic.substring(0, topic.lastIndexOf('.')), 0, offset);
        var why = Why.of("undecodable", "it is none of ours");
        DeadHeaders.add(record.headers(), new Letter("test", id, why, null, null, 0), OptionalInt.empty());
        return record;
    }

    private static void clear(String topic) throws Exception {
        try (var admin = new KafkaClients(staylog.settings()).admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private static void retention(String topic, String ms) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var set = new AlterConfigOp(new ConfigEntry("retention.ms", ms), AlterConfigOp.OpType.SET);
        try (var admin = new KafkaClients(staylog.settings()).admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }
}
