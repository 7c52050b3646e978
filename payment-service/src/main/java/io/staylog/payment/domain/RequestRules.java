package io.staylog.payment.domain;

import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentOperatorActed;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.Request.Adjustment;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.Request.AtOnce;
import io.staylog.payment.domain.Request.AtTheBank;
import io.staylog.payment.domain.Request.Cancellation;
import io.staylog.payment.domain.Request.Capture;
import io.staylog.payment.domain.Request.Refund;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What follows when somebody asks for something to be done about a payment at the bank, or for all of it to be undone. */
final class RequestRules {
    private RequestRules() {}

    static void decide(Draft draft, Request request) {
        switch (request) {
            case AtOnce it -> ActRules.decide(draft, it);
            case Cancellation it -> decide(draft, it);
            case AtTheBank it -> decide(draft, it);
        }
    }

    private static void decide(Draft draft, Cancellation request) {
        var rejection = rejection(draft.payment());
        if (rejection == null) {
            acted(draft, request);
            cancel(draft, request.id(), request.head().businessDate());
        } else if (request.head().asker() == Asker.OPERATOR) {
            draft.reject(request, rejection);
        } // Otherwise it is as booking-service wants it.
    }

    private static void decide(Draft draft, AtTheBank request) {
        boolean isOperator = request.head().asker() == Asker.OPERATOR;
        boolean isBusy = draft.payment().isBusy();
        var rejection = rejection(draft.payment(), request);
        if (request instanceof Refund it && rejection != null && !isOperator && wantsMoreThanIsLeft(draft, it)) {
            refundWhatIsLeft(draft, it);
        } else if (rejection != null) {
            draft.reject(request, rejection);
        } else if (isBusy && isOperator) {
            draft.reject(request, Rejection.OPERATION_IN_PROGRESS);
        } else if (isBusy) {
            draft.add(about -> new PaymentRequestQueued(about, request));
        } else {
            acted(draft, request);
            draft.start(operation(request), request);
        }
    }

    /** Says who wants it, where a person does. */
    static void acted(Draft draft, Request request) {
        var head = request.head();
        if (head.asker() == Asker.OPERATOR) {
            draft.add(about -> new PaymentOperatorActed(about, head.id(), request.kind(), head.actor(), head.reason()));
        }
    }

    private static Operation operation(AtTheBank request) {
        return switch (request) {
            case Capture _ -> Operation.CAPTURE;
            case Refund _ -> Operation.REFUND;
            case Adjustment _ -> Operation.ADJUST;
        };
    }

    /** Whether it was right when booking-service reckoned it, but a part has gone another way since. */
    private static boolean wantsMoreThanIsLeft(Draft draft, Refund request) {
        var payment = draft.payment();
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

    /** A payment whose card was declined is over at once; no other card is taken after it. */
    static void cancel(Draft draft, RequestId id, LocalDate businessDate) {
        draft.add(about -> new PaymentCancellationNoted(about, id, businessDate));
        if (draft.payment().stage() == Stage.DECLINED && draft.payment().open() == null) {
            draft.add(PaymentCancelled::new);
        }
        NextStep.decide(draft);
    }

    /** Why a request makes no sense, whenever its turn comes; null where it does. */
    private static @Nullable Rejection rejection(Payment payment, AtTheBank request) {
        if (request.amountMinor() <= 0) {
            return Rejection.AMOUNT_INVALID;
        }
        if (payment.cancellation() != null) {
            return Rejection.ILLEGAL_TRANSITION;
        }
        return switch (request) {
            case Capture it -> captureRejection(payment, it);
            case Adjustment it -> adjustmentRejection(payment, it);
            case Refund it when it.amountMinor() <= payment.refundableMinor() -> null;
            case Refund it
            when it.amountMinor() <= payment.sums().leftMinor() && isDisputed(payment) -> Rejection.DISPUTE_OPEN;
            case Refund _ -> Rejection.AMOUNT_EXCEEDS_REFUNDABLE;
        };
    }

    private static boolean isDisputed(Payment payment) {
        return payment.disputes().stream().anyMatch(Dispute::holdsMoney);
    }

    private static @Nullable Rejection captureRejection(Payment payment, Capture request) {
        return switch (payment.stage()) {
            case CAPTURED -> Rejection.ALREADY_CAPTURED;
            case VOIDED -> Rejection.ALREADY_VOIDED;
            case EXPIRED -> Rejection.AUTHORIZATION_EXPIRED;
            case DECLINED, CANCELLED, FAILED -> Rejection.ILLEGAL_TRANSITION;
            case INITIATED, AUTHORIZED, PARTIALLY_CAPTURED -> {
                if (isCapturedForGood(payment)) {
                    yield Rejection.ALREADY_CAPTURED;
                }
                yield request.amountMinor() > payment.capturableMinor() ? Rejection.AMOUNT_EXCEEDS_AUTHORIZED : null;
            }
        };
    }

    private static @Nullable Rejection adjustmentRejection(Payment payment, Adjustment request) {
        return switch (payment.stage()) {
            case INITIATED, AUTHORIZED ->
                isCapturedForGood(payment)
                                || request.amountMinor() == payment.sums().authorizedMinor()
                        ? Rejection.ILLEGAL_TRANSITION
                        : null;
            case PARTIALLY_CAPTURED, CAPTURED -> Rejection.ALREADY_CAPTURED;
            case VOIDED -> Rejection.ALREADY_VOIDED;
            case EXPIRED -> Rejection.AUTHORIZATION_EXPIRED;
            case DECLINED, CANCELLED, FAILED -> Rejection.ILLEGAL_TRANSITION;
        };
    }

    /** Whether a capture is under way or waits that lets the rest go. */
    private static boolean isCapturedForGood(Payment payment) {
        var open = payment.open();
        boolean isOpen = open != null
                && open.is(Operation.CAPTURE)
                && open.attempt().details().isFinal();
        boolean isAtOnce = payment.stage() == Stage.INITIATED && payment.terms().captureMode() == CaptureMode.AUTOMATIC;
        return isOpen
                || isAtOnce
                || payment.waiting().stream().anyMatch(request -> request instanceof Capture it && it.isFinal());
    }

    private static @Nullable Rejection rejection(Payment payment) {
        if (payment.cancellation() != null) {
            return Rejection.OPERATION_IN_PROGRESS;
        }
        return switch (payment.stage()) {
            case INITIATED, AUTHORIZED, PARTIALLY_CAPTURED, DECLINED -> null;
            case CAPTURED -> payment.refundableMinor() > 0 || payment.isBusy() ? null : Rejection.ILLEGAL_TRANSITION;
            case CANCELLED, EXPIRED, FAILED -> Rejection.ILLEGAL_TRANSITION;
            case VOIDED -> Rejection.ALREADY_VOIDED;
        };
    }

    /** Why a request that waited cannot be done now that its turn has come. */
    static Rejection lateRejection(Payment payment, Request request) {
        boolean isExpired = payment.stage() == Stage.EXPIRED && !(request instanceof Refund);
        return isExpired ? Rejection.AUTHORIZATION_EXPIRED : Rejection.ILLEGAL_TRANSITION;
    }
}
