package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.ManualRefundRecorded;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Source;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundPending;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.Request.Head;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person does about a payment that goes on no more by itself. */
class OperatorsActTest extends PaymentSpec {
    private static final Actor ANNA = new Actor("STAFF", "anna");
    private static final Resolver BY_ANNA = new Resolver(Source.OPERATOR, ANNA, "the hotline says so");

    private static Head signed(int number) {
        return new Head(request(number), PAYMENT, TOMORROW, Asker.OPERATOR, ANNA, "the hotline says so");
    }

    private static Request.Resolution resolution(int number, int attemptNo, Resolved outcome, String psp) {
        return new Request.Resolution(signed(number), attemptNo, outcome, psp);
    }

    private static PaymentEvent resolved(int version, Operation operation, int attemptNo, Resolved outcome) {
        return new PaymentOutcomeResolved(about(version), operation, attemptNo, outcome, BY_ANNA);
    }

    /** A payment that the bank has not told about, whatever it was asked; its next event has the version. */
    private int unknownForEver() {
        calling(GUARANTEE).after(answer(1, new OutcomeUnknown("time-out")));
        rio.at(NOON.plus(Duration.ofDays(2))).whenTimersAreDue();
        while (!rio.state().payment(PAYMENT).open().needsAttention()) {
            rio.at(NOON.plus(Duration.ofDays(2 + rio.state().payment(PAYMENT).version())))
                    .whenTimersAreDue();
        }
        return rio.state().payment(PAYMENT).version() + 1;
    }

    @Test
    void an_approval_that_a_person_has_found_out_counts_under_that_persons_name() {
        int next = unknownForEver();
        var act = resolution(1, 1, Resolved.APPROVED, "psp_9");
        rio.when(ask(act))
                .then(
                        AnotherTryTest.acted(next, act),
                        resolved(next + 1, Operation.AUTHORIZE, 1, Resolved.APPROVED),
                        new PaymentAuthorized(about(next + 2), 1, 300_00, "EUR", "psp_9", Card.UNKNOWN));
        assertThat(rio.state().standing()).isEqualTo(HotelPayments.Standing.NOTHING);
        rio.when(ask(act)).then();
    }

    @Test
    void a_decline_or_no_effect_that_a_person_has_found_out_ends_the_authorisation() {
        int next = unknownForEver();
        var act = resolution(1, 1, Resolved.NOT_EXECUTED, "");
        rio.when(ask(act))
                .then(
                        AnotherTryTest.acted(next, act),
                        resolved(next + 1, Operation.AUTHORIZE, 1, Resolved.NOT_EXECUTED),
                        new PaymentDeclined(
                                about(next + 2), Operation.AUTHORIZE, 1, "processing_error", DeclineCategory.SOFT));
    }

