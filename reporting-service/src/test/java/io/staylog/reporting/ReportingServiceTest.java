package io.staylog.reporting;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.reporting.testing.RunningService;
import io.staylog.reporting.testing.TestDatabase;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentPurpose;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From events on a real broker to answers over HTTP; the steps build on each other. */
@TestMethodOrder(OrderAnnotation.class)
class ReportingServiceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService(TestDatabase.freshUrl()).start();
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @AfterEach
    void comeBack() {
        service.registry.away(false);
    }

    private static void awaitUpToDate() {
        await().atMost(SOON).untilAsserted(() -> {
            var status = service.json("/v1/projections");
            assertThat(status.at("/projection/phase").asString()).isEqualTo("RUNNING");
            assertThat(status.at("/watch/lagRecords")
                            .valueStream()
                            .mapToLong(n -> n.asLong())
                            .sum())
                    .isZero();
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        });
    }

    private static long totals(String column) {
        return service.json("/v1/reports/totals").at("/rows/0/" + column).asLong();
    }

    @Test
    @Order(1)
    void events_become_answers_that_name_their_offsets() {
        service.transact(
                true,
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                booked("bela", "2026-03-01", stay(1, "2026-03-02", 9_000)),
                initiated("p", PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                captured("p", 2, PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                arrived("anna", 2, "2026-03-02"));
        await().atMost(SOON).until(() -> totals("bookings") == 2);
        awaitUpToDate();
        var answer = service.get("/v1/reports/totals?hotel=" + HOTEL);
        var body = RunningService.json(answer);
        assertThat(body.at("/rows/0/roomNightsSold").asLong()).isEqualTo(2);
        assertThat(body.at("/rows/0/netCashMinor").asLong()).isEqualTo(22_000);
        assertThat(body.at("/asOf/booking.events")
                        .valueStream()
                        .mapToLong(n -> n.asLong())
                        .sum())
                .isEqualTo(6);
        assertThat(answer.headers().firstValue("X-Data-As-Of").orElseThrow()).contains("booking.events=0:");
        assertThat(body.at("/newestEventAt").asString()).startsWith("20");
    }

    @Test
    @Order(2)
    void an_answer_that_the_caller_has_is_not_sent_again() {
        var first = service.get("/v1/reports/nights");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(service.get("/v1/reports/nights", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        service.write(booked("cara", "2026-03-01", stay(1, "2026-03-04", 5_000)));
        awaitUpToDate();
        assertThat(service.get("/v1/reports/nights", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(3)
    void events_of_a_transaction_that_was_given_up_are_never_seen() {
        service.transact(false, booked("ghost", "2026-03-01", stay(1, "2026-03-02", 1)));
        service.write(booked("dora", "2026-03-01", stay(1, "2026-03-04", 6_000)));
        await().atMost(SOON).until(() -> totals("bookings") == 4);
        awaitUpToDate();
    }

    @Test
    @Order(4)
    void what_cannot_be_read_is_kept_and_the_partition_goes_on() {
        var poison = new byte[] {1, 2, 3};
        service.writeRaw(Topics.BOOKING_EVENTS.name(), HOTEL, poison);
        service.writeAsAStranger(booked("forged", "2026-03-01", stay(1, "2026-03-02", 1)));
        service.write(cancelled("dora", 2, "2026-03-02", 0));
        await().atMost(SOON).until(() -> totals("cancelled") == 1);
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                service.broker.getBrokersAsString(),
                "group.id",
                "test",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.BOOKING_EVENTS.dead()));
            var found = new java.util.ArrayList<org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]>>();
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() == 2;
            });
            assertThat(found.getFirst().value()).isEqualTo(poison);
            assertThat(found)
                    .extracting(dead -> new String(
                            dead.headers().lastHeader("staylog_dead_reason").value()))
                    .containsExactly("undecodable", "not-from-owner");
        }
        assertThat(service.get("/actuator/prometheus").body())
                .contains("staylog_projection_events_total")
                .contains("outcome=\"DEAD\"")
                .contains("staylog_projection_lag_records");
    }

    @Test
    @Order(5)
    void a_restart_counts_nothing_twice() throws IOException {
        var before = service.json("/v1/reports/totals").get("rows");
        service.stop();
        service.write(booked("emil", "2026-03-02", stay(1, "2026-03-08", 7_000)));
        service.start();
        await().atMost(SOON).until(() -> totals("bookings") == 5);
        awaitUpToDate();
        assertThat(totals("cancelled")).isEqualTo(before.at("/0/cancelled").asLong());
        assertThat(totals("netCashMinor")).isEqualTo(22_000);
    }

    @Test
    @Order(6)
    void while_the_registry_is_away_readiness_says_so() {
        service.registry.away(true);
        await().atMost(SOON).untilAsserted(() -> {
            var health = service.get("/actuator/health/readiness");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("the schema registry at");
        });
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        service.registry.away(false);
        awaitUpToDate();
    }

    private static void rebuild() {
        assertThat(service.post("/v1/projections/rebuild", "Authorization", "Bearer " + RunningService.TOKEN)
                        .statusCode())
                .isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> {
            var rebuild = service.json("/v1/projections").get("rebuild");
            assertThat(rebuild.get("phase").asString()).as(rebuild.toString()).isEqualTo("DONE");
            assertThat(rebuild.get("equal").asBoolean()).as(rebuild.toString()).isTrue();
            assertThat(rebuild.get("switched").asBoolean()).isTrue();
            assertThat(rebuild.get("tables").size()).isGreaterThan(10);
        });
    }

    @Test
    @Order(7)
    void a_rebuild_from_the_first_event_gives_equal_rows_and_they_become_the_live_ones() {
        assertThat(service.post("/v1/projections/rebuild").statusCode()).isEqualTo(401);
        assertThat(service.post("/v1/projections/rebuild", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        var before = service.json("/v1/reports/totals").get("rows");
        rebuild();
        assertThat(service.json("/v1/reports/totals").get("rows")).isEqualTo(before);
        service.write(booked("finn", "2026-03-02", stay(1, "2026-03-08", 7_000)));
        await().atMost(SOON).until(() -> totals("bookings") == 6);
        awaitUpToDate();
    }

    @Test
    @Order(8)
    void tables_that_a_broken_off_rebuild_left_behind_do_not_hold_up_the_next_one() {
        service.database.execute("create schema projection_next; create table projection_next.booking (x int)");
        rebuild();
        assertThat(service.json("/v1/reports/totals").at("/rows/0/bookings").asLong())
                .isEqualTo(6);
    }

    @Test
    @Order(9)
    void a_switch_that_others_would_wait_for_is_given_up_and_the_old_tables_stay() throws SQLException {
        try (var reader = service.connect()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("lock table projection_control.projection_switch in access share mode");
            service.post("/v1/projections/rebuild", "Authorization", "Bearer " + RunningService.TOKEN);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(service.json("/v1/projections")
                                    .at("/rebuild/phase")
                                    .asString())
                            .isEqualTo("FAILED"));
            assertThat(service.json("/v1/projections").at("/rebuild/reason").asString())
                    .contains("the switch was given up 5 times");
            assertThat(totals("bookings")).isEqualTo(6);
        }
        rebuild();
    }

    @Test
    @Order(10)
    void what_is_asked_in_many_transactions_is_parsed_once() throws SQLException {
        int transactions = 20;
        try (var connection = service.part(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < transactions; i++) {
                try (var enter = connection.createStatement();
                        var asked = connection.prepareStatement("select count(*) from booking where hotel_id = ?")) {
                    enter.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
                    asked.setString(1, HOTEL);
                    asked.executeQuery();
                }
                connection.commit();
            }
            try (var statement = connection.createStatement();
                    var executed = statement.executeQuery("select max(generic_plans + custom_plans)"
                            + " from pg_prepared_statements where statement like 'select count(*) from booking%'")) {
                executed.next();
                // Until then the driver finds out that it is asked often.
                assertThat(executed.getInt(1)).isGreaterThanOrEqualTo(transactions / 2);
            }
        }
    }
}
