package io.staylog.payment.web;

import io.staylog.payment.web.PaymentBodies.ActBody;
import io.staylog.payment.web.PaymentBodies.ActorBody;
import io.staylog.payment.web.PaymentBodies.ActorKind;
import io.staylog.payment.web.PaymentBodies.CaptureBody;
import io.staylog.payment.web.PaymentBodies.ManualRefundBody;
import io.staylog.payment.web.PaymentBodies.MethodBody;
import io.staylog.payment.web.PaymentBodies.OutcomeKind;
import io.staylog.payment.web.PaymentBodies.RefundBody;
import io.staylog.payment.web.PaymentBodies.ResolveBody;
import io.staylog.payment.web.PaymentBodies.VoidBody;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.DisputeResponse;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Makes records of {@code payment.requests} from what operators send. */
final class OperatorRequestWire {
    private final String hotelId;
    private final UUID paymentId;

    OperatorRequestWire(String hotelId, UUID paymentId) {
        this.hotelId = hotelId;
        this.paymentId = paymentId;
    }

    SpecificRecord method(UUID requestId, MethodBody body) {
        return new PaymentMethodSubmitted(
                requestId,
                hotelId,
                paymentId,
                body.paymentMethodToken(),
                actor(body.actor()),
                Objects.requireNonNullElse(body.reason(), ""));
    }

    SpecificRecord capture(UUID requestId, CaptureBody body) {
        return new PaymentCaptureRequested(
                requestId,
                hotelId,
                paymentId,
                body.amountMinor(),
                body.businessDate(),
                Objects.requireNonNullElse(body.isFinal(), true),
                actor(body.actor()),
                body.reason());
    }

    SpecificRecord cancellation(UUID requestId, VoidBody body) {
        return new PaymentCancellationRequested(
                requestId, hotelId, paymentId, body.businessDate(), actor(body.actor()), body.reason());
    }

    SpecificRecord refund(UUID requestId, RefundBody body) {
        return new PaymentRefundRequested(
                requestId,
                hotelId,
                paymentId,
                body.amountMinor(),
                body.businessDate(),
                actor(body.actor()),
                body.reason());
    }

    SpecificRecord resolution(UUID requestId, ResolveBody body) {
        return new PaymentResolutionRequested(
                requestId,
                hotelId,
                paymentId,
                body.attemptNo(),
                outcome(body.outcome()),
                Objects.requireNonNullElse(body.pspReference(), ""),
                actor(body.actor()),
                body.reason());
    }

    private static ResolvedOutcome outcome(OutcomeKind outcome) {
        return switch (outcome) {
            case APPROVED -> ResolvedOutcome.APPROVED;
            case DECLINED -> ResolvedOutcome.DECLINED;
            case NOT_EXECUTED -> ResolvedOutcome.NOT_EXECUTED;
        };
    }

    SpecificRecord challenge(UUID requestId, String disputeId, ActBody body) {
        return dispute(requestId, disputeId, DisputeResponse.CHALLENGE, body);
    }

    SpecificRecord acceptance(UUID requestId, String disputeId, ActBody body) {
        return dispute(requestId, disputeId, DisputeResponse.ACCEPT, body);
    }

    private SpecificRecord dispute(UUID requestId, String disputeId, DisputeResponse response, ActBody body) {
        return new DisputeResponseRequested(
                requestId, hotelId, paymentId, disputeId, response, actor(body.actor()), body.reason());
    }

    SpecificRecord manualRefund(UUID requestId, ManualRefundBody body) {
        return new ManualRefundReported(
                requestId,
                hotelId,
                paymentId,
                body.amountMinor(),
                body.method(),
                body.businessDate(),
                actor(body.actor()),
                body.reason());
    }

    SpecificRecord acknowledgement(UUID requestId, ActBody body) {
        return new AttentionAcknowledged(requestId, hotelId, paymentId, actor(body.actor()), body.reason());
    }

    private static Actor actor(ActorBody body) {
        var type = switch (Objects.requireNonNullElse(body.type(), ActorKind.STAFF)) {
            case STAFF -> ActorType.STAFF;
            case GUEST -> ActorType.GUEST;
            case CHANNEL -> ActorType.CHANNEL;
            case SYSTEM -> ActorType.SYSTEM;
        };
        return new Actor(type, body.id());
    }
}
