package io.staylog.checker.rules;

import static io.staylog.checker.rules.HandMade.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of every invariant of payments a log that keeps it, and one that breaks it and where. */
class MoneyInvariantsTest {
    private final HandMade log = new HandMade();

    @Test
    void a_prepaid_stay_breaks_nothing() {
        log.prepaid();
        log.isGood();
        assertThat(log.judge().counts().payments()).isEqualTo(1);
        assertThat(log.judge().counts().effects()).isEqualTo(2);
    }

    @Test
    void a_capture_in_two_parts_and_a_refund_in_two_parts_break_nothing() {
        log.authorised();
        log.booking("GuestCheckedIn");
        log.booking("GuestCheckedOut", "totalGrossMinor", 22_000L);
        log.started(2, "CAPTURE", 12_000, "isFinal", false);
        log.called(2, "CAPTURE", "approved");
        log.moved(2, "captured", 12_000);
        log.payment("PaymentCaptured", "attemptNo", 2, "amountMinor", 12_000L, "isFinal", false);
        log.started(3, "CAPTURE", 10_000);
        log.called(3, "CAPTURE", "approved");
        log.moved(3, "captured", 10_000);
        log.captured(3, 10_000);
        for (int no = 4; no < 6; no++) {
            log.started(no, "REFUND", 1_000);
            log.called(no, "REFUND", "approved");
            log.moved(no, "refunded", 1_000);
            log.refunded(no, 1_000);
        }
        log.isGood();
    }

