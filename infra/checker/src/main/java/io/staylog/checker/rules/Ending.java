package io.staylog.checker.rules;

import io.staylog.checker.rules.Booking.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What must be so when everything has been read: I16, I19 to I22, R5 and R6. */
final class Ending {
    private final Map<String, Payment> payments;
    private final Map<String, Booking> bookings;
    private final Moment moment;
    private final Findings findings;
    private final Map<String, List<Payment>> byBooking = new HashMap<>();
    private final Standing standing = new Standing();

    Ending(Map<String, Payment> payments, Map<String, Booking> bookings, Moment moment, Findings findings) {
        this.payments = payments;
        this.bookings = bookings;
        this.moment = moment;
        this.findings = findings;
        payments.values()
                .forEach(it -> byBooking
                        .computeIfAbsent(it.bookingId, _ -> new ArrayList<>(1))
                        .add(it));
    }

    Standing judge(BookingEvents events) {
        payments.values().forEach(this::judge);
        events.confirmed.forEach(this::secured);
        events.payments.values().forEach(this::wanted);
        bookings.values().forEach(booking -> judge(booking, events.businessDates.getOrDefault(booking.hotelId, 0L)));
        return standing;
    }

    private void judge(Payment payment) {
        standing.count(payment);
        for (var attempt : payment.attempts) {
            findings.look(
                    !attempt.isAdrift() || !moment.needsOutcome(attempt.startedMs),
                    Invariant.I16,
                    attempt.at,
                    attempt.startedMs,
                    () -> attempt.name() + " of payment " + payment.id + " has no outcome, and nobody is called to it");
        }
        findings.look(
                payment.takenMinor() == 0 || bookings.containsKey(payment.bookingId) || !moment.isDue(payment.timeMs),
                Invariant.R5,
                payment.at,
                payment.timeMs,
                () -> "payment " + payment.id + " has captured " + payment.takenMinor() + " for booking "
                        + payment.bookingId + ", which does not exist");
    }

    private void secured(BookingEvents.Confirmed confirmed) {
        var payment = payments.get(confirmed.paymentId());
        boolean isSecured = payment != null
                && payment.secured.stream()
                        .anyMatch(it -> it.amountMinor() == confirmed.dueMinor() && it.timeMs() <= confirmed.timeMs());
        findings.look(
                isSecured || !moment.isDue(confirmed.timeMs()),
                Invariant.I19,
                confirmed.at(),
                confirmed.timeMs(),
                () -> "booking %s was confirmed, but payment %s had not brought the %d that were due"
                        .formatted(confirmed.bookingId(), confirmed.paymentId(), confirmed.dueMinor()));
    }

    private void judge(Booking booking, long businessDate) {
        var all = byBooking.getOrDefault(booking.id, List.of());
        waits(booking, businessDate);
        if (!booking.state.isOver()) {
            return;
        }
        boolean isUnderWay = all.stream().anyMatch(it -> it.isAdrift() || it.isOnTheList());
        if (!isUnderWay && moment.isDue(Math.max(booking.lastMs, lastMs(all)))) {
            settled(booking, all);
        }
    }

    /** Who is not over waits for something that comes by itself or for the hotel, and that has a name and an end. */
    private void waits(Booking booking, long businessDate) {
        boolean isHeldTooLong = booking.state == State.HELD && moment.isHoldOver(booking.holdExpiresMs);
        look(
                !isHeldTooLong,
                Invariant.R6,
                booking,
                () -> "booking " + booking.id + " is still held, and its hold ended at " + booking.holdExpiresMs);
        boolean isChanging = booking.changeExpiresMs > 0 && !booking.state.isOver();
        look(
                !isChanging || !moment.isHoldOver(booking.changeExpiresMs),
                Invariant.R6,
                booking,
                () -> "a change of booking " + booking.id + " still waits for its payment, and was to be given up at "
                        + booking.changeExpiresMs);
        boolean isOverdue = booking.state == State.CONFIRMED
                && booking.arrival < businessDate
                && booking.standsSince < businessDate;
        look(
                !isOverdue,
                Invariant.R6,
                booking,
                () -> "booking %s was to arrive on %s, that day is closed, and it is neither in house nor a no-show"
                        .formatted(booking.id, LocalDate.ofEpochDay(booking.arrival)));
        var what = switch (booking.state) {
            case HELD -> "payment";
            case CONFIRMED -> isChanging ? "payment of a change" : "arrival";
            case IN_HOUSE -> isChanging ? "payment of a change" : "departure";
            default -> null;
        };
        if (what != null) {
            standing.waiting.merge(what, 1L, Long::sum);
        }
    }

    private static long lastMs(List<Payment> all) {
        return all.stream().mapToLong(it -> it.lastMs).max().orElse(0);
    }

    /** What was wanted before the end of the booking may well be begun after it. */
    private void wanted(BookingEvents.Wanted payment) {
        var booking = bookings.get(payment.bookingId());
        if (booking != null && booking.state.isVoid()) {
            findings.look(
                    payment.timeMs() <= booking.overMs || payment.purpose().equals("LATE_CHARGE"),
                    Invariant.I22,
                    payment.at(),
                    payment.timeMs(),
                    () -> "payment " + payment.paymentId() + " was asked for although booking " + booking.id
                            + " was over");
        }
    }

    /** What is kept must be what is owed; less is a receivable, and more is the guest's. */
    private void settled(Booking booking, List<Payment> all) {
        long kept = all.stream().mapToLong(Payment::keptMinor).sum();
        long reserved = all.stream().mapToLong(Payment::reservedMinor).sum();
        long owed = booking.owedMinor + booking.chargesMinor;
        if (booking.state.isVoid()) {
            look(
                    kept == 0 && reserved == 0,
                    Invariant.I21,
                    booking,
                    () -> "booking %s is %s, but %d are kept and %d reserved for it"
                            .formatted(booking.id, booking.state, kept, reserved));
            return;
        }
        if (booking.state == State.WALKED) {
            return; // What a guest gets who sleeps elsewhere is agreed with him.
        }
        look(
                kept <= owed && reserved == 0,
                Invariant.I20,
                booking,
                () -> "booking %s is %s and owes %d, but %d are kept and %d reserved"
                        .formatted(booking.id, booking.state, owed, kept, reserved));
        standing.balance(booking.currency, owed - kept);
    }

    private void look(boolean isGood, Invariant invariant, Booking booking, Supplier<String> message) {
        findings.look(isGood, invariant, booking.lastAt, booking.lastMs, message);
    }
}
