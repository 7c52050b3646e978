package io.staylog.checker.rules;

import io.staylog.checker.rules.Booking.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Folds booking.events, and looks whether fees are what was agreed: I12. */
final class BookingEvents {
    /** A confirmation that a payment had to come before. */
    record Confirmed(Place at, long timeMs, String bookingId, String paymentId, long dueMinor) {}

    /** A payment that booking-service has asked for. */
    record Wanted(Place at, long timeMs, String paymentId, String bookingId, String purpose) {}

    private final Map<String, Booking> bookings;
    private final Findings findings;
    private final Map<String, List<Long>> askedMs = new HashMap<>();
    final List<Confirmed> confirmed = new ArrayList<>();
    final Map<String, Wanted> payments = new HashMap<>();
    /** The open business date of each hotel. */
    final Map<String, Long> businessDates = new HashMap<>();

    BookingEvents(Map<String, Booking> bookings, Findings findings) {
        this.bookings = bookings;
        this.findings = findings;
    }

    /** A cancellation counts from when it was asked for; what is read of it later comes too late to say otherwise. */
    void asked(Entry request) {
        if (request.type().equals("CancellationRequested")) {
            askedMs.merge(
                    request.body().text("requestId"),
                    List.of(request.timeMs()),
                    (before, more) -> Stream.concat(before.stream(), more.stream())
                            .limit(4)
                            .toList());
        }
    }

    void see(Entry entry) {
        switch (entry.type()) {
            case "HotelRegistered" ->
                businessDates.putIfAbsent(entry.hotelId(), entry.body().number("businessDate"));
            case "BusinessDayClosed" ->
                businessDates.put(entry.hotelId(), entry.body().number("businessDate"));
            default -> ofBooking(entry);
        }
    }

    private void ofBooking(Entry entry) {
        if (entry.type().equals("PaymentRequested")) {
            payments.putIfAbsent(
                    entry.paymentId(),
                    new Wanted(
                            entry.at(),
                            entry.timeMs(),
                            entry.paymentId(),
                            entry.bookingId(),
                            entry.body().text("purpose")));
            return;
        }
        if (entry.type().equals("BookingHeld")) {
            var terms = entry.body().body("terms");
            if (terms != null) {
                bookings.put(entry.bookingId(), new Booking(entry, terms, State.HELD));
            }
            return;
        }
        if (entry.type().equals("BookingConfirmed")) {
            confirmed(entry);
        }
        var booking = bookings.get(entry.bookingId());
        if (booking != null && entry.body().has("version")) {
            see(booking, entry);
            booking.lastAt = entry.at();
            booking.lastMs = entry.timeMs();
        }
    }

    private void confirmed(Entry entry) {
        var terms = entry.body().body("terms");
        if (terms != null) {
            bookings.put(entry.bookingId(), new Booking(entry, terms, State.CONFIRMED));
        }
        var booking = bookings.get(entry.bookingId());
        if (booking != null && needsMoney(booking)) {
            confirmed.add(
                    new Confirmed(entry.at(), entry.timeMs(), booking.id, entry.paymentId(), booking.dueNowMinor));
        }
    }

    private static boolean needsMoney(Booking booking) {
        return booking.dueNowMinor > 0 && (booking.guarantee.equals("CARD") || booking.guarantee.equals("PREPAYMENT"));
    }

    private void see(Booking booking, Entry entry) {
        var body = entry.body();
        switch (entry.type()) {
            case "BookingConfirmed", "BookingReinstated" -> {
                booking.state = State.CONFIRMED;
                booking.standsSince = body.number("businessDate");
            }
            case "BookingChangeHeld" -> booking.changeExpiresMs = body.number("holdExpiresAt");
            case "BookingChangeAbandoned" -> booking.changeExpiresMs = 0;
            case "HoldExtended" -> booking.holdExpiresMs = body.number("holdExpiresAt");
            case "BookingReleased" -> over(booking, State.RELEASED, 0, entry);
            case "BookingExpired" -> over(booking, State.EXPIRED, 0, entry);
            case "BookingModified" -> booking.changed(body);
            case "GuestCheckedIn" -> {
                booking.state = State.IN_HOUSE;
                booking.standsSince = body.number("businessDate");
            }
            case "GuestWalked" -> {
                booking.compensationMinor = body.number("compensationMinor");
                over(booking, State.WALKED, 0, entry);
            }
            case "FolioChargePosted" -> booking.chargesMinor += body.number("amountMinor");
            case "GuestCheckedOut" -> left(booking, entry);
            case "BookingCancelled" -> cancelled(booking, entry);
            case "BookingNoShow" -> noShow(booking, entry);
            default -> {} // It changes nothing that money follows from.
        }
    }

    private static void left(Booking booking, Entry entry) {
        var body = entry.body();
        if (body.has("roomStays")) {
            booking.nights = Booking.nights(body);
        }
        long owed = body.number("totalGrossMinor") + body.number("earlyDepartureFeeMinor");
        over(booking, State.CHECKED_OUT, owed, entry);
    }

    private static void over(Booking booking, State state, long owedMinor, Entry entry) {
        booking.state = state;
        booking.overMs = entry.timeMs();
        booking.owedMinor = owedMinor;
    }

    /** Who cancels what is only held owes nothing. */
    private void cancelled(Booking booking, Entry entry) {
        long fee = entry.body().number("feeMinor");
        boolean wasHeld = booking.state == State.HELD;
        var instants = askedMs.getOrDefault(entry.body().text("requestId"), List.of(entry.timeMs()));
        look(
                wasHeld ? fee == 0 : instants.stream().anyMatch(at -> fee == feeAt(booking, at, entry)),
                entry,
                () -> "booking %s was cancelled for %d, but its policy says %d"
                        .formatted(booking.id, fee, wasHeld ? 0 : feeAt(booking, instants.getFirst(), entry)));
        over(booking, State.CANCELLED, fee, entry);
    }

    private static long feeAt(Booking booking, long askedMs, Entry entry) {
        return booking.feeAt(Math.min(askedMs, entry.timeMs()));
    }

    private void noShow(Booking booking, Entry entry) {
        long fee = entry.body().number("feeMinor");
        long agreed = booking.noShowFee.of(booking.stays);
        look(
                fee == agreed,
                entry,
                () -> "the no-show of booking %s costs %d, but its policy says %d".formatted(booking.id, fee, agreed));
        over(booking, State.NO_SHOW, fee, entry);
    }

    private void look(boolean isGood, Entry entry, Supplier<String> message) {
        findings.look(isGood, Invariant.I12, entry.at(), entry.timeMs(), message);
    }
}