    @Test
    void I13_the_bank_has_taken_another_amount() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.called(1, "AUTHORIZE", "approved");
        log.moved(1, "authorized", 22_000);
        log.moved(1, "captured", 21_000);
        var said = log.captured(1, 22_000);
        log.isBroken(Invariant.I13, said);
        log.isBroken(Invariant.R5, Place.ledger(0));
    }

    @Test
    void I13_the_bank_has_taken_what_the_log_believes_declined() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.called(1, "AUTHORIZE", "approved");
        log.moved(1, "authorized", 22_000);
        log.moved(1, "captured", 22_000);
        var said = log.payment("PaymentDeclined", "operation", "AUTHORIZE", "attemptNo", 1);
        log.isBroken(Invariant.I13, said);
        assertThat(log.judge().counts().orphanCharges()).isEqualTo(1);
    }

    @Test
    void I13_a_capture_has_failed_later_and_the_log_has_not_heard_of_it() {
        log.prepaid();
        log.moved(1, "capture_failed", 22_000);
        log.isBroken(Invariant.I13, new Place(TopicNames.PAYMENT_EVENTS, 0, 2));
        log.payment("PaymentCaptureFailed", "attemptNo", 1, "amountMinor", 22_000L);
        log.holds(Invariant.I13);
    }

    @Test
    void I13_a_capture_that_failed_before_the_log_heard_of_it_has_left_nothing() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.called(1, "AUTHORIZE", "approved");
        log.moved(1, "authorized", 22_000);
        log.moved(1, "captured", 22_000);
        log.moved(1, "capture_failed", 22_000);
        log.payment("PaymentDeclined", "operation", "AUTHORIZE", "attemptNo", 1);
        log.holds(Invariant.I13);
        assertThat(log.judge().counts().orphanCharges()).isZero();
    }

    @Test
    void I13_the_log_says_captured_and_the_bank_has_never_heard_of_it() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.isBroken(Invariant.I13, log.captured(1, 22_000));
    }

    @Test
    void I13_the_bank_has_moved_money_that_nobody_asked_for() {
        log.prepaid();
        log.isBroken(Invariant.I13, log.line("effect", "p-9:1", "", "", 5_000, "authorized", ""));
        assertThat(log.judge().counts().orphanCharges()).isEqualTo(1);
    }

    @Test
    void I14_a_second_authorisation_beside_the_first() {
        log.authorised();
        log.started(2, "AUTHORIZE", 22_000);
        log.isBroken(Invariant.I14, log.authorized(2, 22_000));
    }

    @Test
    void I14_a_renewed_authorisation_is_no_second_one() {
        log.authorised();
        log.started(2, "AUTHORIZE", 22_000, "isRenewal", true);
        log.called(2, "AUTHORIZE", "approved");
        log.moved(2, "authorized", 22_000);
        log.authorized(2, 22_000);
        log.started(3, "VOID", 22_000, "pspReference", "psp-1");
        log.called(3, "VOID", "approved");
        log.moved(3, "voided", 22_000);
        log.payment("AuthorizationReplaced", "attemptNo", 3, "oldPspReference", "psp-1", "pspReference", "psp-2");
        log.isGood();
        log.started(4, "AUTHORIZE", 22_000, "isRenewal", true);
        log.called(4, "AUTHORIZE", "declined");
        log.payment("AuthorizationRenewalDeclined", "attemptNo", 4);
        log.isGood();
    }

    @Test
    void I14_an_authorisation_that_is_asked_for_again_after_a_passing_decline_is_no_second_one() {
        log.held();
        log.initiated("MANUAL");
        log.started(1, "AUTHORIZE", 22_000);
        log.called(1, "AUTHORIZE", "declined");
        log.payment("PaymentRetryScheduled", "attemptNo", 1);
        assertThat(log.books().isUnderWay()).isTrue();
        log.started(2, "AUTHORIZE", 22_000);
        log.called(2, "AUTHORIZE", "approved");
        log.moved(2, "authorized", 22_000);
        log.authorized(2, 22_000);
        assertThat(log.books().isUnderWay()).isFalse();
        log.isGood();
    }

    @Test
    void I14_a_capture_after_the_final_one() {
        log.authorised();
        log.started(2, "CAPTURE", 10_000);
        log.captured(2, 10_000);
        log.started(3, "CAPTURE", 5_000);
        log.isBroken(Invariant.I14, log.captured(3, 5_000));
    }

    @Test
    void I14_a_capture_repeated_as_another_attempt_while_nobody_knows_of_the_first() {
        log.authorised();
        log.started(2, "CAPTURE", 22_000);
        log.payment("PaymentOutcomeUnknown", "operation", "CAPTURE", "attemptNo", 2);
        log.isBroken(Invariant.I14, log.started(3, "CAPTURE", 22_000));
    }

    @Test
    void I15_more_captured_than_authorised() {
        log.authorised();
        log.started(2, "CAPTURE", 22_001);
        log.isBroken(Invariant.I15, log.captured(2, 22_001));
    }

    @Test
    void I15_a_refund_while_the_same_money_is_disputed() {
        log.prepaid();
        log.payment("DisputeOpened", "disputeId", "d-1", "amountMinor", 22_000L);
        log.isBroken(Invariant.I15, log.started(2, "REFUND", 1_000));
    }

    @Test
    void I15_a_refund_after_a_dispute_was_won() {
        log.prepaid();
        log.payment("DisputeOpened", "disputeId", "d-1", "amountMinor", 22_000L);
        log.payment("DisputeWon", "disputeId", "d-1", "amountMinor", 22_000L);
        log.started(2, "REFUND", 22_000);
        log.holds(Invariant.I15);
    }

    @Test
    void I15_two_refunds_under_way_for_more_than_was_captured() {
        log.prepaid();
        log.started(2, "REFUND", 20_000);
        log.payment("PaymentRefundPending", "attemptNo", 2, "operation", "REFUND");
        log.isBroken(Invariant.I15, log.started(3, "REFUND", 3_000));
    }

    @Test
    void I16_an_attempt_that_nobody_has_finished() {
        log.held();
        log.initiated("AUTOMATIC");
        var started = log.started(1, "AUTHORIZE", 22_000);
        log.payment("PaymentOutcomeUnknown", "operation", "AUTHORIZE", "attemptNo", 1);
        log.isBroken(Invariant.I16, started);
        assertThat(log.judge().counts().adrift()).isEqualTo(1);
    }

    @Test
    void I16_an_attempt_that_a_person_is_called_to() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.payment("PaymentOutcomeUnknown", "operation", "AUTHORIZE", "attemptNo", 1);
        log.payment("PaymentNeedsAttention", "operation", "AUTHORIZE");
        log.holds(Invariant.I16);
        assertThat(log.judge().attentionList()).containsExactly(PAYMENT);
    }

    @Test
    void I16_two_outcomes_of_one_attempt() {
        log.prepaid();
        log.isBroken(Invariant.I16, log.captured(1, 22_000));
    }

    @Test
    void I17_the_same_attempt_under_two_keys() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.isBroken(Invariant.I17, log.started(1, "AUTHORIZE", 22_000, "gatewayKey", "another"));
    }

    @Test
    void I17_one_key_with_two_contents() {
        log.prepaid();
        instructed(22_000, HandMade.key(1, "AUTHORIZE"));
        instructed(22_000, HandMade.key(1, "AUTHORIZE"));
        log.isGood();
        log.isBroken(Invariant.I17, instructed(23_000, HandMade.key(1, "AUTHORIZE")));
    }

    private Place instructed(long minor, String key) {
        return log.write(
                TopicNames.BANK_CALLS,
                "BankCallInstructed",
                HandMade.with(
                        java.util.Map.of("paymentId", PAYMENT, "operation", "AUTHORIZE", "attemptNo", 1),
                        "amountMinor",
                        minor,
                        "gatewayKey",
                        key));
    }

    @Test
    void I17_a_key_at_the_bank_that_was_never_written_ahead() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.called(PAYMENT + ":1", "made-up", "AUTHORIZE", "approved", "f");
        log.moved(1, "authorized", 22_000);
        var last = log.moved(1, "captured", 22_000);
        log.captured(1, 22_000);
        log.isBroken(Invariant.I17, last);
    }

    @Test
    void I17_one_key_at_the_bank_with_two_contents() {
        log.prepaid();
        log.isBroken(
                Invariant.I17,
                log.called(PAYMENT + ":1", HandMade.key(1, "AUTHORIZE"), "AUTHORIZE", "refused", "other"));
    }

    @Test
    void I18_an_outcome_of_an_attempt_that_was_never_started() {
        log.held();
        log.initiated("AUTOMATIC");
        log.isBroken(Invariant.I18, log.captured(1, 22_000));
    }

    @Test
    void I18_an_event_of_a_payment_that_was_never_initiated() {
        log.held();
        log.isBroken(Invariant.I18, log.captured(1, 22_000));
    }

    @Test
    void I18_a_call_that_was_not_written_ahead() {
        log.held();
        log.initiated("AUTOMATIC");
        log.isBroken(Invariant.I18, instructed(22_000, HandMade.key(1, "AUTHORIZE")));
    }

    @Test
    void I22_money_is_taken_for_a_payment_that_was_undone() {
        log.authorised();
        log.payment("PaymentCancellationNoted");
        log.started(2, "VOID", 22_000);
        log.payment("PaymentVoided", "attemptNo", 2, "amountMinor", 22_000L);
        log.holds(Invariant.I22);
        log.isBroken(Invariant.I22, log.started(3, "AUTHORIZE", 22_000));
    }

    @Test
    void R5_one_reference_is_charged_twice() {
        log.prepaid();
        log.called(PAYMENT + ":1", "another", "AUTHORIZE", "approved", "g");
        log.moved(1, "authorized", 22_000);
        var last = log.moved(1, "captured", 22_000);
        log.isBroken(Invariant.R5, last);
        assertThat(log.judge().counts().doubleCharges()).isEqualTo(1);
    }

    @Test
    void R5_money_for_a_booking_that_does_not_exist() {
        var initiated = log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.captured(1, 22_000);
        log.isBroken(Invariant.R5, initiated);
    }
}
