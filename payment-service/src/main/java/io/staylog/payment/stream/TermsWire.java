package io.staylog.payment.stream;

import io.staylog.payment.domain.Actor;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.DeclineCategory;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Source;
import io.staylog.payment.domain.Purpose;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.ResolvedOutcome;
import org.jspecify.annotations.Nullable;

/** The words of a payment in Avro and in the domain. Where both have the same names, a new one must be added to both. */
final class TermsWire {
    private TermsWire() {}

    static Purpose purpose(PaymentPurpose purpose) {
        return Purpose.valueOf(purpose.name());
    }

    static PaymentPurpose purpose(Purpose purpose) {
        return PaymentPurpose.valueOf(purpose.name());
    }

    static CaptureMode captureMode(io.staylog.schemas.payment.CaptureMode mode) {
        return CaptureMode.valueOf(mode.name());
    }

    static io.staylog.schemas.payment.CaptureMode captureMode(CaptureMode mode) {
        return io.staylog.schemas.payment.CaptureMode.valueOf(mode.name());
    }

    static Initiator initiator(io.staylog.schemas.payment.Initiator initiator) {
        return Initiator.valueOf(initiator.name());
    }

    static io.staylog.schemas.payment.Initiator initiator(Initiator initiator) {
        return io.staylog.schemas.payment.Initiator.valueOf(initiator.name());
    }

    static BankOperation operation(Operation operation) {
        return BankOperation.valueOf(operation.name());
    }

    static Operation operation(BankOperation operation) {
        return switch (operation) {
            case AUTHORIZE -> Operation.AUTHORIZE;
            case CAPTURE -> Operation.CAPTURE;
            case VOID -> Operation.VOID;
            case REFUND -> Operation.REFUND;
            case ADJUST -> Operation.ADJUST;
            case LOOKUP, UNKNOWN -> throw new IllegalStateException("an event speaks of the operation " + operation);
        };
    }

    /** Attention may be needed where nothing is open at the bank; on the wire that is UNKNOWN. */
    static BankOperation operationOrNone(@Nullable Operation operation) {
        return operation == null ? BankOperation.UNKNOWN : operation(operation);
    }

    static @Nullable Operation operationOrNone(BankOperation operation) {
        return operation == BankOperation.UNKNOWN ? null : operation(operation);
    }

    static DeclineCategory category(io.staylog.schemas.payment.DeclineCategory category) {
        return switch (category) {
            case SOFT -> DeclineCategory.SOFT;
            case ACTION -> DeclineCategory.ACTION;
            case HARD, UNKNOWN -> DeclineCategory.HARD;
        };
    }

    static io.staylog.schemas.payment.DeclineCategory category(DeclineCategory category) {
        return io.staylog.schemas.payment.DeclineCategory.valueOf(category.name());
    }

    static Resolved resolved(ResolvedOutcome outcome) {
        return switch (outcome) {
            case APPROVED -> Resolved.APPROVED;
            case DECLINED -> Resolved.DECLINED;
            case NOT_EXECUTED -> Resolved.NOT_EXECUTED;
            case UNKNOWN -> throw new IllegalStateException("an outcome was resolved as unknown");
        };
    }

    static Actor actor(io.staylog.schemas.common.Actor actor) {
        return new Actor(actor.getType().name(), actor.getId());
    }

    static io.staylog.schemas.common.Actor actor(Actor actor) {
        return new io.staylog.schemas.common.Actor(ActorType.valueOf(actor.type()), actor.id());
    }

    static Resolver resolver(PaymentOutcomeResolved e) {
        return new Resolver(
                switch (e.getSource()) {
                    case WEBHOOK -> Source.WEBHOOK;
                    case OPERATOR -> Source.OPERATOR;
                    case POLL, UNKNOWN -> Source.POLL;
                },
                actor(e.getActor()),
                e.getReason());
    }

    static ResolvedOutcome resolved(Resolved outcome) {
        return ResolvedOutcome.valueOf(outcome.name());
    }
}
