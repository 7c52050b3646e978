package io.staylog.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A booking, folded from its events.
 *
 * @param hotelId whose it is
 * @param placedOn the hotel's business date when it was placed
 * @param state where it stands
 * @param version number of its last event
 * @param terms what was sold, with the rooms as they are now
 * @param paymentId the payment that it waits for or that secures it
 * @param holdExpiresAt when its hold ends; null where it is not held
 * @param graceUsed whether its hold was prolonged before
 * @param account its money
 * @param change other rooms that wait for their payment; null where none do
 * @param ending how it came to an end; null where it lives
 */
public record Booking(
        UUID id,
        String hotelId,
        LocalDate placedOn,
        State state,
        int version,
        Terms terms,
        @Nullable UUID paymentId,
        @Nullable Instant holdExpiresAt,
        boolean graceUsed,
        Account account,
        @Nullable PendingChange change,
        @Nullable Ending ending) {

    /** Shares with others what they have in common. */
    public Booking {
        hotelId = Shared.text(hotelId);
        placedOn = Shared.day(placedOn);
    }

    /** Tells it from others under the same id, see {@link Ids#incarnation}. */
    UUID incarnation() {
        return Ids.incarnation(hotelId, id, placedOn);
    }

    public List<RoomStay> roomStays() {
        return terms.roomStays();
    }

    LocalDate arrival() {
        return RoomStay.arrival(terms.roomStays());
    }

    LocalDate departure() {
        return RoomStay.departure(terms.roomStays());
    }

    int nextVersion() {
        return version + 1;
    }

    public long collectedMinor() {
        return account.collectedMinor();
    }

    @Nullable
    LocalDate endedOn() {
        return ending == null ? null : ending.on();
    }

    /** When something must be decided about it by itself; null where nothing must. */
    @Nullable
    Instant dueAt() {
        return change == null ? holdExpiresAt : change.expiresAt();
    }

    /** What the guest owes in all, as things stand. */
    public long owedMinor() {
        long forTheStay = ending == null ? terms.totalMinor() : ending.owedMinor();
        return forTheStay + account.chargesMinor();
    }

    static Booking held(String hotelId, BookingEvent.BookingHeld event) {
        return new Booking(
                event.bookingId(),
                hotelId,
                event.businessDate(),
                State.HELD,
                event.version(),
                event.terms(),
                event.paymentId(),
                event.holdExpiresAt(),
                false,
                Account.EMPTY,
                null,
                null);
    }

    static Booking confirmed(String hotelId, BookingEvent.BookingConfirmed event, Terms terms) {
        return new Booking(
                event.bookingId(),
                hotelId,
                event.businessDate(),
                State.CONFIRMED,
                event.version(),
                terms,
                null,
                null,
                false,
                Account.EMPTY,
                null,
                null);
    }

    Booking paid(int newVersion) {
        return in(State.CONFIRMED, newVersion).account(account.change(paymentId, Money::secured));
    }

    Booking extended(int newVersion, Instant until) {
        return new Booking(
                id, hotelId, placedOn, state, newVersion, terms, paymentId, until, true, account, change, ending);
    }

    Booking at(int newVersion) {
        return new Booking(
                id,
                hotelId,
                placedOn,
                state,
                newVersion,
                terms,
                paymentId,
                holdExpiresAt,
                graceUsed,
                account,
                change,
                ending);
    }

    Booking in(State newState, int newVersion) {
        return new Booking(
                id, hotelId, placedOn, newState, newVersion, terms, paymentId, null, graceUsed, account, change, null);
    }

    Booking ended(State newState, int newVersion, Ending how) {
        return new Booking(
                id, hotelId, placedOn, newState, newVersion, terms, paymentId, null, graceUsed, account, null, how);
    }

    Booking with(int newVersion, Terms changed) {
        return new Booking(
                id,
                hotelId,
                placedOn,
                state,
                newVersion,
                changed,
                paymentId,
                holdExpiresAt,
                graceUsed,
                account,
                null,
                ending);
    }

    Booking changing(int newVersion, @Nullable PendingChange other) {
        return new Booking(
                id,
                hotelId,
                placedOn,
                state,
                newVersion,
                terms,
                paymentId,
                holdExpiresAt,
                graceUsed,
                account,
                other,
                ending);
    }

    Booking account(Account other) {
        return new Booking(
                id,
                hotelId,
                placedOn,
                state,
                version,
                terms,
                paymentId,
                holdExpiresAt,
                graceUsed,
                other,
                change,
                ending);
    }

    Booking money(UUID payment, UnaryOperator<Money> how) {
        return account(account.change(payment, how));
    }

    /** Where a booking stands. */
    public enum State {
        HELD,
        CONFIRMED,
        IN_HOUSE,
        RELEASED,
        EXPIRED,
        CANCELLED,
        NO_SHOW,
        CHECKED_OUT,
        WALKED
    }
}
