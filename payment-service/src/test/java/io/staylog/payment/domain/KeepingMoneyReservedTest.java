package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.AuthorizationAdjusted;
import io.staylog.payment.domain.PaymentEvent.AuthorizationExpired;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalDeclined;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalStarted;
import io.staylog.payment.domain.PaymentEvent.AuthorizationReplaced;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import io.staylog.payment.domain.Request.Asker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Authorisations that are renewed, adjusted, taken in parts, and that expire. */
class KeepingMoneyReservedTest extends PaymentSpec {
    private static final Instant EXPIRES = NOON.plus(Duration.ofDays(7));
    private static final Instant RENEWED = NOON.plus(Duration.ofDays(6));
    private static final Card NEXT_CARD = new Card("A2", RENEWED.plus(Duration.ofDays(7)), "visa", "4242");

    private static Attempt renewal() {
        return attempt(Operation.AUTHORIZE, 2, 300_00, null, TODAY).with(Attempt.Details.renewal(null));
    }

    private static Attempt letGo() {
        return attempt(Operation.VOID, 3, 300_00, null, TODAY).with(Attempt.Details.on(PSP));
    }

    private static PaymentEvent renewedAuthorization(int version) {
        return new PaymentAuthorized(about(version), 2, 300_00, "EUR", "psp_2", NEXT_CARD);
    }

    private static Request.Adjustment adjustment(int number, long amountMinor) {
        return new Request.Adjustment(head(number, Asker.BOOKING_SERVICE), amountMinor);
    }

    private static Request.Capture part(int number, long amountMinor) {
        return new Request.Capture(head(number, Asker.BOOKING_SERVICE), amountMinor, false);
    }

