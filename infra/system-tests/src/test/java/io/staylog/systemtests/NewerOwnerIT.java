package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.OtherRelease.ofANewType;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.LocalException;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The owner of a topic writes a type that today's release does not know. Everybody else passes over it and counts it. The owner
 * itself must not: its state is the fold of its own topic, so a type that it leaves out would be a state that is wrong. An older
 * build of the owner stops at it, that partition alone, and says why; hence readers are deployed before writers. The log cannot
 * be rid of such a record, so this is a Staylog of its own.
 */
@Order(6)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewerOwnerIT {
    private static final int ROOMS = 100;

    private Staylog staylog;
    private Log log;
    private OtherRelease other;
    private TestHotel hotel;
    private TestHotel elsewhere;

    @BeforeAll
    void start() {
        staylog = Staylog.usual();
        log = staylog.log();
        other = new OtherRelease(staylog.settings());
        hotel = TestHotel.open(staylog, "newer", ROOMS);
        do {
            elsewhere = TestHotel.open(staylog, "elsewhere", ROOMS);
        } while (log.partition(elsewhere.id()) == log.partition(hotel.id()));
    }

    @AfterAll
    void close() {
        if (other != null) {
            other.close();
        }
        if (log != null) {
            log.close();
        }
        if (staylog != null) {
            staylog.close();
        }
    }

    @Test
    @Order(1)
    void the_others_pass_over_it_count_it_and_go_on() {
        other.writeAsOwner(Topics.BOOKING_EVENTS, hotel.id(), ofANewType("BookingUpgraded", hotel.id()));
        other.writeAsOwner(Topics.PAYMENT_EVENTS, hotel.id(), ofANewType("PaymentDisputed", hotel.id()));

        eventually(() -> {
            assertThat(counted(staylog.payment(), "staylog_engine_skipped_total", "BookingUpgraded"))
                    .as("payment-service, of booking.events")
                    .isEqualTo(1);
            assertThat(counted(staylog.booking(), "staylog_engine_skipped_total", "PaymentDisputed"))
                    .as("booking-service, of payment.events")
                    .isEqualTo(1);
            for (var topic : List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS)) {
                assertThat(counted(
                                staylog.reporting(), "staylog_projection_events_total", "UNKNOWN_TYPE", topic.name()))
                        .as("reporting-service, of %s", topic.name())
                        .isEqualTo(1);
            }
        });
        // Of the same hotel, so behind it in the same partition: held, paid and confirmed.
        pays(hotel);
        eventually(() -> assertThat(Books.reports(staylog, hotel.id()))
                .isEqualTo(Books.bank(staylog, hotel.id()))
                .returns(1L, Books.Money::captures));
    }

    @Test
    @Order(2)
    void the_owner_s_view_stands_still_there_and_says_why() {
        eventually(() -> {
            var health = staylog.booking().get("/actuator/health");
            assertThat(health.text())
                    .contains("cannot read the event at offset")
                    .contains("may be older than the log");
        });
    }

    @Test
    @Order(3)
    void an_older_build_of_the_owner_decides_nothing_there_and_everything_elsewhere() throws InterruptedException {
        // As when an instance of the next release has owned the partition in between.
        staylog.stack().part(Part.BOOKING).stop();
        other.writeAsOwner(Topics.BOOKING_EVENTS, hotel.id(), ofANewType("BookingUpgraded", hotel.id()));
        var restart = Thread.ofVirtual().start(this::restart);
        try {
            // Nobody listens while it starts.
            Books.await().ignoreExceptions().untilAsserted(() -> {
                var ready = staylog.booking().get("/actuator/health/readiness");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.json().at("/components/engine").toString()).contains("may be older than the log");
            });
            pays(elsewhere);
            var asked = hotel.request(PREPAID, 10, 11, GOOD);
            log.asked(hotel.id(), asked);
            pays(elsewhere);
            assertThat(confirmed(hotel, asked.getBookingId()))
                    .as("decided behind a type that is not known")
                    .isFalse();
            assertThat(log.size(Topics.BOOKING_REQUESTS.dead()))
                    .as("dead letters")
                    .isZero();
        } finally {
            restart.interrupt();
            restart.join();
        }
    }

    /** Never ready, so whoever waits for it is interrupted. */
    private void restart() {
        try {
            staylog.stack().restart(Part.BOOKING);
        } catch (InterruptedException | LocalException e) {
            Thread.currentThread().interrupt();
        }
    }

    private UUID pays(TestHotel at) {
        var request = at.request(PREPAID, 10, 11, GOOD);
        log.asked(at.id(), request);
        eventually(() -> assertThat(confirmed(at, request.getBookingId())).isTrue());
        return request.getBookingId();
    }

    /** Today's own reader of the log would stop at the type that it does not know. */
    private boolean confirmed(TestHotel at, UUID bookingId) {
        return other.confirmed(log, at.id()).contains(bookingId);
    }

    private static double counted(Http service, String... words) {
        return service.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> Stream.of(words).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
