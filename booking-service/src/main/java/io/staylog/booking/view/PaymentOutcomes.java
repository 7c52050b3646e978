package io.staylog.booking.view;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What payment-service has said last of each payment. One thread adds, any thread reads.
 *
 * <p>It is for show: no answer of a request and no decision waits for it, so it may lag behind the bookings.
 */
public final class PaymentOutcomes {
    private final Map<UUID, Said> byPayment = new ConcurrentHashMap<>();

    /** How a payment stands at the bank. */
    public enum State {
        /** The bank is being asked. */
        STARTED,
        /** The bank waits for the guest. */
        ACTION_REQUIRED,
        /** Nobody knows whether the bank has done it. */
        UNKNOWN,
        AUTHORIZED,
        CAPTURED,
        DECLINED,
        VOIDED,
        CANCELLED,
        EXPIRED,
        CAPTURE_FAILED,
        REFUND_PENDING,
        REFUNDED,
        REFUND_FAILED,
        DISPUTED,
        /** A person must look. */
        NEEDS_ATTENTION
    }

    /**
     * The newest word.
     *
     * @param declineCode the bank's reason; empty where it has not declined
     */
    public record Said(State state, String declineCode) {}

    /**
     * One event of a payment.
     *
     * @param bookingId whose payment it is
     */
    public record News(UUID paymentId, UUID bookingId, Said said) {}

    /** The last word about a payment; null where nothing is known. */
    @Nullable
    Said find(UUID paymentId) {
        return byPayment.get(paymentId);
    }

    /** Takes a word into account. */
    void add(News news) {
        byPayment.put(news.paymentId(), news.said());
    }

    int size() {
        return byPayment.size();
    }
}