    @Test
    void a_refund_that_had_no_effect_is_made_anew_under_another_key() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, new OutcomeUnknown("time-out")));
        rio.at(NOON.plus(Duration.ofDays(2)));
        var act = resolution(2, 2, Resolved.NOT_EXECUTED, "");
        var anew = attempt(Operation.REFUND, 3, 100_00, request(1), TOMORROW);
        rio.when(ask(act))
                .then(
                        AnotherTryTest.acted(6, act),
                        resolved(7, Operation.REFUND, 2, Resolved.NOT_EXECUTED),
                        new PaymentAttemptStarted(about(8), anew),
                        told(PREPAYMENT, anew));
        rio.when(answer(3, approved(100_00))).then(GivingMoneyBackTest.refunded(9, 3, request(1), 100_00, TOMORROW));
        assertThat(rio.state().payment(PAYMENT).undone()).containsExactly(2);
    }

    @Test
    void only_an_attempt_that_nobody_knows_about_is_resolved_and_only_with_a_name_and_a_reason() {
        unknownForEver();
        refused(resolution(1, 2, Resolved.APPROVED, PSP), Rejection.ATTEMPT_NOT_UNKNOWN, true);
        refused(resolution(2, 1, Resolved.APPROVED, ""), Rejection.REFERENCE_MISSING, false);
        var unsigned = new Request.Resolution(head(3, Asker.OPERATOR), 1, Resolved.DECLINED, "");
        refused(unsigned, Rejection.ACTOR_MISSING, false);
    }

    private void refused(Request act, Rejection rejection, boolean showsStage) {
        var details = showsStage
                ? Map.of("stage", rio.state().payment(PAYMENT).stage().name())
                : Map.<String, String>of();
        rio.when(ask(act)).then(TakingMoneyTest.rejected(act, rejection, details));
    }

    @Test
    void a_capture_that_the_bank_says_it_did_after_a_person_said_it_did_not_is_a_case_for_a_person() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, new OutcomeUnknown("time-out")));
        rio.after(ask(resolution(2, 2, Resolved.NOT_EXECUTED, "")), answer(3, approved(100_00)));
        rio.when(answer(2, approved(100_00)));
        assertThat(rio.decided()).hasSize(1).first().isInstanceOf(PaymentNeedsAttention.class);
    }

    @Test
    void money_that_went_back_outside_the_bank_is_not_given_back_again() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, new Declined("refund_failed")));
        var act = new Request.ManualRefund(signed(2), 100_00, "transfer 4711");
        rio.when(ask(act))
                .then(
                        AnotherTryTest.acted(7, act),
                        new ManualRefundRecorded(about(8), request(2), 100_00, "EUR", "transfer 4711", TOMORROW));
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(200_00);
        refusedWithAmounts(new Request.ManualRefund(signed(3), 200_01, "cash"));
    }

    private void refusedWithAmounts(Request.ManualRefund act) {
        var details = Map.of("amountMinor", Long.toString(act.amountMinor()), "refundableMinor", "20000");
        rio.when(ask(act)).then(TakingMoneyTest.rejected(act, Rejection.AMOUNT_EXCEEDS_REFUNDABLE, details));
    }

    @Test
    void who_has_dealt_with_a_payment_takes_it_off_the_list() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, new Declined("refund_failed")));
        assertThat(rio.state().standing().needAttention()).isEqualTo(1);
        var act = new Request.Acknowledgement(signed(2));
        rio.when(ask(act)).then(AnotherTryTest.acted(7, act));
        assertThat(rio.state().standing().needAttention()).isZero();
        refused(new Request.Acknowledgement(signed(3)), Rejection.NOTHING_TO_ACKNOWLEDGE, true);
    }

    @Test
    void what_a_person_asks_of_the_bank_is_told_with_the_name() {
        var act = new Request.Refund(signed(1), 50_00);
        var refund = attempt(Operation.REFUND, 2, 50_00, request(1), TOMORROW);
        capturedPayment()
                .when(ask(act))
                .then(
                        AnotherTryTest.acted(4, act),
                        new PaymentAttemptStarted(about(5), refund),
                        told(PREPAYMENT, refund));
    }

    @Test
    void a_refund_that_the_bank_decides_later_is_waited_for_and_asked_about() {
        capturedPayment().after(ask(refund(1, 100_00)));
        rio.when(answer(2, new Pending("re_1"))).then(new PaymentRefundPending(about(5), 2, request(1), 100_00, "EUR"));
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(200_00);
        rio.at(NOON.plusSeconds(60)).whenTimersAreDue();
        rio.when(lookedUp(2, 1, new Pending("re_1"))).then();
        rio.when(lookedUp(2, 1, new Declined("refund_failed")))
                .then(
                        new PaymentRefundFailed(about(7), 2, request(1), 100_00, "refund_failed"),
                        new PaymentNeedsAttention(about(8), Operation.REFUND, "the bank refused: refund_failed"));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.CAPTURED);
    }

    @Test
    void a_refund_that_is_never_decided_calls_a_person_after_ten_days() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, new Pending("re_1")));
        for (int hour = 0; hour < 24 * 12; hour++) {
            rio.at(NOON.plus(Duration.ofHours(hour))).whenTimersAreDue();
        }
        assertThat(rio.state().payment(PAYMENT).open().needsAttention()).isTrue();
        rio.when(lookedUp(2, 1, new NotFound())).then(); // A bank that has taken it on does not forget it.
        rio.when(lookedUp(2, 1, new Approved(100_00, PSP, Card.UNKNOWN)));
        assertThat(rio.decided()).hasSize(1);
    }
}
