package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import io.staylog.payment.domain.Request.Asker;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakingMoneyTest extends PaymentSpec {
    @Test
    void a_payment_is_written_down_before_the_bank_is_told() {
        rio.when(requested(PREPAYMENT))
                .then(
                        new PaymentInitiated(about(1), PREPAYMENT, ""),
                        new PaymentAttemptStarted(about(2), authorize()),
                        told(PREPAYMENT, authorize()));
    }

    @Test
    void the_key_of_a_call_follows_from_the_payment_and_the_attempt_alone() {
        assertThat(authorize().gatewayKey()).isEqualTo(PAYMENT + ":authorize:1");
        assertThat(authorize().merchantReference()).isEqualTo(PAYMENT + ":1");
    }

    @Test
    void the_same_request_for_money_again_changes_nothing() {
        calling(PREPAYMENT).when(requested(PREPAYMENT)).then();
    }

    @Test
    void the_same_number_with_other_terms_is_refused_and_a_person_is_called_and_the_old_payment_goes_on() {
        var other = new Terms(
                PAYMENT,
                new BookingId(new UUID(0, 7)),
                Purpose.PREPAYMENT,
                400_00,
                "EUR",
                CaptureMode.AUTOMATIC,
                "tok_ok",
                Initiator.CUSTOMER,
                TODAY);
        calling(PREPAYMENT)
                .when(requested(other))
                .then(
                        new PaymentRequestRejected(
                                new RequestId(PAYMENT.value()),
                                PAYMENT,
                                Request.Kind.PAYMENT,
                                Rejection.PAYMENT_ID_TAKEN,
                                Map.of(
                                        "bookingId",
                                        new UUID(0, 7).toString(),
                                        "amountMinor",
                                        "40000",
                                        "currency",
                                        "EUR")),
                        attention(
                                3,
                                "booking " + new UUID(0, 7)
                                        + " asked for another payment of 40000 minor units under this number and was refused"));
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(1, 0, 1));
        rio.when(answer(1, approved(300_00))).then(captured(4, 300_00, TODAY));
    }

    @Test
    void money_that_nobody_waits_for_any_more_is_not_asked_for() {
        var late = new PaymentCommand.RequestPayment(PREPAYMENT, NOON.minusMillis(1));
        rio.when(late)
                .then(
                        new PaymentInitiated(about(1), PREPAYMENT, ""),
                        new PaymentDeclined(about(2), Operation.AUTHORIZE, 0, "too_late", DeclineCategory.HARD));
        rio.when(late).then();
    }

    @Test
    void money_that_is_just_still_waited_for_is_asked_for() {
        rio.when(new PaymentCommand.RequestPayment(PREPAYMENT, NOON))
                .then(
                        new PaymentInitiated(about(1), PREPAYMENT, ""),
                        new PaymentAttemptStarted(about(2), authorize()),
                        told(PREPAYMENT, authorize()));
    }

    @Test
    void a_call_that_the_bank_does_not_take_is_a_decline_and_a_case_for_a_person() {
        calling(PREPAYMENT)
                .when(answer(1, new NotTaken("invalid_request", "HTTP 400 invalid_request")))
                .then(
                        new PaymentDeclined(about(3), Operation.AUTHORIZE, 1, "invalid_request", DeclineCategory.HARD),
                        new PaymentNeedsAttention(about(4), Operation.AUTHORIZE, "HTTP 400 invalid_request"));
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(0, 0, 1));
    }

    @Test
    void a_token_that_the_bank_does_not_know_is_a_decline_and_no_more() {
        calling(PREPAYMENT)
                .when(answer(1, new NotTaken("token_invalid", "HTTP 400 token_invalid")))
                .then(new PaymentDeclined(about(3), Operation.AUTHORIZE, 1, "token_invalid", DeclineCategory.HARD));
    }

    @Test
    void a_prepayment_is_captured_by_the_first_answer() {
        calling(PREPAYMENT).when(answer(1, approved(300_00))).then(captured(3, 300_00, TODAY));
    }

    @Test
    void a_guarantee_is_only_authorised_by_the_first_answer() {
        calling(GUARANTEE).when(answer(1, approved(300_00))).then(authorized(3));
    }

    @Test
    void the_same_answer_again_changes_nothing() {
        capturedPayment().when(answer(1, approved(300_00))).then();
    }

    @Test
    void an_answer_about_an_unknown_payment_changes_nothing() {
        rio.when(answer(1, approved(300_00))).then();
    }

    @Test
    void a_bank_that_moved_another_amount_is_a_case_for_a_person() {
        calling(PREPAYMENT)
                .when(answer(1, approved(200_00)))
                .then(new PaymentNeedsAttention(
                        about(3), Operation.AUTHORIZE, "the bank moved 20000 instead of 30000 minor units"));
        rio.when(answer(1, approved(200_00))).then();
    }

    @Test
    void without_a_card_the_payment_is_declined_at_once() {
        var terms = terms(CaptureMode.AUTOMATIC, null);
        rio.when(requested(terms))
                .then(
                        new PaymentInitiated(about(1), terms, ""),
                        new PaymentDeclined(about(2), Operation.AUTHORIZE, 0, "token_missing", DeclineCategory.HARD));
    }

    @ParameterizedTest
    @CsvSource({
        "insufficient_funds, SOFT",
        "generic_decline, SOFT",
        "authentication_required, ACTION",
        "expired_card, HARD",
        "stolen_card, HARD",
        "something_new, HARD"
    })
    void a_decline_says_how_it_is_to_be_taken(String code, DeclineCategory category) {
        calling(PREPAYMENT)
                .when(answer(1, new Declined(code)))
                .then(new PaymentDeclined(about(3), Operation.AUTHORIZE, 1, code, category));
    }

    @Test
    void what_is_authorised_is_captured_when_it_is_asked_for() {
        var capture = attempt(Operation.CAPTURE, 2, 250_00, request(1), TOMORROW);
        authorizedPayment()
                .when(ask(capture(1, 250_00)))
                .then(new PaymentAttemptStarted(about(4), capture), told(GUARANTEE, capture));
        rio.when(answer(2, approved(250_00))).then(captured(5, 250_00, TOMORROW));
    }

    @Test
    void a_capture_of_more_than_is_authorised_is_refused() {
        authorizedPayment()
                .when(ask(capture(1, 300_01)))
                .then(
                        rejected(
                                capture(1, 300_01),
                                Rejection.AMOUNT_EXCEEDS_AUTHORIZED,
                                Map.of("amountMinor", "30001", "authorizedMinor", "30000")),
                        attention(4, refused("capture", 300_01, "amount_exceeds_authorized")));
    }

    @Test
    void a_second_capture_is_refused_because_the_first_lets_the_rest_go() {
        authorizedPayment()
                .after(ask(capture(1, 100_00)))
                .when(ask(capture(2, 100_00)))
                .then(
                        rejected(capture(2, 100_00), Rejection.ALREADY_CAPTURED, Map.of("stage", "AUTHORIZED")),
                        attention(5, refused("capture", 100_00, "already_captured")));
        rio.when(answer(2, approved(100_00))).then(captured(6, 100_00, TOMORROW)); // The first one goes on.
    }

    @Test
    void a_capture_that_comes_before_the_authorisation_waits_for_it() {
        var capture = attempt(Operation.CAPTURE, 2, 300_00, request(1), TOMORROW);
        calling(GUARANTEE).when(ask(capture(1, 300_00))).then(new PaymentRequestQueued(about(3), capture(1, 300_00)));
        rio.when(answer(1, approved(300_00)))
                .then(authorized(4), new PaymentAttemptStarted(about(5), capture), told(GUARANTEE, capture));
    }

    @Test
    void a_capture_that_waited_for_a_declined_authorisation_is_refused() {
        calling(GUARANTEE)
                .after(ask(capture(1, 300_00)))
                .when(answer(1, new Declined("lost_card")))
                .then(
                        new PaymentDeclined(about(4), Operation.AUTHORIZE, 1, "lost_card", DeclineCategory.HARD),
                        rejected(capture(1, 300_00), Rejection.ILLEGAL_TRANSITION, Map.of("stage", "DECLINED")),
                        attention(5, refused("capture", 300_00, "illegal_transition")));
    }

    @Test
    void an_operator_does_not_wait_but_is_told_that_something_is_under_way() {
        var request = new Request.Capture(head(1, Asker.OPERATOR), 300_00);
        calling(GUARANTEE)
                .when(ask(request))
                .then(rejected(request, Rejection.OPERATION_IN_PROGRESS, Map.of("stage", "INITIATED")));
        rio.when(ask(request)).then(); // The same request again is answered already.
    }

    @Test
    void a_capture_that_the_bank_refuses_leaves_the_money_authorised_and_needs_a_person() {
        authorizedPayment()
                .after(ask(capture(1, 300_00)))
                .when(answer(2, new Declined("authorization_expired")))
                .then(
                        new PaymentDeclined(
                                about(5), Operation.CAPTURE, 2, "authorization_expired", DeclineCategory.HARD),
                        new PaymentNeedsAttention(
                                about(6), Operation.CAPTURE, "the bank refused: authorization_expired"));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Payment.Stage.AUTHORIZED);
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(0, 0, 1));
    }

    @Test
    void a_bank_that_did_after_all_what_it_had_refused_is_a_case_for_a_person() {
        authorizedPayment().after(ask(capture(1, 300_00)), answer(2, new Declined("authorization_expired")));
        rio.when(answer(2, approved(300_00)))
                .then(attention(
                        7,
                        "the bank says after all that it did attempt 2 and moved 30000 minor units;"
                                + " the books say it did not"));
    }

    @Test
    void an_approval_of_an_attempt_that_was_never_made_is_a_case_for_a_person() {
        capturedPayment().when(answer(2, approved(300_00)));
        assertThat(rio.decided()).hasSize(1).first().isInstanceOf(PaymentNeedsAttention.class);
    }

    @Test
    void a_request_about_an_unknown_payment_is_refused_once() {
        rio.when(ask(refund(1, 1))).then(rejected(refund(1, 1), Rejection.PAYMENT_NOT_FOUND, Map.of()));
        rio.when(ask(refund(1, 1))).then();
    }

    static String refused(String kind, long amountMinor, String code) {
        return "booking-service asked for a " + kind + " of " + amountMinor + " minor units and was refused: " + code;
    }

    static PaymentEvent rejected(Request request, Rejection rejection, Map<String, String> details) {
        return PaymentRequestRejected.of(request, rejection, details);
    }
}
