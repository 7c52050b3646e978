package io.staylog.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking, folded from its events.
 *
 * @param incarnation tells it from others under the same id, see {@link Ids#incarnation}
 * @param state where it stands
 * @param version number of its last event
 * @param terms what was sold, with the rooms as they are now
 * @param paymentId the payment that it waits for or that secures it
 * @param holdExpiresAt when its hold ends; null where it is not held
 * @param graceUsed whether its hold was prolonged before
 * @param collectedMinor captured for the stay, as far as this service asked for it
 * @param authorizedMinor authorised and not captured yet
 * @param endedOn business date on which it came to an end
 */
public record Booking(
        UUID id,
        UUID incarnation,
        State state,
        int version,
        Terms terms,
        @Nullable UUID paymentId,
        @Nullable Instant holdExpiresAt,
        boolean graceUsed,
        long collectedMinor,
        long authorizedMinor,
        @Nullable LocalDate endedOn) {

    /** Where a booking stands. */
    public enum State {
        HELD,
        CONFIRMED,
        IN_HOUSE,
        RELEASED,
        EXPIRED,
        CANCELLED,
        NO_SHOW,
        CHECKED_OUT
    }

    List<RoomStay> roomStays() {
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

    static Booking held(UUID incarnation, BookingEvent.BookingHeld event) {
        return new Booking(
                event.bookingId(),
                incarnation,
                State.HELD,
                event.version(),
                event.terms(),
                event.paymentId(),
                event.holdExpiresAt(),
                false,
                0,
                0,
                null);
    }

    static Booking confirmed(UUID id, UUID incarnation, int version, Terms terms) {
        return new Booking(id, incarnation, State.CONFIRMED, version, terms, null, null, false, 0, 0, null);
    }

    Booking paid(int newVersion) {
        boolean prepaid = terms.guarantee() == Guarantee.PREPAYMENT;
        long due = terms.dueNowMinor();
        return new Booking(
                id,
                incarnation,
                State.CONFIRMED,
                newVersion,
                terms,
                paymentId,
                null,
                graceUsed,
                prepaid ? due : 0,
                prepaid ? 0 : due,
                null);
    }

    Booking extended(int newVersion, Instant until) {
        return new Booking(
                id,
                incarnation,
                state,
                newVersion,
                terms,
                paymentId,
                until,
                true,
                collectedMinor,
                authorizedMinor,
                endedOn);
    }

    Booking in(State newState, int newVersion) {
        return standing(newState, newVersion, endedOn);
    }

    Booking ended(State newState, int newVersion, LocalDate on) {
        return standing(newState, newVersion, on);
    }

    private Booking standing(State newState, int newVersion, @Nullable LocalDate on) {
        return new Booking(
                id,
                incarnation,
                newState,
                newVersion,
                terms,
                paymentId,
                null,
                graceUsed,
                collectedMinor,
                authorizedMinor,
                on);
    }

    /** With other rooms. Beyond the new total nothing counts as collected: it was asked back, or it is the hotel's to keep. */
    Booking with(int newVersion, Terms changed) {
        long collected = Math.min(collectedMinor, changed.totalMinor());
        return new Booking(
                id,
                incarnation,
                state,
                newVersion,
                changed,
                paymentId,
                holdExpiresAt,
                graceUsed,
                collected,
                authorizedMinor,
                endedOn);
    }
}