    @Test
    void a_day_before_it_expires_an_authorisation_is_renewed_by_the_merchant_and_then_the_old_one_is_let_go() {
        authorizedPayment().at(RENEWED.minusMillis(1)).whenTimersAreDue().then();
        rio.at(RENEWED)
                .whenTimersAreDue()
                .then(
                        new AuthorizationRenewalStarted(about(4), 2, PSP, EXPIRES),
                        new PaymentAttemptStarted(about(5), renewal()),
                        told(GUARANTEE, renewal()));
        rio.when(answer(2, new Approved(300_00, "psp_2", NEXT_CARD)))
                .then(renewedAuthorization(6), new PaymentAttemptStarted(about(7), letGo()), told(GUARANTEE, letGo()));
        rio.when(answer(3, approved(300_00))).then(new AuthorizationReplaced(about(8), 3, PSP, "psp_2"));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.AUTHORIZED);
        assertThat(rio.state().payment(PAYMENT).pspReference()).isEqualTo("psp_2");
        assertThat(Instant.ofEpochMilli(rio.state().nextDueAt())).isEqualTo(RENEWED.plus(Duration.ofDays(6)));
    }

    @Test
    void an_authorisation_whose_renewal_is_refused_counts_until_it_expires() {
        authorizedPayment().at(RENEWED).whenTimersAreDue();
        rio.when(answer(2, new Declined("insufficient_funds")))
                .then(new AuthorizationRenewalDeclined(about(6), 2, "insufficient_funds"));
        rio.at(EXPIRES.minusMillis(1)).whenTimersAreDue().then();
        rio.at(EXPIRES).whenTimersAreDue().then(new AuthorizationExpired(about(7), 300_00, "EUR", PSP));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.EXPIRED);
        assertThat(rio.state().nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_capture_while_an_authorisation_is_being_renewed_waits_and_takes_the_new_one() {
        authorizedPayment().at(RENEWED).whenTimersAreDue();
        rio.when(ask(capture(1, 300_00))).then(new PaymentRequestQueued(about(6), capture(1, 300_00)));
        rio.after(answer(2, new Approved(300_00, "psp_2", NEXT_CARD)));
        rio.when(answer(3, approved(300_00)));
        assertThat(rio.decided().getLast()).isInstanceOfSatisfying(PaymentEvent.BankCallInstructed.class, it -> {
            assertThat(it.call().attempt().operation()).isEqualTo(Operation.CAPTURE);
            assertThat(it.call().pspReference()).isEqualTo("psp_2");
        });
    }

    @Test
    void a_capture_after_the_end_of_the_authorisation_is_refused() {
        expired()
                .when(ask(capture(1, 300_00)))
                .then(
                        TakingMoneyTest.rejected(
                                capture(1, 300_00), Rejection.AUTHORIZATION_EXPIRED, Map.of("stage", "EXPIRED")),
                        attention(8, TakingMoneyTest.refused("capture", 300_00, "authorization_expired")));
    }

    @Test
    void a_renewal_is_not_begun_for_money_that_is_to_be_given_up() {
        authorizedPayment().after(ask(cancellation(1)));
        rio.at(RENEWED.minusSeconds(1)).after(answer(2, approved(300_00)));
        rio.at(EXPIRES).whenTimersAreDue().then();
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.VOIDED);
    }

    @Test
    void a_cancellation_during_a_renewal_lets_both_authorisations_go() {
        authorizedPayment().at(RENEWED).whenTimersAreDue();
        rio.after(ask(cancellation(1)), answer(2, new Approved(300_00, "psp_2", NEXT_CARD)));
        rio.after(answer(3, approved(300_00)));
        rio.when(answer(4, approved(300_00))).then(new PaymentVoided(about(11), 4, 300_00, "EUR"));
    }

    @Test
    void a_bank_that_will_not_let_the_old_one_go_is_a_case_for_a_person_and_is_not_asked_again() {
        authorizedPayment().at(RENEWED).whenTimersAreDue();
        rio.after(answer(2, new Approved(300_00, "psp_2", NEXT_CARD)));
        rio.when(answer(3, new Declined("already_voided")));
        assertThat(rio.decided()).hasSize(2);
        assertThat(rio.state().standing()).isEqualTo(new HotelPayments.Standing(0, 0, 1));
    }

    @Test
    void more_is_authorised_when_the_stay_costs_more() {
        var raise = attempt(Operation.ADJUST, 2, 360_00, request(1), TOMORROW);
        authorizedPayment()
                .when(ask(adjustment(1, 360_00)))
                .then(new PaymentAttemptStarted(about(4), raise), told(GUARANTEE, raise));
        rio.when(answer(2, approved(360_00)))
                .then(new AuthorizationAdjusted(about(5), 2, request(1), 300_00, 360_00, "EUR"));
        rio.after(ask(capture(2, 360_00))).when(answer(3, approved(360_00)));
        assertThat(rio.decided()).containsExactly(captured(7, 3, 360_00, true, TOMORROW));
    }

    @Test
    void a_capture_that_waited_is_judged_by_what_is_reserved_when_its_turn_comes() {
        authorizedPayment().after(ask(adjustment(1, 200_00)), ask(capture(2, 250_00)));
        rio.when(answer(2, approved(200_00)))
                .then(
                        new AuthorizationAdjusted(about(6), 2, request(1), 300_00, 200_00, "EUR"),
                        TakingMoneyTest.rejected(
                                capture(2, 250_00),
                                Rejection.AMOUNT_EXCEEDS_AUTHORIZED,
                                Map.of("amountMinor", "25000", "authorizedMinor", "20000")),
                        attention(7, TakingMoneyTest.refused("capture", 250_00, "amount_exceeds_authorized")));
    }

    @Test
    void a_raise_that_the_bank_refuses_leaves_what_is_authorised() {
        authorizedPayment().after(ask(adjustment(1, 360_00)));
        rio.when(answer(2, new Declined("insufficient_funds")))
                .then(new PaymentDeclined(about(5), Operation.ADJUST, 2, "insufficient_funds", DeclineCategory.SOFT));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.AUTHORIZED);
        assertThat(rio.state().payment(PAYMENT).sums().authorizedMinor()).isEqualTo(300_00);
    }

    @Test
    void a_raise_that_never_reaches_the_bank_is_given_up_and_what_waited_goes_on() {
        authorizedPayment().after(ask(adjustment(1, 360_00)), ask(capture(2, 300_00)));
        for (int hour = 0; hour < 30 && rio.state().payment(PAYMENT).open().is(Operation.ADJUST); hour++) {
            rio.at(NOON.plus(Duration.ofHours(hour))).whenTimersAreDue();
            rio.when(answer(2, new BankAnswer.NotExecuted("no connection")));
        }
        assertThat(rio.decided().getFirst())
                .as("the last try")
                .isInstanceOfAny(PaymentDeclined.class, PaymentEvent.PaymentAttemptFailed.class);
        assertThat(rio.state().payment(PAYMENT).open().is(Operation.CAPTURE)).isTrue();
    }

    @Test
    void several_captures_take_the_authorisation_in_parts_and_no_more_than_that() {
        authorizedPayment().after(ask(part(1, 100_00)));
        rio.when(answer(2, approved(100_00))).then(captured(5, 2, 100_00, false, TOMORROW));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.PARTIALLY_CAPTURED);
        rio.when(ask(capture(2, 200_01)))
                .then(
                        TakingMoneyTest.rejected(
                                capture(2, 200_01),
                                Rejection.AMOUNT_EXCEEDS_AUTHORIZED,
                                Map.of("amountMinor", "20001", "authorizedMinor", "20000")),
                        attention(6, TakingMoneyTest.refused("capture", 200_01, "amount_exceeds_authorized")));
        rio.after(ask(part(3, 200_00))).when(answer(3, approved(200_00)));
        assertThat(rio.decided()).containsExactly(captured(8, 3, 200_00, false, TOMORROW));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.CAPTURED);
    }

    @Test
    void what_was_taken_in_part_can_be_given_back_while_the_rest_is_reserved() {
        authorizedPayment().after(ask(part(1, 100_00)), answer(2, approved(100_00)), ask(refund(2, 40_00)));
        rio.when(answer(3, approved(40_00))).then(GivingMoneyBackTest.refunded(7, 3, request(2), 40_00, TOMORROW));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.PARTIALLY_CAPTURED);
    }

    @Test
    void the_rest_of_a_partial_capture_lapses_with_the_authorisation() {
        authorizedPayment().after(ask(part(1, 100_00)), answer(2, approved(100_00)));
        rio.at(EXPIRES).whenTimersAreDue().then(new AuthorizationExpired(about(6), 200_00, "EUR", PSP));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.CAPTURED);
    }

    @Test
    void an_authorisation_that_lives_for_hours_is_renewed_half_way() {
        var short_ = new Card("", NOON.plus(Duration.ofHours(2)), "", "");
        calling(GUARANTEE).after(answer(1, new Approved(300_00, PSP, short_)));
        rio.at(NOON.plus(Duration.ofMinutes(59))).whenTimersAreDue().then();
        rio.at(NOON.plus(Duration.ofHours(1))).whenTimersAreDue();
        assertThat(rio.decided().getFirst()).isInstanceOf(AuthorizationRenewalStarted.class);
    }

    @Test
    void an_authorisation_that_lives_for_minutes_is_not_renewed_all_the_time() {
        var short_ = new Card("", NOON.plus(Duration.ofMinutes(19)), "", "");
        calling(GUARANTEE).after(answer(1, new Approved(300_00, PSP, short_)));
        rio.at(NOON.plus(Duration.ofMinutes(18))).whenTimersAreDue().then();
        rio.at(NOON.plus(Duration.ofMinutes(19))).whenTimersAreDue();
        assertThat(rio.decided()).hasExactlyElementsOfTypes(AuthorizationExpired.class);
    }

    @Test
    void an_authorisation_that_the_bank_would_not_let_go_is_not_renewed() {
        authorizedPayment().after(ask(cancellation(1)), answer(2, new Declined("void_failed")));
        rio.at(RENEWED).whenTimersAreDue().then();
        rio.at(EXPIRES).whenTimersAreDue();
        assertThat(rio.decided()).hasExactlyElementsOfTypes(AuthorizationExpired.class);
    }

    @Test
    void an_authorisation_that_the_bank_would_not_take_is_not_renewed() {
        authorizedPayment().after(ask(capture(1, 300_00)), answer(2, new Declined("capture_failed")));
        rio.at(RENEWED).whenTimersAreDue().then();
        rio.at(EXPIRES).whenTimersAreDue();
        assertThat(rio.decided()).hasExactlyElementsOfTypes(AuthorizationExpired.class);
    }

    private io.staylog.testkit.DeciderSpec<HotelPayments, PaymentCommand, PaymentEvent> expired() {
        authorizedPayment().at(RENEWED).whenTimersAreDue();
        rio.after(answer(2, new Declined("insufficient_funds"))).at(EXPIRES).whenTimersAreDue();
        return rio;
    }
}
