package io.staylog.payment.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.HotelPayments.Moved;
import io.staylog.payment.domain.HotelPayments.Standing;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many payments of this process's hotels are under way, and how much money has moved.
 *
 * <p>It watches states without keeping them: one that the engine has thrown away, because its partition has gone to another
 * process, counts until it is collected.
 */
public final class Standings implements MeterBinder {
    private final Map<String, WeakReference<HotelPayments>> hotels = new ConcurrentHashMap<>();
    private final Set<String> currencies = new HashSet<>();
    private @Nullable MeterRegistry meters;

    /** Watches a state in place of the one that the hotel had before. */
    HotelPayments watched(String hotelId, HotelPayments hotel) {
        hotels.put(hotelId, new WeakReference<>(hotel));
        hotel.moved().keySet().forEach(this::showMoney);
        return hotel;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "staylog.payments.open", "Payments with the bank, or about to be", Standing::open);
        gauge(registry, "staylog.payments.unknown", "Payments whose outcome nobody knows", Standing::unknown);
        gauge(registry, "staylog.payments.attention", "Payments that a person was called to", Standing::needAttention);
        synchronized (currencies) {
            meters = registry;
            currencies.forEach(currency -> showMoney(registry, currency));
        }
    }

    /** Money of this currency has moved. */
    private void showMoney(String currency) {
        synchronized (currencies) {
            if (currencies.add(currency) && meters != null) {
                showMoney(meters, currency);
            }
        }
    }

    /** An event was taken into one of the states. */
    void evolved(PaymentEvent event) {
        switch (event) {
            case PaymentCaptured it -> showMoney(it.currency());
            case PaymentRefunded it -> showMoney(it.currency());
            default -> {} // Its state says all that is to be shown.
        }
    }

    /**
     * Money as the fold of all events says, so that a batch that is decided twice is not counted twice. Summed over all
     * instances it is what was ever taken and given back; it moves with its partition.
     */
    private void showMoney(MeterRegistry registry, String currency) {
        money(registry, currency, "staylog.payments.captured.minor", "Ever captured", Moved::capturedMinor);
        money(registry, currency, "staylog.payments.refunded.minor", "Ever refunded", Moved::refundedMinor);
    }

    private void money(
            MeterRegistry registry, String currency, String name, String what, ToLongFunction<Moved> amount) {
        Gauge.builder(name, () -> amount.applyAsLong(moved(currency)))
                .description(what + ", in minor units, for the hotels of this process")
                .tag("currency", currency)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToIntFunction<Standing> count) {
        Gauge.builder(name, () -> sum(count)).description(description).register(registry);
    }

    private Moved moved(String currency) {
        return hotels.values().stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .map(hotel -> hotel.moved().getOrDefault(currency, Moved.NOTHING))
                .reduce(Moved.NOTHING, Moved::sum);
    }

    private int sum(ToIntFunction<Standing> count) {
        hotels.values().removeIf(hotel -> hotel.get() == null);
        return hotels.values().stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .mapToInt(hotel -> count.applyAsInt(hotel.standing()))
                .sum();
    }
}
