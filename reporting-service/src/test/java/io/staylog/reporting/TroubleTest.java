package io.staylog.reporting;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.Gate;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the service says and does while something it needs is away or wrong; the steps build on each other. */
@TestMethodOrder(OrderAnnotation.class)
class TroubleTest {
    private static final Duration SOON = Duration.ofSeconds(45);
    private static RunningService service;
    private static Gate database;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService();
        database = new Gate(
                URI.create(service.databaseUrl.substring("jdbc:".length())).getPort());
        start();
    }

    private static void start() throws IOException {
        service.start(service.databaseUrl.replaceFirst(":\\d+/", ":" + database.port() + "/"));
    }

    @AfterAll
    static void end() {
        service.close();
        database.close();
    }

    private static BookingConfirmed[] bookings(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> booked(name + i, "2026-03-01", stay(1, "2026-03-02", 100)))
                .toArray(BookingConfirmed[]::new);
    }

    private static void awaitReady() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                service.get("/actuator/health/readiness").statusCode())
                        .as(service.get("/v1/projections").body())
                        .isEqualTo(200));
    }

    /** Waits until readiness says that of that part. */
    private static void awaitNotReady(String part, String sentence) {
        await().atMost(SOON).untilAsserted(() -> {
            var health = service.get("/actuator/health/readiness");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(RunningService.json(health)
                            .at("/components/projection/details/" + part)
                            .asString())
                    .contains(sentence);
        });
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    private static void rebuild() {
        service.post("/v1/projections/rebuild", "Authorization", "Bearer " + RunningService.TOKEN);
    }

    private static void awaitBookings(int count) {
        await().atMost(SOON)
                .until(() -> service.json("/v1/reports/totals")
                                .at("/rows/0/bookings")
                                .asInt()
                        == count);
    }

    @Test
    @Order(1)
    void it_starts_without_its_database_says_so_and_comes_up_with_it() throws IOException {
        awaitNotReady("database", "Connection");
        var report = service.get("/v1/reports/totals");
        assertThat(report.statusCode()).isEqualTo(503);
        assertThat(report.headers().firstValue("Retry-After")).isPresent();
        assertThat(report.body()).contains("not_available");
        database.open();
        awaitReady();
    }

    @Test
    @Order(2)
    void a_database_that_goes_away_and_comes_back_costs_no_event_and_doubles_none() throws IOException {
        service.write(hotel(HOTEL, "2026-03-01"));
        service.write(bookings("before", 50));
        awaitBookings(50);
        database.shut();
        service.write(bookings("meanwhile", 50));
        awaitNotReady("database", "Connection");
        database.open();
        service.write(bookings("after", 50));
        awaitBookings(150);
        awaitReady();
        assertThat(service.json("/v1/reports/cash")
                        .at("/asOf/booking.events")
                        .valueStream()
                        .mapToLong(n -> n.asLong())
                        .sum())
                .isEqualTo(151);
    }

    @Test
    @Order(3)
    void without_a_dead_letter_topic_it_reads_nothing_and_says_what_to_do() throws Exception {
        service.stop();
        try (var admin = service.admin()) {
            admin.deleteTopics(List.of(Topics.BOOKING_EVENTS.dead())).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(Topics.BOOKING_EVENTS.dead()));
        }
        start();
        awaitNotReady("projection", "topic booking.events.dead does not exist; create it with: staylog topics create");
        service.createTopics();
        awaitReady();
    }

    @Test
    @Order(4)
    void a_topic_that_would_forget_events_is_refused() throws Exception {
        service.stop();
        try (var admin = service.admin()) {
            setRetention(admin, "604800000");
            start();
            awaitNotReady("projection", "topic payment.events has retention.ms=604800000, but must have -1");
            setRetention(admin, "-1");
        }
        awaitReady();
    }

    private static void setRetention(Admin admin, String ms) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PAYMENT_EVENTS.name());
        var change = new AlterConfigOp(new ConfigEntry("retention.ms", ms), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }

    @Test
    @Order(5)
    void events_that_were_deleted_before_they_were_read_stop_it_loudly() throws Exception {
        service.stop();
        service.write(bookings("lost", 20));
        try (var admin = service.admin()) {
            var all = partitions().stream().collect(Collectors.toMap(p -> p, p -> RecordsToDelete.beforeOffset(-1)));
            admin.deleteRecords(all).all().get();
        }
        start();
        awaitNotReady("projection", "the events before it are gone");
        assertThat(service.json("/v1/projections").at("/projection/phase").asString())
                .isEqualTo("REFUSED");
        // What was known before is still answered.
        awaitBookings(150);
    }

    @Test
    @Order(6)
    void a_rebuild_that_fails_says_why_and_leaves_nothing_behind() {
        rebuild();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service.json("/v1/projections")
                                .at("/rebuild/phase")
                                .asString())
                        .isEqualTo("FAILED"));
        assertThat(service.json("/v1/projections").at("/rebuild/reason").asString())
                .contains("the beginning of the log is gone");
        assertThat(service.database.queryForList(
                        "select 1 from information_schema.schemata where schema_name = 'projection_next'"))
                .isEmpty();
        awaitBookings(150);
    }

    @Test
    @Order(7)
    void a_topic_that_was_created_again_stops_it_until_somebody_rebuilds() throws Exception {
        service.stop();
        createAgain(Topics.BOOKING_EVENTS.name());
        service.write(hotel(HOTEL, "2026-03-01"));
        service.write(bookings("anew", 7));
        start();
        awaitNotReady("projection", "deleted and created again");
        rebuild();
        awaitBookings(7);
        awaitReady();
        service.write(bookings("more", 3));
        awaitBookings(10);
    }

    @Test
    @Order(8)
    void a_topic_that_is_created_again_while_it_is_read_stops_the_projection_too() throws Exception {
        createAgain(Topics.PAYMENT_EVENTS.name());
        awaitNotReady("projection", "topic payment.events is not the one that the rows stand on");
        assertThat(service.json("/v1/projections").at("/projection/phase").asString())
                .isEqualTo("REFUSED");
        rebuild();
        awaitReady();
    }

    private static void createAgain(String topic) throws Exception {
        try (var admin = service.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(topic));
        }
        service.createTopics();
    }

    @Test
    @Order(9)
    void while_brokers_are_away_answers_go_on_and_readiness_says_so() {
        service.broker.destroy();
        awaitNotReady("brokers", "the brokers do not answer");
        awaitBookings(10);
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, RunningService.PARTITIONS)
                .mapToObj(p -> new TopicPartition(Topics.BOOKING_EVENTS.name(), p))
                .toList();
    }
}
