package io.staylog.payment.domain;

import io.staylog.payment.domain.Payment.Cancellation;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.Payment.Sums;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment on its way to its next state: what one event changes, with everything else taken over. */
final class PaymentFold {
    private final Payment before;
    private final int version;
    private final Instant at;
    private int attempts;
    private Stage stage;
    private Sums sums;
    private @Nullable String pspReference;
    private @Nullable OpenAttempt open;
    private @Nullable Cancellation cancellation;
    private final List<Request> waiting;
    private final List<RequestId> answered;
    private final List<Integer> undone;
    private boolean needsAttention;

    PaymentFold(Payment before, int version, Instant at) {
        this.before = before;
        this.version = version;
        this.at = at;
        attempts = before.attempts();
        stage = before.stage();
        sums = before.sums();
        pspReference = before.pspReference();
        open = before.open();
        cancellation = before.cancellation();
        waiting = new ArrayList<>(before.waiting());
        answered = new ArrayList<>(before.answered());
        undone = new ArrayList<>(before.undone());
        needsAttention = before.needsAttention();
    }

    Payment payment() {
        return new Payment(
                before.terms(),
                version,
                attempts,
                stage,
                sums,
                pspReference,
                open,
                waiting,
                cancellation,
                answered,
                undone,
                needsAttention,
                at);
    }

    void open(@Nullable OpenAttempt changed) {
        open = changed;
    }

    void started(Attempt attempt) {
        boolean again = open != null && open.attempt().no() == attempt.no();
        open = open != null && again ? open.startedAgain(at) : OpenAttempt.started(attempt, at);
        attempts = attempt.no();
        var request = attempt.requestId();
        if (request == null || again) {
            return;
        }
        waiting.removeIf(it -> it.id().equals(request));
        answer(request);
        if (cancellation != null && cancellation.requestId().equals(request)) {
            cancellation = null;
        }
    }

    void queued(Request request) {
        waiting.add(request);
        answer(request.id());
    }

    void toBeCancelled(Cancellation wish) {
        cancellation = wish;
        answer(wish.requestId());
    }

    void authorized(long amountMinor, String reference) {
        sums = new Sums(amountMinor, sums.capturedMinor(), sums.refundedMinor());
        pspReference = reference;
        done(Stage.AUTHORIZED);
    }

    void captured(long amountMinor, String reference) {
        // Authorised and captured in one call is not announced as authorised.
        long authorized = Math.max(sums.authorizedMinor(), amountMinor);
        sums = new Sums(authorized, sums.capturedMinor() + amountMinor, sums.refundedMinor());
        pspReference = reference;
        done(Stage.CAPTURED);
    }

    void refunded(long amountMinor) {
        sums = new Sums(sums.authorizedMinor(), sums.capturedMinor(), sums.refundedMinor() + amountMinor);
        done(stage);
    }

    /** Only a declined authorisation ends the payment; money that is reserved or taken stays so. */
    void declined(Operation operation) {
        undone(operation == Operation.AUTHORIZE ? Stage.DECLINED : stage);
    }

    /** An attempt that everybody believed to have ended without effect is open again. */
    void outcomeUnknown(Operation operation, int attemptNo) {
        var terms = before.terms();
        var attempt = open == null
                ? OpenAttempt.started(
                        Attempt.of(
                                terms.paymentId(),
                                operation,
                                attemptNo,
                                terms.amountMinor(),
                                null,
                                terms.businessDate()),
                        at)
                : open;
        open = attempt.outcomeUnknown(at);
    }

    void resolved(Resolved outcome) {
        if (outcome == Resolved.NOT_EXECUTED && open != null) {
            open = open.hadNoEffect(at);
        }
    }

    /** It may be about what is open, which then goes on no more by itself, or about the payment as a whole. */
    void needsAttention(@Nullable Operation operation) {
        if (open != null && operation != null && open.is(operation)) {
            open = open.leftToAPerson();
        } else {
            needsAttention = true;
        }
    }

    /** The bank has done it. Without an open attempt it has done the first one after all, which everybody believed undone. */
    void done(Stage reached) {
        undone.remove(Integer.valueOf(open == null ? 1 : open.attempt().no()));
        ended(reached);
    }

    void undone(Stage reached) {
        if (open != null) {
            undone.add(open.attempt().no());
        }
        ended(reached);
    }

    private void ended(Stage reached) {
        open = null;
        stage = reached;
        if (reached == Stage.DECLINED || reached == Stage.CANCELLED || reached == Stage.VOIDED) {
            cancellation = null; // Nothing is left to undo.
        }
    }

    private void answer(RequestId request) {
        if (!answered.contains(request)) {
            answered.add(request);
        }
    }
}
