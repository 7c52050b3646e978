package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.OtherRelease.ofANewType;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.local.LocalException;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The registry hangs, dies, starts slowly and loses its data. Services that run go on; services that start wait and say why, or
 * refuse where waiting would not help; nothing is a dead letter because of it. The registry is a real one, and so is its loss,
 * so this is a Staylog of its own.
 */
@Order(8)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryFaultsIT {
    private static final int ROOMS = 1_000;
    private static final List<Part> SERVICES = List.of(Part.BOOKING, Part.PAYMENT, Part.REPORTING);

    private Staylog staylog;
    private Log log;
    private OtherRelease other;
    private TestHotel hotel;
    private TestHotel elsewhere;
    private RegistryData backup;

    @BeforeAll
    void start() {
        staylog = Staylog.usual();
        log = staylog.log();
        other = new OtherRelease(staylog.settings());
        other.learn();
        hotel = TestHotel.open(staylog, "registry", ROOMS);
        do {
            elsewhere = TestHotel.open(staylog, "elsewhere", ROOMS);
        } while (log.partition(elsewhere.id()) == log.partition(hotel.id()));
        books(hotel);
        books(elsewhere);
    }

    @AfterAll
    void close() {
        if (other != null) {
            other.close();
            log.close();
        }
        if (staylog != null) {
            staylog.close();
        }
    }

    @AfterEach
    void nothingIsADeadLetter() {
        for (var topic : Topics.all()) {
            var partitions =
                    IntStream.range(0, log.partitions(topic.dead())).boxed().toList();
            assertThat(log.readRaw(topic.dead(), partitions)).as(topic.dead()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void a_registry_that_hangs_is_told_by_health_and_holds_up_nobody() {
        var registry = staylog.stack().part(Part.REGISTRY);
        registry.pause();
        try {
            eventually(() ->
                    assertThat(staylog.booking().get("/actuator/health").text()).contains("gave no usable answer"));
            books(hotel);
            for (var service : List.of(staylog.booking(), staylog.payment())) {
                service.get("/actuator/health/readiness").expect(200);
            }
            // Its readiness may say so by now, as it could not read a new kind of record; what it knows it goes on
            // telling.
            staylog.reporting().get("/").expect(200);
        } finally {
            registry.resume();
        }
    }

    @Test
    @Order(2)
    void a_cold_start_without_registry_waits_says_why_and_ends_by_itself() throws Exception {
        staylog.stack().part(Part.REGISTRY).kill();
        books(hotel);
        staylog.stack().part(Part.PAYMENT).kill();
        var starting = inBackground(Part.PAYMENT);

        // Nobody listens while it starts.
        Books.await().ignoreExceptions().untilAsserted(() -> {
            var ready = staylog.payment().get("/actuator/health/readiness");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().at("/components/startup/details/reason").asString())
                    .contains("waits for the schema registry")
                    .contains(staylog.settings().registryUrl());
        });
        assertThat(logOf(Part.PAYMENT)).contains("waits for the schema registry");
        var asked = ask(hotel);
        assertThat(starting).isNotDone();

        staylog.stack().restart(Part.REGISTRY);

        starting.get(2, TimeUnit.MINUTES);
        eventually(() -> assertThat(confirmed(hotel)).contains(asked));
    }

    /** While it reads its own log it says of everything that there is no such thing. */
    @Test
    @Order(3)
    void a_registry_that_starts_beside_the_services_is_waited_for_whatever_it_says_meanwhile() throws Exception {
        staylog.stack().part(Part.REGISTRY).kill();
        SERVICES.forEach(service -> staylog.stack().part(service).kill());
        var starting = SERVICES.stream().map(this::inBackground).toList();

        staylog.stack().restart(Part.REGISTRY);

        for (var start : starting) {
            start.get(2, TimeUnit.MINUTES);
        }
        books(hotel);
        books(elsewhere);
    }

    @Test
    @Order(4)
    void running_services_go_on_behind_a_registry_that_was_wiped() throws Exception {
        // Somebody's type, registered in time and not yet met by any service.
        var late = OtherRelease.encode(
                other.register(
                        Topics.BOOKING_REQUESTS,
                        ofANewType("SpaVisitRequested", "").getSchema()),
                ofANewType("SpaVisitRequested", elsewhere.id()));
        backup = RegistryData.of(staylog.settings(), log);
        backup.wipe(staylog);
        assertThat(registry().subjects()).isEmpty();

        books(hotel);
        for (var service : List.of(staylog.booking(), staylog.payment())) {
            eventually(() -> assertThat(service.get("/actuator/health")
                            .json()
                            .at("/components/registry")
                            .toString())
                    .contains("has lost its data"));
            service.get("/actuator/health/readiness").expect(200);
        }

        log.write(Topics.BOOKING_REQUESTS, null, elsewhere.id(), late).get();
        var behind = ask(elsewhere);
        eventually(() -> assertThat(staylog.booking()
                        .get("/actuator/health")
                        .json()
                        .at("/components/engine")
                        .toString())
                .contains("it is still starting, or it has lost its data")
                .contains("restore its data from a backup"));
        books(hotel);
        assertThat(confirmed(elsewhere))
                .as("nobody knows yet what stands before it")
                .doesNotContain(behind);
    }

    @Test
    @Order(5)
    void a_cold_start_behind_a_wiped_registry_is_refused_and_says_how_to_restore() {
        staylog.stack().part(Part.PAYMENT).kill();

        assertThatThrownBy(() -> staylog.stack().restart(Part.PAYMENT))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("ended while it was starting");

        assertThat(logOf(Part.PAYMENT))
                .contains("has lost its data, or is another one")
                .contains("restore the registry's own data from a backup")
                .contains("it gives them other ids");
    }

    @Test
    @Order(6)
    void registering_the_schemas_again_gives_them_other_ids_and_is_refused_too() {
        other.register(Topics.GUEST_PROFILES, ofANewType("GuestSeated", "").getSchema());
        new SchemaRegistration(registry()).registerAll();

        assertThatThrownBy(() -> staylog.stack().restart(Part.PAYMENT)).isInstanceOf(LocalException.class);

        assertThat(logOf(Part.PAYMENT)).contains("is now that of ");
        var asked = ask(hotel);
        // Read as bytes, because whoever asks this registry now is told something else.
        eventually(() -> assertThat(log.readRaw(Topics.BOOKING_EVENTS.name(), List.of(log.partition(hotel.id()))))
                .as("booking-service goes on with what it knows")
                .anyMatch(event -> new String(event.value(), ISO_8859_1).contains(asked.toString())));
    }

    @Test
    @Order(7)
    void with_the_registry_s_data_restored_everything_goes_on_where_it_stopped() throws Exception {
        backup.restore(staylog);

        staylog.stack().restart(Part.PAYMENT);

        books(hotel);
        books(elsewhere);
        staylog.booking().get("/actuator/health/readiness").expect(200);
    }

    private CompletableFuture<Void> inBackground(Part service) {
        Runnable restart = () -> {
            try {
                staylog.stack().restart(service);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        };
        // The end of a process is told on the common pool, which may have a single thread.
        return CompletableFuture.runAsync(restart, Thread::startVirtualThread);
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(URI.create(staylog.settings().registryUrl()));
    }

    /** Asks for a room that is to be paid at once. */
    private UUID ask(TestHotel at) {
        var request = at.request(PREPAID, 10, 11, GOOD);
        log.asked(at.id(), request);
        return request.getBookingId();
    }

    /** Through all three services: asked, held, paid, confirmed, and in the reports. */
    private void books(TestHotel at) {
        var asked = ask(at);
        eventually(() -> assertThat(confirmed(at)).contains(asked));
        eventually(() -> assertThat(Books.reports(staylog, at.id())).isEqualTo(Books.bank(staylog, at.id())));
    }

    /** As somebody reads it who has learned all schemas before: the registry is what is broken here. */
    private List<UUID> confirmed(TestHotel at) {
        return other.confirmed(log, at.id());
    }

    private String logOf(Part service) {
        try {
            return Files.readString(staylog.stack().part(service).log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
