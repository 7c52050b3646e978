package io.staylog.reporting.projection;

import io.staylog.reporting.projection.AttemptTold.Outcome;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentVoided;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What events say of single tries at the bank, for reports on how well payments go. */
final class AttemptProjection {
    private AttemptProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case PaymentAttemptStarted e ->
                List.of(new AttemptTold(
                        e.getPaymentId(),
                        e.getAttemptNo(),
                        Checked.id(e.getHotelId()),
                        e.getOperation().name(),
                        Checked.date(e.getBusinessDate()),
                        at.at(),
                        null,
                        null,
                        null,
                        null,
                        null));
            case PaymentAuthorized e ->
                ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.AUTHORIZED, at);
            case PaymentCaptured e -> ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.CAPTURED, at);
            case PaymentVoided e -> ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.VOIDED, at);
            case PaymentRefunded e -> ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.REFUNDED, at);
            case AuthorizationAdjusted e ->
                ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.ADJUSTED, at);
            case PaymentAttemptFailed e ->
                ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.FAILED, at);
            case PaymentOutcomeUnknown e ->
                ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.UNKNOWN, at);
            case PaymentOutcomeResolved e ->
                ended(e.getPaymentId(), e.getAttemptNo(), e.getHotelId(), Outcome.RESOLVED, at);
            case PaymentDeclined e -> declined(e, at);
            default -> List.of();
        };
    }

    private static List<RowChange> declined(PaymentDeclined e, Position at) {
        if (e.getAttemptNo() == 0) {
            return List.of();
        }
        return List.of(new AttemptTold(
                e.getPaymentId(),
                e.getAttemptNo(),
                Checked.id(e.getHotelId()),
                null,
                null,
                null,
                Outcome.DECLINED,
                at.at(),
                null,
                Checked.text(e.getDeclineCode()),
                e.getCategory().name()));
    }

    /** Events of before attempts were numbered say of none which it was. */
    private static List<RowChange> ended(UUID paymentId, int attemptNo, String hotelId, Outcome outcome, Position at) {
        return attemptNo == 0
                ? List.of()
                : List.of(new AttemptTold(
                        paymentId,
                        attemptNo,
                        Checked.id(hotelId),
                        null,
                        null,
                        null,
                        outcome,
                        at.at(),
                        outcome == Outcome.UNKNOWN ? at.at() : null,
                        null,
                        null));
    }
}
