package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.Difference;
import io.staylog.reporting.projection.RowChange.DisputeOpening;
import io.staylog.reporting.projection.RowChange.DisputeSaid;
import io.staylog.reporting.projection.RowChange.NotificationUnmatched;
import io.staylog.reporting.projection.RowChange.OperatorActed;
import io.staylog.reporting.projection.RowChange.Settled;
import io.staylog.schemas.payment.DisputeAccepted;
import io.staylog.schemas.payment.DisputeChallenged;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeWon;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.SettlementReconciled;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What the events about money that people care for by hand mean for the rows: disputes, acts, strangers, settlements. */
final class CareProjection {
    private static final String ACKNOWLEDGED = "AttentionAcknowledged";

    private CareProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case DisputeOpened e -> opened(e, at);
            case DisputeChallenged e ->
                said(
                        PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at),
                        e.getDisputeId(),
                        DisputeStatus.CHALLENGED);
            case DisputeAccepted e ->
                said(
                        PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at),
                        e.getDisputeId(),
                        DisputeStatus.ACCEPTED);
            case DisputeWon e ->
                said(
                        PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                                .state(PaymentState.CAPTURED),
                        e.getDisputeId(),
                        DisputeStatus.WON);
            case DisputeLost e ->
                said(
                        PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                                .state(PaymentState.DISPUTE_LOST),
                        e.getDisputeId(),
                        DisputeStatus.LOST);
            case PaymentOperatorActed e -> acted(e, at);
            case GatewayNotificationUnmatched e -> List.of(unmatched(e, at));
            case SettlementReconciled e -> List.of(settled(e, at));
            default -> List.of();
        };
    }

    private static List<RowChange> opened(DisputeOpened e, Position at) {
        var due = e.getEvidenceDueAt();
        var opening = new DisputeOpening(
                e.getBookingId(),
                e.getStage().name(),
                Checked.text(e.getReasonCode()),
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                due == null ? null : Checked.instant(due),
                Checked.date(e.getBusinessDate()));
        var change = PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.DISPUTED);
        return List.of(
                change,
                new DisputeSaid(
                        e.getPaymentId(),
                        Checked.id(e.getDisputeId()),
                        e.getVersion(),
                        change.hotelId(),
                        DisputeStatus.OPEN,
                        opening,
                        at.at()));
    }

    private static List<RowChange> said(PaymentChange change, String disputeId, DisputeStatus status) {
        return List.of(
                change,
                new DisputeSaid(
                        change.paymentId(),
                        Checked.id(disputeId),
                        change.version(),
                        change.hotelId(),
                        status,
                        null,
                        change.at()));
    }

    private static List<RowChange> acted(PaymentOperatorActed e, Position at) {
        var change = PaymentChange.of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at);
        var act = new OperatorActed(
                at,
                change.hotelId(),
                e.getPaymentId(),
                e.getBookingId(),
                e.getRequestId(),
                Checked.text(e.getRequestType()),
                e.getActor().getType().name(),
                Checked.text(e.getActor().getId()),
                Checked.text(e.getReason()));
        return List.of(
                e.getRequestType().equals(ACKNOWLEDGED)
                        ? change.attention(AttentionChange.settled(AttentionChange.ALL))
                        : change,
                act);
    }

    private static NotificationUnmatched unmatched(GatewayNotificationUnmatched e, Position at) {
        return new NotificationUnmatched(
                at,
                Checked.id(e.getHotelId()),
                Checked.text(e.getGateway()),
                Checked.text(e.getNotificationId()),
                Checked.text(e.getKind()),
                Checked.text(e.getMerchantReference()),
                Checked.text(e.getPspReference()),
                e.getAmountMinor(),
                Checked.text(e.getCurrency()));
    }

    private static Settled settled(SettlementReconciled e, Position at) {
        var differences = e.getDifferences().stream()
                .map(d -> new Difference(
                        d.getKind().name(),
                        d.getMovement().name(),
                        Checked.text(d.getMerchantReference()),
                        d.getBookedMinor(),
                        d.getSettledMinor()))
                .toList();
        return new Settled(
                e.getRequestId(),
                Checked.id(e.getHotelId()),
                Checked.date(e.getSettlementDate()),
                Checked.id(e.getCurrency()),
                e.getMatched(),
                e.getGrossMinor(),
                e.getFeeMinor(),
                differences,
                Checked.text(e.getActor().getId()),
                at.at());
    }
}
