package io.staylog.booking.stream;

import io.staylog.booking.domain.PaymentWord;
import io.staylog.booking.domain.PaymentWord.State;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentVoided;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What records of payment.events say of a payment, for show. */
public final class PaymentWordWire {
    private final EventDeserializer events;

    /** Does not connect yet. */
    public PaymentWordWire(SchemaRegistry registry) {
        events = new EventDeserializer(
                registry,
                List.of(
                        PaymentAttemptStarted.class,
                        PaymentActionRequired.class,
                        PaymentOutcomeUnknown.class,
                        PaymentAuthorized.class,
                        PaymentCaptured.class,
                        PaymentDeclined.class,
                        PaymentVoided.class,
                        PaymentCancelled.class,
                        AuthorizationExpired.class,
                        PaymentCaptureFailed.class,
                        PaymentRefundPending.class,
                        PaymentRefunded.class,
                        PaymentRefundFailed.class,
                        DisputeOpened.class,
                        PaymentNeedsAttention.class));
    }

    /** What a record says; null where it says nothing that is shown, or somebody else has written it. */
    public @Nullable PaymentWord read(ConsumerRecord<byte[], byte[]> record) {
        return Topics.PAYMENT_EVENTS.isFromOwner(record)
                ? word(events.deserialize(record.topic(), record.value()))
                : null;
    }

    static @Nullable PaymentWord word(@Nullable Object event) {
        return switch (event) {
            case PaymentAttemptStarted e -> word(e.getPaymentId(), e.getBookingId(), State.STARTED);
            case PaymentActionRequired e -> word(e.getPaymentId(), e.getBookingId(), State.ACTION_REQUIRED);
            case PaymentOutcomeUnknown e -> word(e.getPaymentId(), e.getBookingId(), State.UNKNOWN);
            case PaymentAuthorized e -> word(e.getPaymentId(), e.getBookingId(), State.AUTHORIZED);
            case PaymentCaptured e -> word(e.getPaymentId(), e.getBookingId(), State.CAPTURED);
            case PaymentDeclined e ->
                new PaymentWord(e.getPaymentId(), e.getBookingId(), State.DECLINED, e.getDeclineCode());
            case PaymentVoided e -> word(e.getPaymentId(), e.getBookingId(), State.VOIDED);
            case PaymentCancelled e -> word(e.getPaymentId(), e.getBookingId(), State.CANCELLED);
            case AuthorizationExpired e -> word(e.getPaymentId(), e.getBookingId(), State.EXPIRED);
            case PaymentCaptureFailed e -> word(e.getPaymentId(), e.getBookingId(), State.CAPTURE_FAILED);
            case PaymentRefundPending e -> word(e.getPaymentId(), e.getBookingId(), State.REFUND_PENDING);
            case PaymentRefunded e -> word(e.getPaymentId(), e.getBookingId(), State.REFUNDED);
            case PaymentRefundFailed e -> word(e.getPaymentId(), e.getBookingId(), State.REFUND_FAILED);
            case DisputeOpened e -> word(e.getPaymentId(), e.getBookingId(), State.DISPUTED);
            case PaymentNeedsAttention e -> word(e.getPaymentId(), e.getBookingId(), State.NEEDS_ATTENTION);
            case null, default -> null;
        };
    }

    private static PaymentWord word(UUID paymentId, UUID bookingId, State state) {
        return new PaymentWord(paymentId, bookingId, state, "");
    }
}
