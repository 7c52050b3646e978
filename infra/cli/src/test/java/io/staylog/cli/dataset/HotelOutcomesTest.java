package io.staylog.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.cli.dataset.DatasetRow.Ending;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HotelOutcomesTest {
    private static final LocalDate DAY = LocalDate.of(2015, 7, 1);
    private static final String CITY = DatasetHotel.CITY.hotelId();
    private static final UUID ANNA = DatasetIds.booking(0);

    private final HotelPlan plan = plan();
    private final HotelOutcomes outcomes = new HotelOutcomes(plan);

    @Test
    void a_prepaid_booking_is_undecided_from_sending_until_it_is_paid() {
        outcomes.sending(place());
        assertThat(outcomes.isNoneHeld()).isFalse();

        outcomes.see(held());
        assertThat(outcomes.isDecided(0)).isFalse();
        assertThat(outcomes.inFlight()).isZero();

        outcomes.see(new BookingConfirmed(null, CITY, ANNA, 2, DAY, null, null));
        assertThat(outcomes.isDecided(0)).isTrue();
        assertThat(outcomes.isRefused(0)).isFalse();
        assertThat(outcomes.isNoneHeld()).isTrue();
    }

    @Test
    void a_declined_payment_refuses_the_booking_and_counts_its_reason() {
        outcomes.sending(place());
        outcomes.see(held());
        outcomes.see(new BookingReleased(CITY, ANNA, 2, DAY, "insufficient_funds"));

        assertThat(outcomes.isRefused(0)).isTrue();
        assertThat(outcomes.tally().rejected()).containsEntry("insufficient_funds", 1);
    }

    @Test
    void a_hold_that_runs_out_refuses_the_booking() {
        outcomes.see(held());
        outcomes.see(new BookingExpired(CITY, ANNA, 2, DAY));

        assertThat(outcomes.isRefused(0)).isTrue();
        assertThat(outcomes.tally().rejected()).containsEntry("hold_expired", 1);
    }

    @Test
    void a_rejected_request_is_answered_and_refuses_its_booking() {
        outcomes.sending(place());
        outcomes.see(rejected(plan.requests().get(place()).id()));

        assertThat(outcomes.isAnswered(place())).isTrue();
        assertThat(outcomes.isRefused(0)).isTrue();
        assertThat(outcomes.isNoneHeld()).isTrue();
    }

    @Test
    void an_answer_that_comes_twice_counts_once() {
        outcomes.sending(place());
        outcomes.see(rejected(plan.requests().get(place()).id()));
        outcomes.see(rejected(plan.requests().get(place()).id()));

        assertThat(outcomes.inFlight()).isZero();
        assertThat(outcomes.tally().rejected()).containsEntry("sold_out", 1);
    }

    @Test
    void the_no_shows_that_closing_a_day_makes_do_not_say_that_it_is_closed() {
        int close = plan.requests().size() - 1;
        var id = plan.requests().get(close).id();
        outcomes.sending(close);

        outcomes.see(new BookingNoShow(id, CITY, UUID.randomUUID(), 2, DAY, 0L, 0L));
        assertThat(outcomes.isAnswered(close)).isFalse();

        outcomes.see(new BusinessDayClosed(id, CITY, DAY, DAY.plusDays(1)));
        assertThat(outcomes.isAnswered(close)).isTrue();
    }

    @Test
    void what_other_clients_asked_for_does_not_matter() {
        outcomes.see(rejected(UUID.randomUUID()));
        outcomes.see(new BookingExpired(CITY, UUID.randomUUID(), 2, DAY));

        assertThat(outcomes.tally()).isEqualTo(new HotelOutcomes.Tally(0, 0, 0, Map.of()));
    }

    @Test
    void waiting_ends_after_a_stall_and_what_is_open_is_known_in_order() {
        outcomes.sending(0);
        outcomes.sending(place());

        assertThat(outcomes.await(() -> outcomes.inFlight() == 0, Duration.ofMillis(20)))
                .isFalse();
        assertThat(outcomes.unanswered()).containsExactly(0, place());
    }

    @Test
    void a_failure_ends_all_waiting() {
        outcomes.fail(new IllegalStateException("the broker is gone"));

        assertThatThrownBy(() -> outcomes.await(() -> false, Duration.ofMinutes(1)))
                .hasMessage("the broker is gone");
    }

    private int place() {
        for (int no = 0; no < plan.requests().size(); no++) {
            if (plan.requests().get(no).row() == 0) {
                return no;
            }
        }
        throw new AssertionError("no booking is planned");
    }

    private static HotelPlan plan() {
        var row = new DatasetRow(
                0,
                DatasetHotel.CITY,
                DAY,
                0,
                1,
                Party.of(2, 0, 0),
                "A",
                Channel.OTA,
                Deposit.NON_REFUND,
                10_000L,
                Ending.CHECKED_OUT,
                DAY);
        var order = ReplayOrder.of(List.of(row));
        return HotelPlan.of(DatasetHotel.CITY, List.of(row), order, Capacity.peak(List.of(row), order));
    }

    private static BookingHeld held() {
        var policy = new CancellationPolicy(List.of(), new Fee(FeeType.FIXED, 0L));
        var terms = new BookingTerms(
                "ABCDEFGH",
                Channel.OTA,
                null,
                null,
                "NON_REFUND",
                Guarantee.PREPAYMENT,
                List.of(),
                "EUR",
                10_000L,
                10_000L,
                policy,
                "tok_ok");
        var request = DatasetIds.request(new Step(DAY, Step.Command.PLACE, 0));
        return new BookingHeld(request, CITY, ANNA, 1, DAY, terms, UUID.randomUUID(), Instant.EPOCH);
    }

    private static RequestRejected rejected(UUID requestId) {
        return RequestRejected.newBuilder()
                .setRequestId(requestId)
                .setHotelId(CITY)
                .setRequestType("BookingRequested")
                .setCode("sold_out")
                .setMessage("no room is left")
                .setRetriable(true)
                .build();
    }
}
