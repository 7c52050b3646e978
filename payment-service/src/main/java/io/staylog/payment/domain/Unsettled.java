package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.DisputeOpened;
import io.staylog.payment.domain.PaymentEvent.DisputeWon;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptureFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.Settlement.Difference;
import io.staylog.payment.domain.Settlement.Differs;
import io.staylog.payment.domain.Settlement.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the books of a hotel say that the bank owes it or takes from it, until a settlement has shown it. */
public final class Unsettled {
    /**
     * A movement in the books.
     *
     * @param at when it was booked, which is never before the bank moved it
     * @param settledOn the settlement that has shown it; null until then
     */
    public record Booked(
            String merchantReference,
            Movement movement,
            long amountMinor,
            String currency,
            Instant at,
            @Nullable LocalDate settledOn) {
        private Key key() {
            return new Key(merchantReference, movement);
        }

        private Booked settledOn(LocalDate date) {
            return new Booked(merchantReference, movement, amountMinor, currency, at, date);
        }
    }

    /** A settlement that was imported, and when. */
    public record Day(LocalDate date, String currency, Instant at) {}

    private record Key(String merchantReference, Movement movement) {}

    // In the order of booking.
    private final LinkedHashMap<Key, Booked> booked = new LinkedHashMap<>();
    private final List<Day> days = new ArrayList<>();

    Unsettled() {}

    boolean isEmpty() {
        return booked.isEmpty() && days.isEmpty();
    }

    /** Takes in what an event says that moved at the bank. */
    void book(Payment payment, OfPayment event, Instant at) {
        switch (event) {
            case PaymentCaptured e -> book(payment, e.attemptNo(), Movement.CAPTURE, e.amountMinor(), at);
            case PaymentRefunded e -> book(payment, e.attemptNo(), Movement.REFUND, e.amountMinor(), at);
            case PaymentCaptureFailed e -> book(payment, e.attemptNo(), Movement.CAPTURE_FAILED, e.amountMinor(), at);
            case DisputeOpened e
            when e.stage() != Dispute.Stage.INQUIRY ->
                book(payment, charge(payment), Movement.CHARGEBACK, e.amountMinor(), at);
            case DisputeWon e -> book(payment, charge(payment), Movement.CHARGEBACK_REVERSAL, e.amountMinor(), at);
            default -> {} // Nothing moved at the bank.
        }
    }

    private void book(Payment payment, int attemptNo, Movement movement, long amountMinor, Instant at) {
        var terms = payment.terms();
        // Events of before the field name no attempt; there was hardly more than one then.
        var reference = terms.paymentId() + ":" + Math.max(1, attemptNo);
        book(new Booked(reference, movement, amountMinor, terms.currency(), at, null));
    }

    /** The bank names a dispute after the authorisation. */
    private static int charge(Payment payment) {
        return payment.authorization() == null ? 1 : payment.authorization().attemptNo();
    }

    void book(Booked movement) {
        booked.put(movement.key(), movement);
    }

    List<Booked> all() {
        return List.copyOf(booked.values());
    }

    /** Where a settlement and the books differ. What the books know of that day or earlier must have been shown by its end. */
    List<Difference> differences(Settlement settlement) {
        var differences = new ArrayList<Difference>();
        var shown = new HashSet<Key>();
        for (var line : settlement.lines()) {
            var key = new Key(line.merchantReference(), line.movement());
            var difference = difference(line, booked.get(key), settlement.currency(), shown.add(key));
            if (difference != null) {
                differences.add(difference);
            }
        }
        for (var movement : booked.values()) {
            if (isDueBy(movement, settlement) && !shown.contains(movement.key())) {
                differences.add(new Difference(
                        Differs.MISSING_AT_BANK,
                        movement.merchantReference(),
                        movement.movement(),
                        movement.amountMinor(),
                        0));
            }
        }
        return differences;
    }

    private static @Nullable Difference difference(
            Settlement.Line line, @Nullable Booked known, String currency, boolean isFirst) {
        boolean isKnown = known != null && known.currency().equals(currency);
        long bookedMinor = isKnown ? known.amountMinor() : 0;
        Differs differs = null;
        if (!isKnown) {
            differs = Differs.MISSING_IN_BOOKS;
        } else if (!isFirst || known.settledOn() != null) {
            differs = Differs.TWICE;
        } else if (bookedMinor != line.amountMinor()) {
            differs = Differs.OTHER_AMOUNT;
        }
        return differs == null
                ? null
                : new Difference(differs, line.merchantReference(), line.movement(), bookedMinor, line.amountMinor());
    }

    private static boolean isDueBy(Booked movement, Settlement settlement) {
        return movement.settledOn() == null
                && movement.currency().equals(settlement.currency())
                && !movement.at().atZone(ZoneOffset.UTC).toLocalDate().isAfter(settlement.date());
    }

    /** Every movement that the settlement showed counts as settled, also with another amount: that was reported. */
    void settle(Settlement settlement, Instant at) {
        settled(new Day(settlement.date(), settlement.currency(), at));
        for (var line : settlement.lines()) {
            booked.computeIfPresent(
                    new Key(line.merchantReference(), line.movement()),
                    (_, known) -> known.settledOn() == null ? known.settledOn(settlement.date()) : known);
        }
    }

    void settled(Day day) {
        days.add(day);
    }

    List<Day> days() {
        return List.copyOf(days);
    }

    boolean isSettled(LocalDate date, String currency) {
        return days.stream()
                .anyMatch(day -> day.date().equals(date) && day.currency().equals(currency));
    }

    void forgetBefore(Instant time, Instant dayTime) {
        var eldest = booked.firstEntry();
        while (eldest != null && eldest.getValue().at().isBefore(time)) {
            booked.pollFirstEntry();
            eldest = booked.firstEntry();
        }
        while (!days.isEmpty() && days.getFirst().at().isBefore(dayTime)) {
            days.removeFirst();
        }
    }
}
