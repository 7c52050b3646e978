package io.staylog.payment.domain;

import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.Request.Cancellation;
import io.staylog.payment.domain.Request.Capture;
import io.staylog.payment.domain.Request.Refund;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What follows when somebody asks for something to be done about a payment. */
final class RequestRules {
    private RequestRules() {}

    static void decide(Draft draft, Request request) {
        boolean isOperator = request.head().asker() == Asker.OPERATOR;
        boolean isBusy = draft.payment().isBusy();
        var rejection = rejection(draft.payment(), request);
        switch (request) {
            case Cancellation _ when rejection != null && !isOperator -> {} // It is as booking-service wants it.
            case Refund it
            when rejection != null && !isOperator && wantsMoreThanIsLeft(draft.payment(), it) ->
                refundWhatIsLeft(draft, it);
            case Request _ when rejection != null -> draft.reject(request, rejection);
            case Cancellation it -> cancel(draft, it.id(), it.head().businessDate());
            case Request _ when isBusy && isOperator -> draft.reject(request, Rejection.OPERATION_IN_PROGRESS);
            case Request _ when isBusy -> draft.add(about -> new PaymentRequestQueued(about, request));
            case Capture _ -> draft.start(Operation.CAPTURE, request);
            case Refund _ -> draft.start(Operation.REFUND, request);
        }
    }

    /** Whether it was right when booking-service reckoned it, but somebody else has given back a part since. */
    private static boolean wantsMoreThanIsLeft(Payment payment, Refund request) {
        long left = payment.refundableMinor();
        return payment.cancellation() == null
                && left > 0
                && request.amountMinor() > left
                && request.amountMinor() <= payment.sums().capturedMinor();
    }

    /** The guest gets what there is at once; about the rest a person must think. */
    private static void refundWhatIsLeft(Draft draft, Refund request) {
        var left = new Refund(request.head(), draft.payment().refundableMinor());
        if (draft.payment().isBusy()) {
            draft.add(about -> new PaymentRequestQueued(about, left));
        } else {
            draft.start(Operation.REFUND, left);
        }
        draft.attention("booking-service asked to give back %d minor units; only %d were left and are given back"
                .formatted(request.amountMinor(), left.amountMinor()));
    }

    static void cancel(Draft draft, RequestId id, LocalDate businessDate) {
        draft.add(about -> new PaymentCancellationNoted(about, id, businessDate));
        NextStep.decide(draft);
    }

    /** Why a request makes no sense, whenever its turn comes; null where it does. */
    private static @Nullable Rejection rejection(Payment payment, Request request) {
        boolean isToBeUndone = payment.cancellation() != null;
        return switch (request) {
            case Cancellation _ when isToBeUndone -> Rejection.OPERATION_IN_PROGRESS;
            case Cancellation _ -> cancellationRejection(payment);
            case Request it when it.amountMinor() <= 0 -> Rejection.AMOUNT_INVALID;
            case Request _ when isToBeUndone -> Rejection.ILLEGAL_TRANSITION;
            case Capture _ when payment.stage() == Stage.CAPTURED || isCapturing(payment) -> Rejection.ALREADY_CAPTURED;
            case Capture _ when payment.stage() == Stage.VOIDED -> Rejection.ALREADY_VOIDED;
            case Capture _ when payment.isOff() -> Rejection.ILLEGAL_TRANSITION;
            case Capture it when it.amountMinor() > payment.authorizableMinor() -> Rejection.AMOUNT_EXCEEDS_AUTHORIZED;
            case Capture _ -> null;
            case Refund it when it.amountMinor() > payment.refundableMinor() -> Rejection.AMOUNT_EXCEEDS_REFUNDABLE;
            case Refund _ -> null;
        };
    }

    private static @Nullable Rejection cancellationRejection(Payment payment) {
        return switch (payment.stage()) {
            case INITIATED, AUTHORIZED -> null;
            case CAPTURED -> payment.refundableMinor() > 0 || payment.isBusy() ? null : Rejection.ILLEGAL_TRANSITION;
            case DECLINED, CANCELLED -> Rejection.ILLEGAL_TRANSITION;
            case VOIDED -> Rejection.ALREADY_VOIDED;
        };
    }

    /** Whether a capture is under way or waits: there is one at most, because it lets the rest go. */
    private static boolean isCapturing(Payment payment) {
        var open = payment.open();
        return (open != null && open.is(Operation.CAPTURE))
                || payment.waiting().stream().anyMatch(request -> request instanceof Capture);
    }
}
