package io.staylog.payment.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.HotelPayments.Standing;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Shows how many payments of this process's hotels are under way.
 *
 * <p>It watches states without keeping them: one that the engine has thrown away, because its partition has gone to another
 * process, counts until it is collected.
 */
public final class Standings implements MeterBinder {
    private final Map<String, WeakReference<HotelPayments>> hotels = new ConcurrentHashMap<>();

    /** Watches a state in place of the one that the hotel had before. */
    HotelPayments watched(String hotelId, HotelPayments hotel) {
        hotels.put(hotelId, new WeakReference<>(hotel));
        return hotel;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "staylog.payments.open", "Payments with the bank, or about to be", Standing::open);
        gauge(registry, "staylog.payments.unknown", "Payments whose outcome nobody knows", Standing::unknown);
        gauge(registry, "staylog.payments.attention", "Payments that wait for a person", Standing::needAttention);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToIntFunction<Standing> count) {
        Gauge.builder(name, () -> sum(count)).description(description).register(registry);
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
