package io.staylog.payment.stream;

import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.Rejection;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.RequestId;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.AuthorizationAdjustmentRequested;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.SettlementReported;
import java.util.Locale;
import org.apache.avro.Schema;

/** Refused requests in Avro and in the domain. */
final class RejectionWire {
    private RejectionWire() {}

    static PaymentRequestRejected toAvro(PaymentEvent.PaymentRequestRejected event, String hotelId) {
        return new PaymentRequestRejected(
                event.requestId().value(),
                hotelId,
                event.paymentId().value(),
                requestType(event.kind()),
                event.rejection().code(),
                event.rejection().message(),
                event.details());
    }

    static PaymentEvent fromAvro(PaymentRequestRejected e) {
        return new PaymentEvent.PaymentRequestRejected(
                new RequestId(e.getRequestId()),
                new PaymentId(e.getPaymentId()),
                kind(e.getRequestType()),
                Rejection.valueOf(e.getCode().toUpperCase(Locale.ROOT)),
                e.getDetails());
    }

    private static Schema schema(Request.Kind kind) {
        return switch (kind) {
            case PAYMENT -> PaymentRequested.getClassSchema();
            case CAPTURE -> PaymentCaptureRequested.getClassSchema();
            case REFUND -> PaymentRefundRequested.getClassSchema();
            case CANCELLATION -> PaymentCancellationRequested.getClassSchema();
            case ADJUSTMENT -> AuthorizationAdjustmentRequested.getClassSchema();
            case METHOD -> PaymentMethodSubmitted.getClassSchema();
            case RESOLUTION -> PaymentResolutionRequested.getClassSchema();
            case DISPUTE_RESPONSE -> DisputeResponseRequested.getClassSchema();
            case MANUAL_REFUND -> ManualRefundReported.getClassSchema();
            case ACKNOWLEDGEMENT -> AttentionAcknowledged.getClassSchema();
            case SETTLEMENT -> SettlementReported.getClassSchema();
        };
    }

    static String requestType(Request.Kind kind) {
        return schema(kind).getName();
    }

    static Request.Kind kind(String requestType) {
        for (var kind : Request.Kind.values()) {
            if (requestType(kind).equals(requestType)) {
                return kind;
            }
        }
        throw new IllegalStateException("no request is called " + requestType);
    }
}
