package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingEvent.AuthorizationAdjustmentRequested;
import io.staylog.booking.domain.BookingEvent.BookingChangeAbandoned;
import io.staylog.booking.domain.BookingEvent.BookingChangeHeld;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a change that costs more than what is paid or reserved: the new nights are held, the difference is asked for,
 * and then the stay is switched, or left as it was (B12, B13).
 *
 * <p>There is one pending change at a time, and a second one is refused. Whatever else happens to the booking goes first: it
 * ends the pending change and leaves the old stay.
 */
final class ChangeRules {
    private ChangeRules() {}

    /** A second change has to wait for the end of the first. */
    static Rejection alreadyPending(PendingChange change) {
        return new Rejection(
                Reason.CHANGE_PENDING,
                "another change waits for its payment until " + change.expiresAt() + "; ask again then",
                Map.of(
                        "requestId", change.requestId().toString(),
                        "holdExpiresAt", change.expiresAt().toString()));
    }

    /** B11, B12, B16: at once, or when its difference is paid. */
    static List<BookingEvent> change(
            Hotel hotel,
            Booking booking,
            ModifyBooking modify,
            List<RoomStay> stays,
            @Nullable CancellationPolicy policy,
            Instant now) {
        var date = hotel.openDate();
        long missing = RoomStay.total(stays) - booking.account().securedMinor();
        return booking.state() == State.CONFIRMED && isPaidInAdvance(booking, stays) && missing > 0
                ? hold(hotel, booking, modify, stays, policy, now.plusSeconds(holdSeconds(hotel)))
                : atOnce(booking, modify, stays, policy, date);
    }

    private static int holdSeconds(Hotel hotel) {
        return Objects.requireNonNull(hotel.registration()).holdSeconds();
    }

    /** Of a deposit the agreed part stays as it is: the rest is paid at check-out, as before. */
    private static boolean isPaidInAdvance(Booking booking, List<RoomStay> stays) {
        var first = booking.account().payments().isEmpty()
                ? null
                : booking.account().payments().getFirst();
        return first != null
                && first.purpose() != Purpose.DEPOSIT
                && booking.account().securedMinor() > 0
                && RoomStay.total(stays) > booking.terms().totalMinor();
    }

    private static List<BookingEvent> atOnce(
            Booking booking,
            ModifyBooking modify,
            List<RoomStay> stays,
            @Nullable CancellationPolicy policy,
            LocalDate date) {
        int version = booking.nextVersion();
        long total = RoomStay.total(stays);
        long delta = total - booking.terms().totalMinor();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingModified(modify.request().id(), booking.id(), version, date, stays, delta, policy));
        long beyond = booking.collectedMinor() - total - booking.account().chargesMinor();
        if (beyond > 0) {
            events.addAll(Collecting.refund(booking, beyond, version, date));
        }
        return events;
    }

    private static List<BookingEvent> hold(
            Hotel hotel,
            Booking booking,
            ModifyBooking modify,
            List<RoomStay> stays,
            @Nullable CancellationPolicy policy,
            Instant expiresAt) {
        var date = hotel.openDate();
        int version = booking.nextVersion();
        long total = RoomStay.total(stays);
        long missing = total - booking.account().securedMinor();
        var raised = raisable(booking);
        var paymentId = raised == null ? paymentId(booking, version) : raised.paymentId();
        var held = new BookingChangeHeld(
                modify.request().id(),
                booking.id(),
                version,
                date,
                stays,
                total - booking.terms().totalMinor(),
                policy,
                paymentId,
                expiresAt);
        return List.of(
                held,
                raised == null
                        ? difference(booking, paymentId, missing, date, expiresAt)
                        : new AuthorizationAdjustmentRequested(
                                Ids.of(booking.incarnation(), "ADJUST", version),
                                paymentId,
                                raised.authorizedMinor() + missing,
                                date));
    }

    private static UUID paymentId(Booking booking, int version) {
        return Ids.of(booking.incarnation(), Purpose.CHANGE_DIFFERENCE.name(), version);
    }

    /** An authorisation that the bank has agreed to can be raised. */
    private static @Nullable Money raisable(Booking booking) {
        for (var money : booking.account().payments()) {
            if (money.status() == Money.Status.SECURED && money.authorizedMinor() > 0) {
                return money;
            }
        }
        return null;
    }

    private static PaymentRequested difference(
            Booking booking, UUID paymentId, long amountMinor, LocalDate date, Instant expiresAt) {
        return new PaymentRequested(
                paymentId,
                booking.id(),
                Purpose.CHANGE_DIFFERENCE,
                amountMinor,
                booking.terms().currency(),
                booking.terms().guarantee() == Guarantee.PREPAYMENT,
                booking.terms().paymentMethodToken(),
                false,
                date,
                expiresAt);
    }

    /** The bank does not raise the authorisation: the difference gets a payment of its own. */
    static List<BookingEvent> payOtherwise(Booking booking, PendingChange change, LocalDate date) {
        long missing = change.totalMinor() - booking.account().securedMinor();
        return List.of(difference(booking, paymentId(booking, booking.version()), missing, date, change.expiresAt()));
    }

    /** B13: the difference is paid. */
    static List<BookingEvent> switchOver(Booking booking, PendingChange change, LocalDate date) {
        return List.of(new BookingModified(
                change.requestId(),
                booking.id(),
                booking.nextVersion(),
                date,
                change.roomStays(),
                change.totalMinor() - booking.terms().totalMinor(),
                change.policy()));
    }

    /** B13: the old stay stays as it is. */
    static List<BookingEvent> abandon(Booking booking, PendingChange change, String code, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingChangeAbandoned(change.requestId(), booking.id(), version, date, code));
        if (change.adjustment() == null) {
            events.add(Collecting.cancel(booking, change.paymentId(), version, date));
        }
        return events;
    }

    /** The booking after {@link #abandon}, for what is decided about it in the same breath. */
    static Booking abandoned(Booking booking, PendingChange change) {
        var without = booking.changing(booking.nextVersion(), null);
        return change.adjustment() == null ? without.money(change.paymentId(), Money::givenUp) : without;
    }
}
