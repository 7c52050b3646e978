package io.staylog.systemtests.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.NightPrice;
import io.staylog.booking.domain.Reason;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.Terms;
import io.staylog.booking.stream.HotelRules;
import io.staylog.systemtests.reference.HotelTotals.Cash;
import io.staylog.systemtests.reference.HotelTotals.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One hotel that the real rules decide for. Beside them it keeps its own books, from the events alone, and looks after every
 * command whether the two still agree and whether a room was sold twice.
 */
final class HotelUnderTest {
    private record Cell(String roomType, LocalDate night) {}

    private final String name;
    private final Capacity capacity;
    private final HotelRules rules = new HotelRules();
    private final HotelTally tally = new HotelTally();
    private final Map<UUID, Terms> sold = new HashMap<>();
    private final Map<UUID, Outcome> outcomes = new HashMap<>();
    private final Map<String, Map<LocalDate, Integer>> live = new HashMap<>();
    private final Set<Cell> touched = new HashSet<>();
    private final List<BookingEvent> log = new ArrayList<>();
    private Hotel state;
    private LocalDate today;

    HotelUnderTest(String name, LocalDate opening, Capacity capacity) {
        this.name = name;
        this.capacity = capacity;
        state = rules.initialState(name);
        today = opening;
        capacity.rooms().get(name).keySet().forEach(type -> live.put(type, new HashMap<>()));
    }

    /** Decides, takes the events in, and answers every payment that was asked for. */
    void ask(BookingCommand command, Instant now) {
        var unpaid = new ArrayList<BookingEvent.PaymentRequested>();
        for (var event : rules.decide(state, command, now)) {
            rules.evolve(state, event, now);
            log.add(event);
            see(event);
            if (event instanceof BookingEvent.PaymentRequested payment && !payment.byMerchant()) {
                unpaid.add(payment);
            }
        }
        for (var payment : unpaid) {
            ask(new BookingCommand.ConfirmPaid(payment.bookingId(), payment.paymentId(), payment.amountMinor()), now);
        }
        if (rules.nextDueAt(state) != HotelRules.NEVER) {
            throw new AssertionError("a hold is left open after " + command);
        }
        touched.forEach(cell -> check(cell.roomType(), cell.night()));
        touched.clear();
    }

    /** Goes on with a copy, as a service does that has read its snapshot. */
    void restart() {
        var picture = state.picture();
        state = Hotel.of(name, picture);
        assertThat(state.picture()).isEqualTo(picture);
    }

    /** What the log says must be the state. */
    void checkLog() {
        var folded = rules.initialState(name);
        log.forEach(event -> rules.evolve(folded, event, Instant.EPOCH));
        assertThat(folded.picture()).isEqualTo(state.picture());
    }

    Outcome outcome(UUID bookingId) {
        return outcomes.getOrDefault(bookingId, Outcome.NONE);
    }

    boolean isRefused(UUID bookingId) {
        return outcome(bookingId) == Outcome.REJECTED;
    }

    HotelTotals totals() {
        return tally.totals();
    }

    private void see(BookingEvent event) {
        switch (event) {
            case BookingEvent.BookingHeld held -> sell(held.bookingId(), held.terms());
            case BookingEvent.BookingConfirmed confirmed -> {
                if (confirmed.terms() != null) {
                    sell(confirmed.bookingId(), confirmed.terms());
                }
                outcomes.put(confirmed.bookingId(), Outcome.CONFIRMED);
                moved(confirmed, Movement.BOOKED);
            }
            case BookingEvent.BookingCancelled cancelled -> {
                giveBack(cancelled.bookingId(), 0);
                outcomes.put(cancelled.bookingId(), Outcome.CANCELLED);
                moved(cancelled, Movement.CANCELLED);
            }
            case BookingEvent.GuestCheckedIn in -> {
                outcomes.put(in.bookingId(), Outcome.IN_HOUSE);
                moved(in, Movement.ARRIVAL);
            }
            case BookingEvent.GuestCheckedOut out -> checkOut(out);
            case BookingEvent.BookingNoShow noShow -> {
                giveBack(noShow.bookingId(), 1);
                outcomes.put(noShow.bookingId(), Outcome.NO_SHOW);
                moved(noShow, Movement.NO_SHOW);
            }
            case BookingEvent.RequestRejected rejected -> refuse(rejected);
            case BookingEvent.BusinessDayClosed closed -> close(closed);
            case BookingEvent.PaymentRequested payment -> pay(payment);
            case BookingEvent.PaymentRefundRequested refund -> tally.paid(Cash.REFUND, refund.amountMinor());
            case BookingEvent.HotelFact _ -> {}
            case BookingEvent other -> throw new AssertionError("unexpected: " + other);
        }
    }

