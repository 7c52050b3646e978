package io.staylog.booking.view;

import io.staylog.booking.domain.PaymentWord;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What payment-service has said last of each payment. One thread adds, any thread reads.
 *
 * <p>It is for show: no answer of a request and no decision waits for it, so it may lag behind the bookings.
 */
final class PaymentOutcomes {
    private final Map<UUID, PaymentWord> byPayment = new ConcurrentHashMap<>();

    /** The last word about a payment; null where nothing is known. */
    @Nullable
    PaymentWord find(UUID paymentId) {
        return byPayment.get(paymentId);
    }

    void add(PaymentWord word) {
        byPayment.put(word.paymentId(), word);
    }

    int size() {
        return byPayment.size();
    }
}
