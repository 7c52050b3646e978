package io.staylog.checker.rules;

import io.staylog.checker.rules.Booking.Night;
import io.staylog.checker.rules.Booking.State;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reckons from bookings and payments what reporting should show: bookings, nights, revenue, cash and what guests owe. */
final class Figures {
    private final Reported to;
    private final Map<String, Long> businessDates;
    private final Map<String, Booking> byId = new HashMap<>();

    Figures(Reported to, Map<String, Long> businessDates) {
        this.to = to;
        this.businessDates = businessDates;
    }

    void add(Collection<Booking> bookings, Collection<Payment> payments) {
        bookings.forEach(booking -> {
            byId.put(booking.id, booking);
            count(booking);
            owes(booking, posted(booking));
        });
        payments.forEach(this::moved);
    }

    private void count(Booking booking) {
        var what = " " + booking.state + " in " + booking.currency;
        to.add(booking.hotelId, "bookings" + what, 1);
        to.add(booking.hotelId, "room nights" + what, booking.nights.size());
        to.add(
                booking.hotelId,
                "value" + what,
                booking.nights.stream().mapToLong(Night::grossMinor).sum());
        if (booking.state == State.IN_HOUSE || booking.state == State.CHECKED_OUT) {
            booking.nights.forEach(night -> {
                var date = LocalDate.ofEpochDay(night.night());
                to.add(booking.hotelId, "rooms sold in the night of " + date, 1);
                to.add(booking.hotelId, "revenue of the night of " + date, night.netMinor());
                to.add(booking.hotelId, "price of the night of " + date, night.grossMinor());
            });
        }
    }

    /** What has been put on the guest's account so far. */
    private long posted(Booking booking) {
        return booking.chargesMinor
                + switch (booking.state) {
                    case HELD, CONFIRMED, RELEASED, EXPIRED -> 0;
                    case IN_HOUSE -> audited(booking);
                    case CANCELLED, NO_SHOW, CHECKED_OUT -> booking.owedMinor;
                    case WALKED -> -booking.compensationMinor;
                };
    }

    /** A day that is closed posts its night, and whatever was not posted before it. */
    private long audited(Booking booking) {
        long open = businessDates.getOrDefault(booking.hotelId, 0L);
        int last = booking.nights.stream()
                .mapToInt(Night::night)
                .filter(night -> night >= booking.standsSince && night < open)
                .max()
                .orElse(Integer.MIN_VALUE);
        return booking.nights.stream()
                .filter(night -> night.night() <= last)
                .mapToLong(Night::grossMinor)
                .sum();
    }

    private void owes(Booking booking, long minor) {
        to.add(booking.hotelId, owed(booking, booking.currency), minor);
    }

    /** What is paid for a booking that is not there is a deposit. */
    private static String owed(@Nullable Booking booking, String currency) {
        var ledger = switch (booking == null ? State.HELD : booking.state) {
            case HELD, CONFIRMED -> "DEPOSIT";
            case IN_HOUSE -> "GUEST";
            case RELEASED, EXPIRED, CANCELLED, NO_SHOW, CHECKED_OUT, WALKED -> "RECEIVABLE";
        };
        return "owed in the ledger " + ledger + " in " + currency;
    }

    private void moved(Payment payment) {
        to.add(payment.hotelId, "captured in " + payment.currency, payment.takenMinor());
        to.add(payment.hotelId, "refunded in " + payment.currency, payment.refundedMinor + payment.manualMinor);
        long pending = payment.attempts.stream()
                .filter(it -> it.operation == Attempt.Operation.REFUND && it.state == Attempt.State.PENDING)
                .mapToLong(it -> it.amountMinor)
                .sum();
        to.add(payment.hotelId, owed(byId.get(payment.bookingId), payment.currency), pending - payment.keptMinor());
    }
}