    private void sell(UUID bookingId, Terms terms) {
        sold.put(bookingId, terms);
        for (var stay : terms.roomStays()) {
            stay.nights().forEach(night -> take(stay.roomTypeId(), night.night(), 1));
        }
    }

    private void giveBack(UUID bookingId, int nightsKept) {
        for (var stay : sold.get(bookingId).roomStays()) {
            stay.nights().stream().skip(nightsKept).forEach(night -> take(stay.roomTypeId(), night.night(), -1));
        }
    }

    private void take(String roomType, LocalDate night, int rooms) {
        live.get(roomType).merge(night, rooms, Integer::sum);
        touched.add(new Cell(roomType, night));
    }

    private void moved(BookingEvent.OfBooking event, Movement movement) {
        if (!event.businessDate().equals(today)) {
            throw new AssertionError("not on " + today + ": " + event);
        }
        var stays = sold.get(event.bookingId()).roomStays();
        int nights = stays.stream().mapToInt(stay -> stay.nights().size()).sum();
        tally.moved(movement, event.businessDate(), nights, RoomStay.total(stays));
    }

    private void checkOut(BookingEvent.GuestCheckedOut out) {
        outcomes.put(out.bookingId(), Outcome.CHECKED_OUT);
        moved(out, Movement.DEPARTURE);
        assertThat(out.roomStays()).as("everybody stays as long as booked").isNull();
        for (var stay : sold.get(out.bookingId()).roomStays()) {
            for (NightPrice night : stay.nights()) {
                tally.slept(night.night(), night.grossMinor());
            }
        }
    }

    private void refuse(BookingEvent.RequestRejected rejected) {
        assertThat(rejected.requestType()).as("%s", rejected).isEqualTo("BookingRequested");
        assertThat(rejected.rejection().reason()).isEqualTo(Reason.SOLD_OUT);
        outcomes.put(rejected.bookingId(), Outcome.REJECTED);
        tally.rejected();
    }

    private void pay(BookingEvent.PaymentRequested payment) {
        assertThat(payment.captureNow()).isTrue();
        assertThat(payment.amountMinor()).isPositive();
        tally.paid(
                switch (payment.purpose()) {
                    case PREPAYMENT -> Cash.PREPAYMENT;
                    case DEPOSIT -> Cash.DEPOSIT;
                    case STAY_BALANCE -> Cash.CHECK_OUT;
                    case NO_SHOW_FEE -> Cash.NO_SHOW_FEE;
                    case GUARANTEE, CANCELLATION_FEE, CHANGE_DIFFERENCE, LATE_CHARGE ->
                        throw new AssertionError("unexpected: " + payment);
                },
                payment.amountMinor());
    }

    /** Every night still to come, not only those that a command has touched. */
    private void close(BookingEvent.BusinessDayClosed closed) {
        assertThat(closed.closedDate()).isEqualTo(today);
        today = closed.businessDate();
        live.forEach((type, nights) -> {
            nights.keySet().removeIf(night -> night.isBefore(today));
            nights.keySet().forEach(night -> check(type, night));
        });
    }

    private void check(String roomType, LocalDate night) {
        if (!night.isBefore(today)) {
            int rooms = capacity.of(name, roomType);
            int taken = live.get(roomType).getOrDefault(night, 0);
            long available = state.available(roomType, night);
            if (taken < 0 || taken > rooms || available != rooms - taken) {
                throw new AssertionError("%s %s %s: %d rooms, %d of live bookings, %d available"
                        .formatted(name, roomType, night, rooms, taken, available));
            }
        }
    }
}
