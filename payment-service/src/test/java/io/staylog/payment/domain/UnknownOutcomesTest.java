package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptNotFound;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentLookupStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnknownOutcomesTest extends PaymentSpec {
    static PaymentEvent unknown(int version, String reason) {
        return new PaymentOutcomeUnknown(about(version), Operation.AUTHORIZE, 1, reason);
    }

    static PaymentEvent lookup(int version, int lookupNo) {
        return new PaymentLookupStarted(about(version), Operation.AUTHORIZE, 1, lookupNo);
    }

    static PaymentEvent resolved(int version, Resolved outcome) {
        return new PaymentOutcomeResolved(about(version), Operation.AUTHORIZE, 1, outcome, Resolver.POLL);
    }

    @Test
    void a_call_without_an_answer_has_an_unknown_outcome_after_a_minute() {
        calling(PREPAYMENT)
                .at(after(Duration.ofMillis(59_999)))
                .whenTimersAreDue()
                .then();
        rio.at(after(Duration.ofSeconds(60))).whenTimersAreDue().then(unknown(3, "no answer within 60 s"));
    }

    @Test
    void an_unknown_outcome_is_asked_about_and_not_repeated() {
        calling(PREPAYMENT).when(answer(1, new OutcomeUnknown("time-out"))).then(unknown(3, "time-out"));
        rio.at(after(Duration.ofSeconds(2))).whenTimersAreDue().then(lookup(4, 1), asked(PREPAYMENT, authorize(), 1));
        rio.at(after(Duration.ofSeconds(7))).whenTimersAreDue().then(lookup(5, 2), asked(PREPAYMENT, authorize(), 2));
    }

    @Test
    void what_the_bank_did_counts_when_it_says_so_later() {
        calling(PREPAYMENT)
                .after(answer(1, new OutcomeUnknown("time-out")))
                .when(lookedUp(1, approved(300_00)))
                .then(resolved(4, Resolved.APPROVED), captured(5, 300_00, TODAY));
    }

    @Test
    void an_answer_that_comes_after_all_counts_too() {
        calling(PREPAYMENT)
                .after(answer(1, new OutcomeUnknown("time-out")))
                .when(answer(1, new Declined("lost_card")))
                .then(
                        resolved(4, Resolved.DECLINED),
                        new PaymentDeclined(about(5), Operation.AUTHORIZE, 1, "lost_card", DeclineCategory.HARD));
    }

    @Test
    void not_found_counts_only_when_it_is_said_again_a_minute_later() {
        calling(PREPAYMENT)
                .given(unknown(3, "time-out"), lookup(4, 1))
                .when(lookedUp(1, 1, new NotFound()))
                .then(new PaymentAttemptNotFound(about(5), Operation.AUTHORIZE, 1));
        rio.at(after(Duration.ofMillis(59_999)))
                .given(lookup(6, 2))
                .when(lookedUp(1, 2, new NotFound()))
                .then();
        rio.at(after(Duration.ofSeconds(60)))
                .when(lookedUp(1, 2, new NotFound()))
                .then(
                        resolved(7, Resolved.NOT_EXECUTED),
                        new PaymentAttemptStarted(about(8), authorize()),
                        told(PREPAYMENT, authorize()));
    }

    @Test
    void not_found_heard_again_is_not_said_again() {
        calling(PREPAYMENT)
                .given(unknown(3, "time-out"), lookup(4, 1))
                .after(lookedUp(1, 1, new NotFound()))
                .at(after(Duration.ofSeconds(61)))
                .when(lookedUp(1, 1, new NotFound()))
                .then();
        rio.given(lookup(6, 2), lookup(7, 3))
                .when(lookedUp(1, 2, new NotFound()))
                .then(); // An answer to the last question is still to come.
    }

    @Test
    void a_call_is_not_repeated_when_the_bank_may_have_forgotten_its_key() {
        calling(PREPAYMENT)
                .given(unknown(3, "time-out"), lookup(4, 1))
                .after(lookedUp(1, 1, new NotFound()))
                .given(lookup(6, 2))
                .at(after(Duration.ofHours(20))) // The new instruction may lie for four hours.
                .when(lookedUp(1, 2, new NotFound()))
                .then(
                        resolved(7, Resolved.NOT_EXECUTED),
                        new PaymentDeclined(
                                about(8), Operation.AUTHORIZE, 1, "processing_error", DeclineCategory.SOFT));
    }

    @Test
    void a_bank_that_never_knows_is_asked_eight_times_and_then_a_person_must_look() {
        calling(PREPAYMENT).after(answer(1, new OutcomeUnknown("time-out")));
        var asked = new ArrayList<Duration>();
        var last = 0;
        for (int i = 0; i < 9; i++) {
            var due = Instant.ofEpochMilli(rio.state().nextDueAt());
            asked.add(Duration.between(NOON, due));
            rio.at(due).whenTimersAreDue();
            last = rio.decided().size();
        }
        assertThat(asked)
                .startsWith(
                        Duration.ofSeconds(2), Duration.ofSeconds(7), Duration.ofSeconds(22), Duration.ofSeconds(82));
        assertThat(last).isEqualTo(1);
        assertThat(rio.decided().getFirst()).isInstanceOf(PaymentNeedsAttention.class);
        assertThat(rio.state().nextDueAt()).isEqualTo(Long.MAX_VALUE);
        rio.when(lookedUp(1, approved(300_00)));
        assertThat(rio.decided()).hasSize(2); // The bank may still say it.
    }

    @Test
    void a_bank_that_cannot_be_reached_is_tried_three_times_and_then_the_guest_hears_a_decline() {
        calling(PREPAYMENT)
                .when(answer(1, new NotExecuted("refused")))
                .then(new PaymentAttemptFailed(about(3), Operation.AUTHORIZE, 1, "refused", false));
        rio.at(after(Duration.ofSeconds(5)))
                .whenTimersAreDue()
                .then(new PaymentAttemptStarted(about(4), authorize()), told(PREPAYMENT, authorize()));
        rio.after(answer(1, new NotExecuted("refused")))
                .at(after(Duration.ofSeconds(30)))
                .whenTimersAreDue()
                .then(new PaymentAttemptStarted(about(6), authorize()), told(PREPAYMENT, authorize()));
        rio.when(answer(1, new NotExecuted("refused")))
                .then(
                        new PaymentAttemptFailed(about(7), Operation.AUTHORIZE, 1, "refused", false),
                        new PaymentDeclined(
                                about(8), Operation.AUTHORIZE, 1, "issuer_unavailable", DeclineCategory.SOFT));
    }

    @Test
    void a_refund_is_tried_for_hours_and_never_given_up_silently() {
        capturedPayment().after(ask(refund(1, 300_00)));
        for (int tries = 1; tries <= 7; tries++) {
            rio.when(answer(2, new NotExecuted("refused")));
            assertThat(rio.decided()).hasSize(1);
            rio.at(Instant.ofEpochMilli(rio.state().nextDueAt())).whenTimersAreDue();
            assertThat(rio.decided()).hasSize(2);
        }
        rio.when(answer(2, new NotExecuted("refused")));
        assertThat(rio.decided().getLast()).isInstanceOf(PaymentNeedsAttention.class);
        assertThat(rio.state().nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_repeat_that_had_no_effect_says_nothing_of_the_call_before_it() {
        calling(PREPAYMENT)
                .after(answer(1, new OutcomeUnknown("time-out")))
                .when(answer(1, new NotExecuted("refused")))
                .then();
    }

    @Test
    void a_repeat_with_an_unknown_outcome_counts_while_the_payment_waits_to_be_tried_again() {
        calling(PREPAYMENT)
                .after(answer(1, new NotExecuted("refused")))
                .when(answer(1, new OutcomeUnknown("time-out")))
                .then(unknown(4, "time-out"));
    }

    private void assertForgottenAfter(Duration time) {
        var bela = new PaymentId(new UUID(0, 99));
        var other = new PaymentEvent.PaymentCancelled(new PaymentEvent.About(bela, BOOKING, 1));
        rio.at(after(time)).given(other);
        assertThat(rio.state().payment(PAYMENT)).isNotNull();
        rio.at(after(time.plusMillis(1))).given(other);
        assertThat(rio.state().payment(PAYMENT)).isNull();
    }

    @Test
    void a_payment_that_nothing_can_come_of_is_forgotten_400_days_after_its_last_event() {
        capturedPayment().after(ask(refund(1, 300_00)), answer(2, approved(300_00)));
        assertForgottenAfter(Duration.ofDays(400));
    }

    @Test
    void a_declined_payment_is_forgotten_after_400_days() {
        calling(PREPAYMENT).after(answer(1, new Declined("lost_card")));
        assertForgottenAfter(Duration.ofDays(400));
    }

    @Test
    void money_can_be_given_back_for_four_years() {
        capturedPayment();
        rio.at(after(Duration.ofDays(1461))).when(ask(refund(1, 300_00)));
        assertThat(rio.decided()).hasSize(2).first().isInstanceOf(PaymentAttemptStarted.class);
    }

    @Test
    void a_payment_that_holds_money_is_forgotten_after_four_years() {
        capturedPayment();
        assertForgottenAfter(Duration.ofDays(1461));
    }

    @Test
    void a_payment_with_an_attempt_that_has_not_ended_is_never_forgotten() {
        var other =
                new PaymentEvent.PaymentCancelled(new PaymentEvent.About(new PaymentId(new UUID(0, 99)), BOOKING, 1));
        calling(PREPAYMENT).at(after(Duration.ofDays(4_000))).given(other);
        assertThat(rio.state().payment(PAYMENT)).isNotNull();
    }

    @Test
    void a_bank_that_is_left_alone_because_it_fails_is_tried_every_few_minutes_as_long_as_somebody_waits() {
        calling(PREPAYMENT);
        int tried = 0;
        for (int minute = 0; minute < 60; minute++) {
            rio.at(NOON.plus(Duration.ofMinutes(minute))).whenTimersAreDue();
            tried += rio.decided().isEmpty() ? 0 : 1;
            rio.after(answer(1, new NotExecuted("left alone", true)));
        }
        assertThat(tried).as("in an hour").isBetween(8, 20);
        rio.at(NOON.plus(Duration.ofHours(2))).whenTimersAreDue();
        rio.when(answer(1, approved(300_00)));
        assertThat(rio.decided()).hasSize(1).first().isInstanceOf(PaymentEvent.PaymentCaptured.class);
    }

    @Test
    void a_booking_that_is_given_up_while_the_bank_is_left_alone_needs_nothing_of_the_bank() {
        calling(PREPAYMENT).after(answer(1, new NotExecuted("left alone", true)));
        rio.when(ask(cancellation(1)));
        assertThat(rio.decided().getLast()).isInstanceOf(PaymentEvent.PaymentCancelled.class);
    }
}
