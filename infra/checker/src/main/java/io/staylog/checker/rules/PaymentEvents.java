package io.staylog.checker.rules;

import io.staylog.checker.rules.Attempt.Operation;
import io.staylog.checker.rules.Attempt.State;
import io.staylog.checker.rules.Payment.Dispute;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Folds payment.events, and looks after every record whether it may stand there: I14, I15, I16, I18 and I22. */
final class PaymentEvents {
    private final Map<String, Payment> payments;
    private final Findings findings;
    private final Outcomes outcomes;
    private final Map<String, Integer> firstUses = new HashMap<>();

    PaymentEvents(Map<String, Payment> payments, Findings findings) {
        this.payments = payments;
        this.findings = findings;
        this.outcomes = new Outcomes(findings);
    }

    void see(Entry entry) {
        if (entry.type().equals("PaymentInitiated")) {
            payments.putIfAbsent(entry.paymentId(), new Payment(entry));
            return;
        }
        if (!entry.body().has("version")) {
            return; // A rejection, or nothing about one payment.
        }
        var payment = payments.get(entry.paymentId());
        look(payment != null, Invariant.I18, entry, () -> "payment " + entry.paymentId() + " was never initiated");
        if (payment != null) {
            see(payment, entry);
            payment.lastAt = entry.at();
            payment.lastMs = entry.timeMs();
        }
    }

    private void see(Payment payment, Entry entry) {
        switch (entry.type()) {
            case "PaymentAttemptStarted" -> started(payment, entry);
            case "PaymentCancellationNoted" -> payment.isToBeUndone = true;
            case "PaymentNeedsAttention" -> needsPerson(payment, entry);
            case "PaymentOperatorActed" -> acted(payment, entry);
            case "PaymentCancelled" -> cancelled(payment, entry);
            case "PaymentCaptureFailed" -> captureFailed(payment, entry);
            case "AuthorizationExpired" -> expired(payment, entry);
            case "ManualRefundRecorded" -> payment.manualMinor += entry.body().number("amountMinor");
            case "DisputeOpened" -> disputed(payment, entry);
            case "DisputeWon" -> decided(payment, entry, false);
            case "DisputeLost" -> decided(payment, entry, true);
            default -> outcomes.see(payment, entry);
        }
    }

    private void started(Payment payment, Entry entry) {
        long no = entry.body().number("attemptNo");
        var known = payment.attempt(no);
        if (known != null) {
            startedAgain(known, entry);
            return;
        }
        var attempt = new Attempt(entry);
        boolean isForward = attempt.operation == Operation.AUTHORIZE || attempt.operation == Operation.CAPTURE;
        if (isForward) {
            payment.isToBeRetried = false;
            look(
                    !payment.isUndone,
                    Invariant.I22,
                    entry,
                    () -> attempt.name() + " was started after its payment had been undone");
            var open = payment.attempts.stream()
                    .filter(it -> it.operation == attempt.operation && it.isOpen())
                    .findFirst();
            look(
                    open.isEmpty(),
                    Invariant.I14,
                    entry,
                    () -> attempt.name() + " was started while nobody knows what became of "
                            + open.orElseThrow().name());
        }
        if (attempt.operation == Operation.REFUND) {
            refundStarted(payment, attempt, entry);
        }
        var other = firstUses.putIfAbsent(attempt.key, attempt.no);
        look(other == null, Invariant.I17, entry, () -> "the key " + attempt.key + " was used for another attempt too");
        payment.attempts.add(attempt);
    }

    /** The same attempt once more: everything that the bank will hear must be as before. */
    private void startedAgain(Attempt known, Entry entry) {
        var again = new Attempt(entry);
        look(
                again.key.equals(known.key) && again.reference.equals(known.reference),
                Invariant.I17,
                entry,
                () -> known.name() + " had the key " + known.key + " and was repeated under " + again.key);
        look(
                again.amountMinor == known.amountMinor && again.operation == known.operation,
                Invariant.I17,
                entry,
                () -> known.name() + " was repeated under its key with another content");
        look(known.isOpen(), Invariant.I16, entry, () -> known.name() + " was repeated after it had ended");
        known.became(State.CALLING, entry);
        known.needsPerson = false;
    }

    /** With a dispute open, a refund would pay twice. */
    private void refundStarted(Payment payment, Attempt attempt, Entry entry) {
        long away = payment.refundedMinor + payment.refundingMinor() + payment.disputedMinor() + payment.lostMinor();
        look(
                away + attempt.amountMinor <= payment.takenMinor(),
                Invariant.I15,
                entry,
                () -> "%s of %d was started, but of %d captured %d are refunded, being refunded or disputed"
                        .formatted(attempt.name(), attempt.amountMinor, payment.takenMinor(), away));
    }

    private static void needsPerson(Payment payment, Entry entry) {
        var operation = Operation.of(entry.body().text("operation"));
        var open = payment.attempts.stream()
                .filter(it -> it.operation == operation && it.isOpen())
                .findFirst();
        open.ifPresentOrElse(it -> it.needsPerson = true, () -> payment.needsPerson = true);
    }

    private static void acted(Payment payment, Entry entry) {
        if (entry.body().text("requestType").equals("AttentionAcknowledged")) {
            payment.needsPerson = false;
        }
    }

    private static void cancelled(Payment payment, Entry entry) {
        payment.attempts.stream().filter(Attempt::isOpen).forEach(it -> it.became(State.OFF, entry));
        payment.isUndone = true;
        payment.isToBeRetried = false;
    }

    private void captureFailed(Payment payment, Entry entry) {
        long amount = entry.body().number("amountMinor");
        payment.captureFailedMinor += amount;
        var attempt = payment.attempt(entry.body().number("attemptNo"), Operation.CAPTURE, Operation.AUTHORIZE);
        if (attempt != null) {
            attempt.captureFailedMinor += amount;
        }
        payment.isCaptureFinal = false;
        payment.reserved.forEach(it -> it.isLive = false);
        look(
                payment.takenMinor() >= 0,
                Invariant.I15,
                entry,
                () -> "more captures have failed than there were: " + payment.captureFailedMinor + " of "
                        + payment.capturedMinor);
    }

    private static void expired(Payment payment, Entry entry) {
        var psp = entry.body().text("pspReference");
        payment.reserved.stream().filter(it -> it.psp.equals(psp)).forEach(it -> it.isLive = false);
    }

    private static void disputed(Payment payment, Entry entry) {
        var dispute = payment.disputes.computeIfAbsent(entry.body().text("disputeId"), _ -> new Dispute());
        dispute.amountMinor = entry.body().number("amountMinor");
        dispute.isOpen = true;
        dispute.isLost = false;
    }

    private void decided(Payment payment, Entry entry, boolean isLost) {
        var id = entry.body().text("disputeId");
        var dispute = payment.disputes.get(id);
        look(dispute != null, Invariant.I18, entry, () -> "the dispute " + id + " was decided and never opened");
        if (dispute != null) {
            dispute.isOpen = false;
            dispute.isLost = isLost;
        }
    }

    private void look(boolean isGood, Invariant invariant, Entry entry, Supplier<String> message) {
        findings.look(isGood, invariant, entry.at(), entry.timeMs(), message);
    }
}
