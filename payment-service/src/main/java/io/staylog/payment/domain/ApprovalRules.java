package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.PaymentEvent.AuthorizationAdjusted;
import io.staylog.payment.domain.PaymentEvent.AuthorizationReplaced;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import java.util.Objects;

/** What follows when the bank has done what an attempt asked for. */
final class ApprovalRules {
    private ApprovalRules() {}

    /** What an approved attempt means. */
    static void decide(Draft draft, Attempt attempt, Approved answer) {
        boolean capturesAtOnce = draft.payment().terms().captureMode() == CaptureMode.AUTOMATIC;
        switch (attempt.operation()) {
            case AUTHORIZE -> {
                if (capturesAtOnce) {
                    captured(draft, attempt, answer);
                } else {
                    authorized(draft, attempt, answer);
                }
            }
            case CAPTURE -> captured(draft, attempt, answer);
            case VOID -> voided(draft, attempt);
            case REFUND -> refunded(draft, attempt, answer);
            case ADJUST -> adjusted(draft, attempt);
        }
    }

    private static void authorized(Draft draft, Attempt attempt, Approved answer) {
        var currency = draft.payment().terms().currency();
        draft.add(about -> new PaymentAuthorized(
                about, attempt.no(), attempt.amountMinor(), currency, answer.pspReference(), answer.card()));
    }

    private static void captured(Draft draft, Attempt attempt, Approved answer) {
        var terms = draft.payment().terms();
        draft.add(about -> new PaymentCaptured(
                about,
                attempt.no(),
                terms.purpose(),
                attempt.amountMinor(),
                terms.currency(),
                answer.pspReference(),
                attempt.details().isFinal(),
                attempt.businessDate(),
                answer.card().brand(),
                answer.card().last4()));
    }

    private static void voided(Draft draft, Attempt attempt) {
        var currency = draft.payment().terms().currency();
        var old = attempt.details().onReference();
        if (old == null) {
            draft.add(about -> new PaymentVoided(about, attempt.no(), attempt.amountMinor(), currency));
        } else {
            var current = Objects.requireNonNull(draft.payment().pspReference(), "it has replaced the old one");
            draft.add(about -> new AuthorizationReplaced(about, attempt.no(), old, current));
        }
    }

    private static void refunded(Draft draft, Attempt attempt, Approved answer) {
        var terms = draft.payment().terms();
        draft.add(about -> new PaymentRefunded(
                about,
                attempt.no(),
                terms.purpose(),
                refundOf(attempt),
                attempt.amountMinor(),
                terms.currency(),
                answer.pspReference(),
                attempt.businessDate()));
        // The bank may have been told before the dispute was heard of.
        long missingMinor = draft.payment().missingMinor();
        if (missingMinor > 0 && draft.payment().disputedMinor() > 0) {
            draft.attention("it was given back while the guest's bank disputes it: " + missingMinor
                    + " minor units more went back than were taken");
        }
    }

    private static void adjusted(Draft draft, Attempt attempt) {
        var payment = draft.payment();
        var request = Objects.requireNonNull(attempt.requestId(), "every adjustment fulfils a request");
        long before = payment.sums().authorizedMinor();
        var currency = payment.terms().currency();
        draft.add(about ->
                new AuthorizationAdjusted(about, attempt.no(), request, before, attempt.amountMinor(), currency));
    }

    static RequestId refundOf(Attempt attempt) {
        return Objects.requireNonNull(attempt.requestId(), "every refund fulfils a request");
    }
}
