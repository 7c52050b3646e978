package io.staylog.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.edge.StartRefusal;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The service starts only where it may, says what it waits for, and tells the truth about itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartIT {
    private static final List<String> REFUSED = new CopyOnWriteArrayList<>();
    private static RealBroker broker;
    private final RunningService service = new RunningService(broker);

    @BeforeAll
    static void startBroker() {
        broker = RealBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class RefusalIsNoted {
        @Bean
        @Primary
        StartRefusal notedRefusal() {
            return REFUSED::addAll;
        }
    }

    @AfterEach
    void close() {
        service.close();
        REFUSED.clear();
    }

    private Http start() {
        return service.http(service.start(new Class<?>[] {BookingService.class, RefusalIsNoted.class}, "one"));
    }

    private static void awaitReadiness(Http http, String reason) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var answer = http.get("/readyz");
            assertThat(answer.response().body()).contains(reason);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(http.get("/livez").status()).isEqualTo(200);
        });
    }

    @Test
    @Order(1) // While there are none; the other tests make them.
    void topics_that_are_missing_are_named_and_the_start_is_refused() {
        var http = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !REFUSED.isEmpty());
        assertThat(REFUSED)
                .contains("topic booking.events does not exist; create it with: staylog topics create")
                .hasSize(8);
        awaitReadiness(http, "does not exist");
    }

    @Test
    void a_topic_that_would_forget_is_named_and_the_start_is_refused() throws Exception {
        service.withTopics();
        retention("604800000");
        try {
            start();
            await().atMost(Duration.ofSeconds(60)).until(() -> !REFUSED.isEmpty());
            assertThat(REFUSED).singleElement().asString().contains("booking.events", "retention.ms=604800000", "-1");
        } finally {
            retention("-1");
        }
    }

    private static void retention(String millis) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.BOOKING_EVENTS.name());
        var change = new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
        broker.admin()
                .incrementalAlterConfigs(Map.of(topic, List.of(change)))
                .all()
                .get();
    }

    @Test
    void a_schema_that_is_not_registered_is_named_and_the_start_is_refused() {
        service.withTopics();
        service.registry.forget("booking.events-io.staylog.schemas.booking.BookingHeld");
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !REFUSED.isEmpty());
        assertThat(REFUSED)
                .singleElement()
                .asString()
                .contains("booking.events-io.staylog.schemas.booking.BookingHeld", "staylog schemas register");
    }

    @Test
    void a_registry_and_a_broker_that_are_away_are_waited_for_and_each_is_named() {
        service.withTopics();
        service.registry.away(true);
        broker.kill();
        var http = start();
        awaitReadiness(http, "no broker answers");
        var refused =
                http.post("/v1/hotels/rio/close-day", "{\"businessDate\": \"2026-12-01\"}", "Idempotency-Key", "k");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("not_ready");

        broker.restart();
        awaitReadiness(http, "waits for the schema registry");
        service.registry.away(false);
        RunningService.ready(http);
        assertThat(REFUSED).isEmpty();
    }

    @Test
    void a_broker_that_goes_away_makes_the_instance_unready_and_requests_safe_to_repeat() {
        service.withTopics();
        var http = RunningService.ready(start());
        var hotel = new HotelCalls(http, "madrid").open(1);
        var before = hotel.book("before", "free", "2026-12-05", "2026-12-06");
        assertThat(before.status()).isEqualTo(201);

        broker.kill();
        var answer = hotel.book("away", "free", "2026-12-06", "2026-12-07");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("outcome_unknown");
        assertThat(answer.json().path("retriable").asBoolean()).isTrue();
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.json().path("detail").asString()).contains("same Idempotency-Key is safe");
        awaitReadiness(http, "no broker answers");
        // What was decided is still shown, and what happened is not made up.
        assertThat(http.get(before.header("Location")).status()).isEqualTo(200);
        assertThat(http.get(before.header("Location") + "/events").code()).isEqualTo("log_unavailable");

        broker.restart();
        RunningService.ready(http);
        assertThat(hotel.book("away", "free", "2026-12-06", "2026-12-07").status())
                .isEqualTo(201);
        service.registry.away(true);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(http.get("/actuator/health").response().body())
                                .contains("\"registry\":{\"details\":{\"reason\""));
        assertThat(http.get("/readyz").status()).isEqualTo(200); // All schemas are known, so it is not needed.
        assertThat(hotel.book("unneeded", "free", "2026-12-07", "2026-12-08").status())
                .isEqualTo(201);
    }

    @Test
    void any_instance_answers_and_a_restart_forgets_nothing() throws Exception {
        service.withTopics();
        var first = service.start("one");
        var one = RunningService.ready(service.http(first));
        var two = RunningService.ready(service.http(service.start("two")));
        for (var name : List.of("rio", "oslo", "lisbon")) {
            var hotel = new HotelCalls(one, name).open(1);
            var booked = hotel.book("k", "free", "2026-12-05", "2026-12-07");
            assertThat(booked.status()).isEqualTo(201);
            var position = "?min-position=" + booked.header("X-Position");
            assertThat(two.get(booked.header("Location") + position).json()).isEqualTo(booked.json());
            // The same request on another instance is the same request; another one under its key is not.
            var repeat = new HotelCalls(two, name).book("k", "free", "2026-12-05", "2026-12-07");
            assertThat(repeat.json()).isEqualTo(booked.json());
            assertThat(new HotelCalls(two, name)
                            .book("k", "free", "2026-12-05", "2026-12-06")
                            .code())
                    .isEqualTo("idempotency_conflict");
        }
        var waited =
                new HotelCalls(two, "rio").book("card", HotelCalls.stay("card", "2026-12-10", "2026-12-11"), "wait=1");
        assertThat(waited.json().path("status").asString()).isEqualTo("HELD");
        service.stop(first);

        var again = RunningService.ready(service.http(service.start("one")));
        var held = again.get(waited.header("Location")).json();
        assertThat(held.path("status").asString()).isEqualTo("HELD");
        assertThat(again.get(waited.header("Location") + "/events").json().path("events"))
                .hasSize(2);
        assertThat(new HotelCalls(again, "oslo")
                        .book("k", "free", "2026-12-05", "2026-12-07")
                        .status())
                .isEqualTo(201);
        var token = service.home.resolve("token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void figures_of_the_business_are_there_to_be_scraped_and_logs_name_no_guest() {
        service.withTopics();
        var http = RunningService.ready(start());
        var log = new CapturedLog(); // After the start, which sets logging up anew.
        try (log) {
            var hotel = new HotelCalls(http, "porto").open(1);
            hotel.book("one", "free", "2026-12-05", "2026-12-06");
            hotel.book("two", "free", "2026-12-05", "2026-12-06");
            http.post(
                    hotel.path("/bookings"),
                    "{\"guest\": {\"name\": \"Anna Example\"}, \"x\": 1}",
                    "Idempotency-Key",
                    "k");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(
                                    http.get("/actuator/prometheus").response().body())
                            .contains(
                                    "staylog_bookings_total{outcome=\"confirmed\"} 1.0",
                                    "staylog_bookings_total{outcome=\"rejected\"} 1.0",
                                    "staylog_rejections_total{code=\"sold_out\"} 1.0",
                                    "staylog_requests_total{code=\"sold_out\",type=\"BookingRequested\"} 1.0",
                                    "staylog_requests_total{code=\"unknown_field\",type=\"edge\"} 1.0",
                                    "staylog_waiters",
                                    "staylog_view_lag_records",
                                    "staylog_engine_decisions_total"));
        }
        assertThat(log.text())
                .contains(
                        "BookingRequested was answered with 201",
                        "hotelId=porto",
                        "traceId=",
                        "requestId=",
                        "bookingId=")
                .doesNotContain("Anna", "example.org", "tok_visa");
    }
}
