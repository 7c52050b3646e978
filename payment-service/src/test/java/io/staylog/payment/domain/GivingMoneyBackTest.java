package io.staylog.payment.domain;

import static io.staylog.payment.domain.TakingMoneyTest.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import io.staylog.payment.domain.Request.Asker;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivingMoneyBackTest extends PaymentSpec {
    private static final String LEFT =
            "booking-service asked to give back %d minor units; only %d were left and are given back";

    static PaymentEvent refunded(int version, int attemptNo, RequestId refund, long amountMinor, LocalDate date) {
        return new PaymentRefunded(
                about(version), attemptNo, Purpose.PREPAYMENT, refund, amountMinor, "EUR", PSP, date);
    }

    static PaymentEvent noted(int version, RequestId request, LocalDate date) {
        return new PaymentCancellationNoted(about(version), request, date);
    }

    @Test
    void a_part_is_refunded_on_the_date_of_the_request() {
        var refund = attempt(Operation.REFUND, 2, 120_00, request(1), TOMORROW);
        capturedPayment()
                .when(ask(refund(1, 120_00)))
                .then(new PaymentAttemptStarted(about(4), refund), told(PREPAYMENT, refund));
        rio.when(answer(2, approved(120_00))).then(refunded(5, 2, request(1), 120_00, TOMORROW));
    }

    @Test
    void the_same_refund_request_again_changes_nothing() {
        capturedPayment()
                .after(ask(refund(1, 120_00)))
                .when(ask(refund(1, 120_00)))
                .then();
        rio.after(answer(2, approved(120_00))).when(ask(refund(1, 120_00))).then();
    }

    @Test
    void more_than_was_captured_is_never_refunded_not_even_in_parts_that_are_under_way() {
        var operators = new Request.Refund(head(3, Asker.OPERATOR), 40_01);
        capturedPayment()
                .after(ask(refund(1, 200_00)), ask(refund(2, 60_00)))
                .when(ask(operators))
                .then(rejected(
                        operators,
                        Rejection.AMOUNT_EXCEEDS_REFUNDABLE,
                        Map.of("amountMinor", "4001", "refundableMinor", "4000")));
    }

    @Test
    void what_is_left_goes_back_at_once_when_an_operator_has_given_back_a_part_and_a_person_thinks_about_the_rest() {
        var operators = new Request.Refund(head(1, Asker.OPERATOR), 100_00);
        var rest = attempt(Operation.REFUND, 3, 200_00, request(2), TOMORROW);
        capturedPayment().after(ask(operators), answer(2, approved(100_00)));
        rio.when(ask(refund(2, 300_00)))
                .then(
                        new PaymentAttemptStarted(about(7), rest),
                        told(PREPAYMENT, rest),
                        attention(8, LEFT.formatted(300_00, 200_00)));
        rio.when(ask(refund(2, 300_00))).then();
        rio.when(answer(3, approved(200_00))).then(refunded(9, 3, request(2), 200_00, TOMORROW));
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(0, 0, 1));
    }

    @Test
    void what_is_left_waits_for_its_turn_where_another_refund_is_under_way_and_that_one_goes_on() {
        capturedPayment()
                .after(ask(refund(1, 200_00)))
                .when(ask(refund(2, 300_00)))
                .then(
                        new PaymentRequestQueued(about(5), refund(2, 100_00)),
                        attention(6, LEFT.formatted(300_00, 100_00)));
        assertThat(rio.state().nextDueAt())
                .isEqualTo(after(PaymentTimes.USUAL.answer()).toEpochMilli());
    }

    @Test
    void a_refund_that_booking_service_cannot_have_is_refused_and_a_person_is_called() {
        capturedPayment()
                .when(ask(refund(1, 300_01)))
                .then(
                        rejected(
                                refund(1, 300_01),
                                Rejection.AMOUNT_EXCEEDS_REFUNDABLE,
                                Map.of("amountMinor", "30001", "refundableMinor", "30000")),
                        attention(4, TakingMoneyTest.refused("refund", 300_01, "amount_exceeds_refundable")));
        rio.when(ask(refund(1, 300_01))).then();
    }

    @Test
    void nothing_is_no_amount_to_refund() {
        capturedPayment()
                .when(ask(refund(1, 0)))
                .then(
                        rejected(refund(1, 0), Rejection.AMOUNT_INVALID, Map.of("amountMinor", "0")),
                        attention(4, TakingMoneyTest.refused("refund", 0, "amount_invalid")));
    }

    @Test
    void a_second_refund_waits_until_the_first_has_ended() {
        var second = attempt(Operation.REFUND, 3, 60_00, request(2), TOMORROW);
        capturedPayment()
                .after(ask(refund(1, 200_00)))
                .when(ask(refund(2, 60_00)))
                .then(new PaymentRequestQueued(about(5), refund(2, 60_00)));
        rio.when(answer(2, approved(200_00)))
                .then(
                        refunded(6, 2, request(1), 200_00, TOMORROW),
                        new PaymentAttemptStarted(about(7), second),
                        told(PREPAYMENT, second));
    }

    @Test
    void a_refund_that_the_bank_refuses_needs_a_person_and_can_be_asked_for_again() {
        capturedPayment()
                .after(ask(refund(1, 300_00)))
                .when(answer(2, new Declined("refund_failed")))
                .then(
                        new PaymentRefundFailed(about(5), 2, request(1), 300_00, "refund_failed"),
                        new PaymentNeedsAttention(about(6), Operation.REFUND, "the bank refused: refund_failed"));
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(300_00);
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(0, 0, 1));
    }

    @Test
    void money_of_another_amount_that_moves_when_the_payment_is_off_is_a_case_for_a_person() {
        calling(GUARANTEE).after(ask(cancellation(1)), answer(1, new NotExecuted("refused")));
        rio.when(answer(1, approved(299_00)));
        assertThat(rio.decided()).hasSize(1).first().isInstanceOf(PaymentNeedsAttention.class);
    }

    @Test
    void what_was_taken_and_given_back_is_summed_up_by_currency() {
        capturedPayment().after(ask(refund(1, 120_00)), answer(2, approved(120_00)));
        assertThat(rio.state().moved()).isEqualTo(Map.of("EUR", new HotelPayments.Moved(300_00, 120_00)));
    }

    @Test
    void a_cancellation_voids_what_is_authorised() {
        var voiding = attempt(Operation.VOID, 2, 300_00, request(1), TOMORROW);
        authorizedPayment()
                .when(ask(cancellation(1)))
                .then(
                        noted(4, request(1), TOMORROW),
                        new PaymentAttemptStarted(about(5), voiding),
                        told(GUARANTEE, voiding));
        rio.when(answer(2, approved(300_00))).then(new PaymentVoided(about(6), 2, 300_00, "EUR"));
        rio.when(ask(cancellation(1))).then();
    }

    @Test
    void a_cancellation_refunds_what_is_left_of_what_was_captured() {
        var rest = attempt(Operation.REFUND, 3, 180_00, request(2), TOMORROW);
        capturedPayment()
                .after(ask(refund(1, 120_00)), answer(2, approved(120_00)))
                .when(ask(cancellation(2)))
                .then(
                        noted(6, request(2), TOMORROW),
                        new PaymentAttemptStarted(about(7), rest),
                        told(PREPAYMENT, rest));
    }

    @Test
    void a_cancellation_while_the_bank_is_being_called_is_noted_and_done_as_soon_as_the_bank_has_agreed() {
        var refund = attempt(Operation.REFUND, 2, 300_00, request(1), TOMORROW);
        calling(PREPAYMENT).when(ask(cancellation(1))).then(noted(3, request(1), TOMORROW));
        rio.when(answer(1, approved(300_00)))
                .then(
                        captured(4, 300_00, TODAY),
                        new PaymentAttemptStarted(about(5), refund),
                        told(PREPAYMENT, refund));
        rio.when(answer(2, approved(300_00))).then(refunded(6, 2, request(1), 300_00, TOMORROW));
    }

    @Test
    void a_cancelled_payment_that_is_declined_takes_no_other_card_any_more() {
        calling(PREPAYMENT)
                .after(ask(cancellation(1)))
                .when(answer(1, new Declined("expired_card")))
                .then(
                        new PaymentDeclined(about(4), Operation.AUTHORIZE, 1, "expired_card", DeclineCategory.HARD),
                        new PaymentCancelled(about(5)));
        rio.when(ask(cancellation(2))).then();
    }

    @Test
    void a_cancelled_payment_that_never_reached_the_bank_is_given_up() {
        calling(PREPAYMENT)
                .after(ask(cancellation(1)))
                .when(answer(1, new NotExecuted("refused")))
                .then(
                        new PaymentAttemptFailed(about(4), Operation.AUTHORIZE, 1, "refused", false),
                        new PaymentCancelled(about(5)));
    }

    @Test
    void a_payment_that_waits_to_be_tried_again_is_cancelled_at_once() {
        calling(PREPAYMENT)
                .after(answer(1, new NotExecuted("refused")))
                .when(ask(cancellation(1)))
                .then(noted(4, request(1), TOMORROW), new PaymentCancelled(about(5)));
    }

    @Test
    void money_that_moves_after_everybody_believed_the_payment_to_be_off_goes_back_at_once() {
        var reversal = new RequestId(PAYMENT.value());
        var voiding = attempt(Operation.VOID, 2, 300_00, reversal, TODAY);
        calling(GUARANTEE)
                .after(ask(cancellation(1)), answer(1, new NotExecuted("refused")))
                .when(answer(1, approved(300_00)))
                .then(
                        authorized(6),
                        noted(7, reversal, TODAY),
                        new PaymentAttemptStarted(about(8), voiding),
                        told(GUARANTEE, voiding));
    }

    @Test
    void a_payment_that_is_off_is_looked_up_when_a_call_of_it_has_an_unknown_outcome_after_all() {
        var reversal = new RequestId(PAYMENT.value());
        var voiding = attempt(Operation.VOID, 2, 300_00, reversal, TODAY);
        calling(GUARANTEE).after(ask(cancellation(1)), answer(1, new NotExecuted("refused")));
        rio.when(answer(1, new OutcomeUnknown("time-out")))
                .then(new PaymentOutcomeUnknown(about(6), Operation.AUTHORIZE, 1, "time-out"));
        rio.when(lookedUp(1, approved(300_00)))
                .then(
                        new PaymentOutcomeResolved(about(7), Operation.AUTHORIZE, 1, Resolved.APPROVED, Resolver.POLL),
                        authorized(8),
                        noted(9, reversal, TODAY),
                        new PaymentAttemptStarted(about(10), voiding),
                        told(GUARANTEE, voiding));
    }

    @Test
    void refunds_that_wait_are_paid_before_a_cancellation_returns_the_rest() {
        var second = attempt(Operation.REFUND, 3, 60_00, request(2), TOMORROW);
        var rest = attempt(Operation.REFUND, 4, 140_00, request(3), TOMORROW);
        capturedPayment()
                .after(ask(refund(1, 100_00)), ask(refund(2, 60_00)), ask(cancellation(3)))
                .when(answer(2, approved(100_00)))
                .then(
                        refunded(7, 2, request(1), 100_00, TOMORROW),
                        new PaymentAttemptStarted(about(8), second),
                        told(PREPAYMENT, second));
        rio.when(answer(3, approved(60_00)))
                .then(
                        refunded(9, 3, request(2), 60_00, TOMORROW),
                        new PaymentAttemptStarted(about(10), rest),
                        told(PREPAYMENT, rest));
    }

    @Test
    void an_operator_who_cancels_what_is_over_is_told_so_and_booking_service_is_not_bothered() {
        var request = new Request.Cancellation(head(2, Asker.OPERATOR));
        authorizedPayment().after(ask(cancellation(1)), answer(2, approved(300_00)));
        rio.when(ask(request)).then(rejected(request, Rejection.ALREADY_VOIDED, Map.of("stage", "VOIDED")));
        rio.when(ask(cancellation(3))).then();
    }

    @Test
    void a_cancellation_in_the_middle_of_an_unknown_outcome_is_done_when_the_outcome_is_known() {
        calling(GUARANTEE).after(answer(1, new OutcomeUnknown("time-out")));
        rio.when(ask(cancellation(1))).then(noted(4, request(1), TOMORROW));
        rio.when(lookedUp(1, approved(300_00)));
        assertThat(rio.decided()).hasSize(4); // Resolved, authorised, the void and its instruction.
        rio.when(answer(2, approved(300_00))).then(new PaymentVoided(about(8), 2, 300_00, "EUR"));
    }
}
