package io.staylog.payment.bank.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import io.staylog.payment.bank.BankOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The calls of one operation: together they end in time, however many they are. */
final class StripeCalls {
    /** Our number of the operation that an object at Stripe is about. */
    static final String REFERENCE = "stay_reference";
    /** The hotel. */
    static final String HOTEL = "stay_hotel";
    /** The amount of a capture, with the number of its attempt after it. */
    static final String CAPTURE = "staylog_capture_";
    /** The new amount of an adjustment, with the number of its attempt after it. */
    static final String ADJUST = "staylog_adjust_";

    private final BankOrder order;
    private final long end;

    StripeCalls(BankOrder order, Duration limit) {
        this.order = order;
        this.end = System.nanoTime() + limit.toNanos();
    }

    BankOrder order() {
        return order;
    }

    RequestOptions reading() throws StripeTransport.NotSentException {
        return options().build();
    }

    /** One key for each call that changes something, the same for every repeat of the operation. */
    RequestOptions writing(String suffix) throws StripeTransport.NotSentException {
        return options().setIdempotencyKey(order.gatewayKey() + suffix).build();
    }

    private RequestOptions.RequestOptionsBuilder options() throws StripeTransport.NotSentException {
        long leftMs = (end - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            throw new StripeTransport.NotSentException("no time is left for another call", new IllegalStateException());
        }
        return RequestOptions.builder().setReadTimeout((int) leftMs);
    }

    /** Whether a payment at Stripe is the one that the order is about. */
    boolean isOurs(PaymentIntent intent) {
        var reference = intent.getMetadata().get(REFERENCE);
        var prefix = order.paymentId() + ":";
        return order.hotelId().equals(intent.getMetadata().get(HOTEL))
                && reference != null
                && reference.startsWith(prefix)
                && order.currency().equalsIgnoreCase(intent.getCurrency());
    }

    /** What was noted at a payment when an operation took effect: its amount, in our minor units. */
    static @Nullable Long noted(PaymentIntent intent, String kind, int attemptNo) {
        var text = intent.getMetadata().get(kind + attemptNo);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
