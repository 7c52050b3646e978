package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.registered;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static io.staylog.booking.domain.HotelFixture.unregistered;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingCommand.Refuse;
import io.staylog.booking.stream.HotelRules;
import io.staylog.testkit.DeciderSpec;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which requests have to wait while there is one before them that nobody can read: it may be what they build on. */
class BuildingOnTheUnknownTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();
    private final HotelRules rules = new HotelRules();

    @Test
    void whatever_is_about_a_booking_that_the_hotel_does_not_know_builds_on_it() {
        assertThat(builds(ask.cancel(ANNA))).isTrue();
        assertThat(builds(ask.modify(ANNA, stay("2026-06-10", "2026-06-12")))).isTrue();
        assertThat(builds(ask.checkIn(ANNA))).isTrue();
        assertThat(builds(ask.checkOut(ANNA))).isTrue();
        assertThat(builds(ask.noShow(ANNA))).isTrue();
    }

    @Test
    void what_is_about_a_known_booking_or_about_the_hotel_does_not() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-10", "2026-06-12")));
        assertThat(builds(ask.cancel(ANNA))).isFalse();
        assertThat(builds(ask.place(BELA, FLEX, stay("2026-06-10", "2026-06-12"))))
                .isFalse();
        assertThat(builds(ask.close("2026-06-01"))).isFalse();
        assertThat(builds(ask.declare(registered()))).isFalse();
        assertThat(builds(new BookingCommand.HoldExpiryDue(BELA))).isFalse();
        assertThat(builds(new BookingCommand.ConfirmPaid(BELA, UUID.randomUUID(), 1)))
                .isFalse();
    }

    @Test
    void a_request_that_makes_no_sense_or_was_answered_before_is_answered_at_once() {
        var cancel = ask.cancel(ANNA);
        var senseless =
                new Refuse(ask.request("CancellationRequested"), ANNA, Rejection.of(Reason.FIELD_INVALID, "no sense"));
        assertThat(builds(senseless)).isFalse();
        rio.after(cancel);
        assertThat(builds(cancel)).isFalse();
    }

    @Test
    void of_a_hotel_that_is_not_registered_everything_builds_on_its_registration() {
        var nobody = unregistered();
        assertThat(rules.buildsOnUnknown(nobody.state(), ask.place(ANNA, FLEX, stay("2026-06-10", "2026-06-12"))))
                .isTrue();
        assertThat(rules.buildsOnUnknown(nobody.state(), ask.close("2026-06-01")))
                .isTrue();
        assertThat(rules.buildsOnUnknown(nobody.state(), ask.declare(registered())))
                .isFalse();
    }

    @Test
    void commands_about_the_same_booking_have_the_same_subject() {
        assertThat(rules.subject(ask.place(ANNA, FLEX, stay("2026-06-10", "2026-06-12"))))
                .isEqualTo(ANNA.toString())
                .isEqualTo(rules.subject(ask.cancel(ANNA)))
                .isEqualTo(rules.subject(new BookingCommand.ConfirmPaid(ANNA, BELA, 1)))
                .isEqualTo(rules.subject(HotelFixture.declined(ANNA, BELA, 1)))
                .isEqualTo(rules.subject(new BookingCommand.HoldExpiryDue(ANNA)));
        assertThat(rules.subject(ask.close("2026-06-01"))).isNull();
        assertThat(rules.subject(ask.declare(registered()))).isNull();
    }

    private boolean builds(BookingCommand command) {
        return rules.buildsOnUnknown(rio.state(), command);
    }
}
