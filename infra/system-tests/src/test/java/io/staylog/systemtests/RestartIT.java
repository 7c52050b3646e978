package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Part;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.systemtests.Books.Money;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was promised before something was killed or stopped is kept after it, once. */
@Order(9)
@Tag(Staylog.ANYWHERE)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartIT {
    private Staylog staylog;
    private Log log;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
    }

    @AfterAll
    void close() {
        if (log != null) {
            log.close();
        }
    }

    /** The bank takes its time, so that the payments are under way when the part is killed. */
    @ParameterizedTest
    @EnumSource(Part.class)
    void whatever_is_killed_each_booking_is_confirmed_and_paid_once(Part part) throws Exception {
        var hotel = TestHotel.open(staylog, "kill-" + part.id(), 10);
        var before = hotel.booked(PREPAID, 30, 32);
        var requests = new ArrayList<BookingRequested>();
        for (int i = 0; i < 4; i++) {
            var request = hotel.request(PREPAID, 30, 32, "tok_slow_2500");
            log.asked(hotel.id(), request);
            requests.add(request);
        }
        staylog.killAndRestart(part);
        eventually(() -> assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(BookingConfirmed::getBookingId)
                .containsAll(
                        requests.stream().map(BookingRequested::getBookingId).toList()));
        assertPaidOnce(hotel, 1 + requests.size());
        eventually(() -> assertThat(hotel.show(before).at("/status").asString()).isEqualTo("CONFIRMED"));
    }

    @Test
    void stopping_everything_and_starting_it_again_loses_nothing() {
        var hotel = TestHotel.open(staylog, "restart", 2);
        var before = hotel.booked(PREPAID, 30, 32);
        assertPaidOnce(hotel, 1);
        var events = hotel.events(log);
        staylog.restartAll();
        eventually(() -> assertThat(hotel.show(before).at("/status").asString()).isEqualTo("CONFIRMED"));
        assertThat(hotel.events(log)).isEqualTo(events);
        hotel.booked(PREPAID, 30, 32);
        assertPaidOnce(hotel, 2);
        assertThat(hotel.book(PREPAID, 30, 32, TestHotel.GOOD).expect(409).text("/code"))
                .isEqualTo("sold_out");
    }

    private void assertPaidOnce(TestHotel hotel, int bookings) {
        var expected = new Money(bookings, bookings * 2 * TestHotel.NIGHT, 0, 0);
        eventually(() -> assertThat(Books.log(log, hotel.id())).isEqualTo(expected));
        assertThat(Books.agreed(staylog, log, hotel.id())).isEqualTo(expected);
        Books.assertNothingIsDoneTwice(staylog, log, hotel.id());
        assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(BookingConfirmed::getBookingId)
                .doesNotHaveDuplicates();
    }
}
