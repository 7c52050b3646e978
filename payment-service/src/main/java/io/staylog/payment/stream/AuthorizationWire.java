package io.staylog.payment.stream;

import io.staylog.payment.domain.Dispute;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.RequestId;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.AuthorizationRenewalDeclined;
import io.staylog.schemas.payment.AuthorizationRenewalStarted;
import io.staylog.schemas.payment.AuthorizationReplaced;
import io.staylog.schemas.payment.DisputeAccepted;
import io.staylog.schemas.payment.DisputeChallenged;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.DisputeWon;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Events of authorisations and disputes, in Avro and in the domain. */
final class AuthorizationWire {
    private AuthorizationWire() {}

    static SpecificRecord toAvro(PaymentEvent.OfAuthorization event, String hotelId) {
        var id = event.about().paymentId().value();
        var booking = event.about().bookingId().value();
        int version = event.about().version();
        return switch (event) {
            case PaymentEvent.AuthorizationExpired e ->
                new AuthorizationExpired(
                        id, hotelId, booking, version, e.amountMinor(), e.currency(), e.pspReference());
            case PaymentEvent.AuthorizationRenewalStarted e ->
                new AuthorizationRenewalStarted(
                        id, hotelId, booking, version, e.attemptNo(), e.pspReference(), e.expiresAt());
            case PaymentEvent.AuthorizationRenewalDeclined e ->
                new AuthorizationRenewalDeclined(id, hotelId, booking, version, e.attemptNo(), e.declineCode());
            case PaymentEvent.AuthorizationReplaced e ->
                new AuthorizationReplaced(
                        id, hotelId, booking, version, e.attemptNo(), e.oldPspReference(), e.pspReference());
            case PaymentEvent.AuthorizationAdjusted e ->
                new AuthorizationAdjusted(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.requestId().value(),
                        e.attemptNo(),
                        e.oldAmountMinor(),
                        e.newAmountMinor(),
                        e.currency());
        };
    }

    static SpecificRecord toAvro(PaymentEvent.OfDispute event, String hotelId) {
        var id = event.about().paymentId().value();
        var booking = event.about().bookingId().value();
        int version = event.about().version();
        var dispute = event.disputeId();
        return switch (event) {
            case PaymentEvent.DisputeOpened e ->
                new DisputeOpened(
                        id,
                        hotelId,
                        booking,
                        version,
                        dispute,
                        e.amountMinor(),
                        e.currency(),
                        e.reasonCode(),
                        DisputeStage.valueOf(e.stage().name()),
                        e.evidenceDueAt(),
                        e.businessDate());
            case PaymentEvent.DisputeChallenged _ -> new DisputeChallenged(id, hotelId, booking, version, dispute);
            case PaymentEvent.DisputeAccepted _ -> new DisputeAccepted(id, hotelId, booking, version, dispute);
            case PaymentEvent.DisputeWon e ->
                new DisputeWon(id, hotelId, booking, version, dispute, e.amountMinor(), e.currency());
            case PaymentEvent.DisputeLost e ->
                new DisputeLost(id, hotelId, booking, version, dispute, e.amountMinor(), e.currency());
        };
    }

    /** Null for a record that is about neither. */
    static @Nullable PaymentEvent fromAvro(SpecificRecord record) {
        return switch (record) {
            case AuthorizationExpired e ->
                new PaymentEvent.AuthorizationExpired(
                        EventReadWire.about(e), e.getAmountMinor(), e.getCurrency(), e.getPspReference());
            case AuthorizationRenewalStarted e ->
                new PaymentEvent.AuthorizationRenewalStarted(
                        EventReadWire.about(e), e.getAttemptNo(), e.getPspReference(), e.getAuthorizationExpiresAt());
            case AuthorizationRenewalDeclined e ->
                new PaymentEvent.AuthorizationRenewalDeclined(
                        EventReadWire.about(e), e.getAttemptNo(), e.getDeclineCode());
            case AuthorizationReplaced e ->
                new PaymentEvent.AuthorizationReplaced(
                        EventReadWire.about(e), e.getAttemptNo(), e.getOldPspReference(), e.getPspReference());
            case AuthorizationAdjusted e ->
                new PaymentEvent.AuthorizationAdjusted(
                        EventReadWire.about(e),
                        e.getAttemptNo(),
                        new RequestId(e.getRequestId()),
                        e.getOldAmountMinor(),
                        e.getNewAmountMinor(),
                        e.getCurrency());
            default -> dispute(record);
        };
    }

    private static @Nullable PaymentEvent dispute(SpecificRecord record) {
        return switch (record) {
            case DisputeOpened e ->
                new PaymentEvent.DisputeOpened(
                        EventReadWire.about(e),
                        e.getDisputeId(),
                        e.getAmountMinor(),
                        e.getCurrency(),
                        e.getReasonCode(),
                        Dispute.Stage.valueOf(e.getStage().name()),
                        e.getEvidenceDueAt(),
                        e.getBusinessDate());
            case DisputeChallenged e -> new PaymentEvent.DisputeChallenged(EventReadWire.about(e), e.getDisputeId());
            case DisputeAccepted e -> new PaymentEvent.DisputeAccepted(EventReadWire.about(e), e.getDisputeId());
            case DisputeWon e ->
                new PaymentEvent.DisputeWon(
                        EventReadWire.about(e), e.getDisputeId(), e.getAmountMinor(), e.getCurrency());
            case DisputeLost e ->
                new PaymentEvent.DisputeLost(
                        EventReadWire.about(e), e.getDisputeId(), e.getAmountMinor(), e.getCurrency());
            default -> null;
        };
    }
}
