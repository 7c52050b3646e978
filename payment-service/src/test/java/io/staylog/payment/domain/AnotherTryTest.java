package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.OpenAttempt.Phase;
import io.staylog.payment.domain.PaymentEvent.PaymentActionRequired;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentLookupStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentOperatorActed;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRetryScheduled;
import io.staylog.payment.domain.Request.Asker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that is declined, another one, and a guest who has to do something. */
class AnotherTryTest extends PaymentSpec {
    private static final Instant GUEST_UNTIL = NOON.plus(Duration.ofMinutes(15));
    private static final ActionRequired ACT = new ActionRequired("https://bank/act", GUEST_UNTIL, PSP);

    private static Attempt second(String token) {
        return attempt(Operation.AUTHORIZE, 2, 300_00, null, TODAY).with(Attempt.Details.with(token));
    }

    private static Request.Method method(int number, String token) {
        return new Request.Method(head(number, Asker.OPERATOR), token);
    }

    private static PaymentEvent declined(int version, int attemptNo, String code, DeclineCategory category) {
        return new PaymentDeclined(about(version), Operation.AUTHORIZE, attemptNo, code, category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer_unavailable", "processing_error", "try_again_later"})
    void a_bank_that_cannot_say_yes_or_no_is_asked_once_more_under_another_key(String code) {
        calling(PREPAYMENT)
                .when(answer(1, new Declined(code)))
                .then(new PaymentRetryScheduled(about(3), 1, code, NOON.plusSeconds(5)));
        rio.at(NOON.plusSeconds(5))
                .whenTimersAreDue()
                .then(new PaymentAttemptStarted(about(4), second(null)), told(PREPAYMENT, second(null)));
        rio.when(answer(2, new Declined(code))).then(declined(5, 2, code, DeclineCategory.SOFT));
    }

    @Test
    void a_capture_that_waits_for_the_authorisation_goes_on_waiting_for_its_second_try() {
        calling(GUARANTEE).after(ask(capture(1, 300_00)));
        rio.when(answer(1, new Declined("try_again_later")))
                .then(new PaymentRetryScheduled(about(4), 1, "try_again_later", NOON.plusSeconds(5)));
        rio.at(NOON.plusSeconds(5)).whenTimersAreDue();
        rio.when(answer(2, approved(300_00)));
        assertThat(rio.decided().get(1))
                .isInstanceOfSatisfying(
                        PaymentAttemptStarted.class,
                        it -> assertThat(it.attempt().operation()).isEqualTo(Operation.CAPTURE));
    }

    @Test
    void another_card_is_tried_under_a_new_attempt_after_a_decline() {
        calling(PREPAYMENT).after(answer(1, new Declined("lost_card")));
        rio.when(ask(method(1, "tok_other")))
                .then(
                        acted(4, method(1, "tok_other")),
                        new PaymentAttemptStarted(about(5), second("tok_other")),
                        told(PREPAYMENT, second("tok_other")));
        assertThat(new BankCall(second("tok_other"), 0, null, PREPAYMENT, "").token())
                .isEqualTo("tok_other");
        rio.when(answer(2, approved(300_00))).then(captured(6, 2, 300_00, true, TODAY));
        rio.when(ask(method(1, "tok_other"))).then();
    }

    @Test
    void each_card_may_be_asked_about_twice() {
        calling(PREPAYMENT).after(answer(1, new Declined("try_again_later")));
        rio.at(NOON.plusSeconds(5)).whenTimersAreDue();
        rio.after(answer(2, new Declined("try_again_later")), ask(method(1, "tok_other")));
        rio.when(answer(3, new Declined("try_again_later")));
        assertThat(rio.decided()).hasSize(1).first().isInstanceOf(PaymentRetryScheduled.class);
        rio.at(NOON.plusSeconds(60)).whenTimersAreDue();
        assertThat(rio.decided().getFirst())
                .isInstanceOfSatisfying(
                        PaymentAttemptStarted.class,
                        it -> assertThat(it.attempt().details().token()).isEqualTo("tok_other"));
    }

    @Test
    void a_card_is_not_taken_while_the_first_one_is_with_the_bank_nor_when_the_money_is_there() {
        calling(PREPAYMENT)
                .when(ask(method(1, "tok_other")))
                .then(TakingMoneyTest.rejected(
                        method(1, "tok_other"), Rejection.OPERATION_IN_PROGRESS, Map.of("stage", "INITIATED")));
        rio.after(answer(1, approved(300_00)));
        rio.when(ask(method(2, "tok_other")))
                .then(TakingMoneyTest.rejected(
                        method(2, "tok_other"), Rejection.ILLEGAL_TRANSITION, Map.of("stage", "CAPTURED")));
    }

    @Test
    void no_card_is_taken_for_a_payment_that_was_given_up() {
        calling(PREPAYMENT).after(answer(1, new Declined("lost_card")));
        rio.when(ask(cancellation(1)))
                .then(new PaymentCancellationNoted(about(4), request(1), TOMORROW), new PaymentCancelled(about(5)));
        rio.when(ask(method(2, "tok_other")))
                .then(TakingMoneyTest.rejected(
                        method(2, "tok_other"), Rejection.ILLEGAL_TRANSITION, Map.of("stage", "CANCELLED")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost_card", "try_again_later"})
    void a_payment_that_was_given_up_stays_so_whatever_is_heard_of_its_call_afterwards(String code) {
        calling(PREPAYMENT).after(answer(1, new NotExecuted("refused")), ask(cancellation(1)));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Payment.Stage.CANCELLED);
        rio.after(answer(1, new OutcomeUnknown("delivered twice")));
        rio.when(lookedUp(1, 1, new Declined(code)));
        assertThat(rio.decided().getLast()).isInstanceOf(PaymentCancelled.class);
        rio.when(ask(method(2, "tok_other")))
                .then(TakingMoneyTest.rejected(
                        method(2, "tok_other"), Rejection.ILLEGAL_TRANSITION, Map.of("stage", "CANCELLED")));
        rio.at(NOON.plusSeconds(3_600)).whenTimersAreDue().then();
    }

    @Test
    void a_payment_that_waits_for_its_second_try_is_given_up_at_once() {
        calling(PREPAYMENT).after(answer(1, new Declined("processing_error")));
        rio.when(ask(cancellation(1)))
                .then(new PaymentCancellationNoted(about(4), request(1), TOMORROW), new PaymentCancelled(about(5)));
        rio.at(NOON.plusSeconds(60)).whenTimersAreDue().then();
    }

    @Test
    void an_approval_of_the_first_card_after_the_second_was_sent_is_a_case_for_a_person() {
        calling(PREPAYMENT).after(answer(1, new Declined("lost_card")), ask(method(1, "tok_other")));
        rio.when(answer(1, approved(300_00)));
        assertThat(rio.state().standing().needAttention()).isEqualTo(1);
        rio.when(answer(2, approved(300_00))).then(captured(7, 2, 300_00, true, TODAY));
    }

    @Test
    void a_guest_who_has_to_act_is_told_where_and_the_bank_is_asked_now_and_then() {
        calling(PREPAYMENT)
                .when(answer(1, ACT))
                .then(new PaymentActionRequired(about(3), 1, "https://bank/act", GUEST_UNTIL, PSP));
        rio.at(NOON.plusSeconds(2)).whenTimersAreDue();
        assertThat(rio.decided())
                .isEqualTo(List.of(
                        new PaymentLookupStarted(about(4), Operation.AUTHORIZE, 1, 1),
                        new PaymentEvent.BankCallInstructed(
                                PAYMENT, new BankCall(authorize(), 1, PSP, PREPAYMENT, ""))));
        rio.when(lookedUp(1, 1, ACT)).then();
        rio.when(lookedUp(1, 2, approved(300_00))).then(captured(5, 300_00, TODAY));
    }

    @Test
    void a_guest_who_does_not_act_is_declined_when_the_bank_says_so() {
        calling(PREPAYMENT).after(answer(1, ACT));
        rio.when(lookedUp(1, 1, new Declined("authentication_failed")))
                .then(declined(4, 1, "authentication_failed", DeclineCategory.HARD));
    }

    @Test
    void a_bank_that_does_not_decide_after_the_guests_time_has_an_unknown_outcome() {
        calling(PREPAYMENT).after(answer(1, ACT));
        int asked = 0;
        for (int second = 0; second < 3_600; second++) {
            rio.at(NOON.plusSeconds(second)).whenTimersAreDue();
            asked += rio.decided().isEmpty() ? 0 : 1;
            if (rio.state().payment(PAYMENT).open().phase() == Phase.UNKNOWN) {
                break;
            }
        }
        assertThat(rio.decided().getFirst()).isInstanceOf(PaymentOutcomeUnknown.class);
        assertThat(asked).as("questions in a quarter of an hour").isBetween(10, 30);
    }

    @Test
    void a_call_that_timed_out_may_turn_out_to_wait_for_the_guest() {
        calling(PREPAYMENT).after(answer(1, new OutcomeUnknown("time-out")));
        rio.at(NOON.plusSeconds(2)).whenTimersAreDue();
        rio.when(lookedUp(1, 1, ACT))
                .then(new PaymentActionRequired(about(5), 1, "https://bank/act", GUEST_UNTIL, PSP));
    }

    @Test
    void a_booking_that_is_given_up_while_its_guest_acts_gets_the_money_back_when_it_comes() {
        calling(GUARANTEE).after(answer(1, ACT), ask(cancellation(1)));
        var letGo = attempt(Operation.VOID, 2, 300_00, request(1), TOMORROW);
        rio.when(lookedUp(1, 1, approved(300_00)))
                .then(authorized(5), new PaymentAttemptStarted(about(6), letGo), told(GUARANTEE, letGo));
    }

    static PaymentEvent acted(int version, Request request) {
        var head = request.head();
        return new PaymentOperatorActed(about(version), head.id(), request.kind(), head.actor(), head.reason());
    }
}
