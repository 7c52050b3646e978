package io.staylog.booking.domain;

import static io.staylog.booking.domain.Reason.BOOKING_NOT_FOUND;
import static io.staylog.booking.domain.Reason.CHECK_IN_TOO_EARLY;
import static io.staylog.booking.domain.Reason.DAY_CLOSED;
import static io.staylog.booking.domain.Reason.DAY_NOT_CURRENT;
import static io.staylog.booking.domain.Reason.HOTEL_NOT_FOUND;
import static io.staylog.booking.domain.Reason.ILLEGAL_TRANSITION;
import static io.staylog.booking.domain.Reason.VERSION_CONFLICT;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.AboutBooking;
import io.staylog.booking.domain.BookingCommand.Asked;
import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CheckIn;
import io.staylog.booking.domain.BookingCommand.CheckOut;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.Declare;
import io.staylog.booking.domain.BookingCommand.HoldExpiryDue;
import io.staylog.booking.domain.BookingCommand.MarkNoShow;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Refuse;
import io.staylog.booking.domain.BookingCommand.ReleaseUnpaid;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingExpired;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.BookingReleased;
import io.staylog.booking.domain.BookingEvent.BusinessDayClosed;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.HoldExtended;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a hotel, first match wins. No clock, no I/O, no randomness: the same log always gives the same decisions.
 *
 * <p>The transitions are those of domain.md 2.2; the letters and numbers beside them are its rows.
 */
public final class BookingDecider {
    private BookingDecider() {}

    /** What follows from a command; nothing where it is a repeat or comes too late to matter. */
    public static List<BookingEvent> decide(Hotel hotel, BookingCommand command, Instant now) {
        return switch (command) {
            case Asked asked when hotel.hasAnswered(asked.request().id()) -> List.of(); // A repeat.
            case Refuse refuse -> rejected(hotel, refuse, refuse.bookingId(), refuse.rejection());
            case Declare declare -> declare(hotel, declare);
            case Asked asked when hotel.registration() == null -> noSuchHotel(hotel, asked);
            case PlaceBooking place -> Placing.place(hotel, place, now);
            case CloseDay close -> close(hotel, close);
            case AboutBooking about -> about(hotel, about, now);
            case ConfirmPaid paid -> confirm(hotel, paid);
            case ReleaseUnpaid unpaid -> release(hotel, unpaid);
            case HoldExpiryDue due -> expire(hotel, due, now);
        };
    }

    /** Whether a command would be refused because its booking, or the hotel itself, is not there. */
    public static boolean buildsOnUnknown(Hotel hotel, BookingCommand command) {
        return switch (command) {
            case Asked asked when hotel.hasAnswered(asked.request().id()) -> false;
            case Declare _, Refuse _ -> false;
            case Asked _ when hotel.registration() == null -> true;
            case AboutBooking about -> hotel.booking(about.bookingId()) == null;
            default -> false;
        };
    }

    private static List<BookingEvent> declare(Hotel hotel, Declare declare) {
        var objection = HotelFacts.objection(hotel, declare.fact());
        if (objection != null) {
            return rejected(hotel, declare, null, objection);
        }
        var events = new ArrayList<BookingEvent>();
        events.add(declare.fact());
        events.addAll(HotelFactEffects.overbooked(hotel, declare.fact()));
        return events;
    }

    private static List<BookingEvent> about(Hotel hotel, AboutBooking command, Instant now) {
        var booking = hotel.booking(command.bookingId());
        if (booking == null) {
            return rejected(
                    hotel,
                    command,
                    command.bookingId(),
                    Rejection.of(BOOKING_NOT_FOUND, "hotel " + hotel.id() + " has no booking " + command.bookingId()));
        }
        var date = hotel.openDate();
        return switch (command) {
            case CancelBooking cancel
            when isOtherVersion(booking, cancel.expectedVersion()) -> conflict(hotel, cancel, booking);
            case ModifyBooking modify
            when isOtherVersion(booking, modify.expectedVersion()) -> conflict(hotel, modify, booking);
            case CancelBooking cancel when booking.state() == State.HELD -> cancelHeld(booking, cancel, date); // B8
            case CancelBooking cancel
            when booking.state() == State.CONFIRMED ->
                cancel(booking, cancel, date, earlier(cancel.askedAt(), now)); // B10
            case ModifyBooking modify
            when isModifiable(booking) -> Placing.modify(hotel, booking, modify, earlier(modify.askedAt(), now));
            case CheckIn checkIn when booking.state() == State.CONFIRMED -> checkIn(hotel, booking, checkIn); // B14
            case CheckOut checkOut
            when booking.state() == State.IN_HOUSE -> checkOut(booking, checkOut, date, now); // B17
            case MarkNoShow noShow when booking.state() == State.CONFIRMED -> noShow(hotel, booking, noShow); // B15
            case AboutBooking other -> illegal(hotel, other, booking);
        };
    }

    /** Nothing is asked for after it was decided, whatever two clocks say. */
    private static Instant earlier(Instant askedAt, Instant now) {
        return askedAt.isBefore(now) ? askedAt : now;
    }

    private static boolean isOtherVersion(Booking booking, @Nullable Integer expected) {
        return expected != null && expected != booking.version();
    }

    private static boolean isModifiable(Booking booking) {
        return booking.state() == State.CONFIRMED || booking.state() == State.IN_HOUSE;
    }

    private static List<BookingEvent> cancelHeld(Booking booking, CancelBooking cancel, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingCancelled(
                cancel.request().id(),
                booking.id(),
                version,
                date,
                cancel.reason(),
                0,
                0,
                CancellationPolicy.FREE,
                false));
        events.addAll(Collecting.giveUp(booking, version, date));
        return events;
    }

    private static List<BookingEvent> cancel(Booking booking, CancelBooking cancel, LocalDate date, Instant askedAt) {
        int version = booking.nextVersion();
        var policy = booking.terms().policy();
        int tier = policy.tierAt(askedAt);
        long fee = policy.fee(tier).of(booking.roomStays());
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingCancelled(
                cancel.request().id(),
                booking.id(),
                version,
                date,
                cancel.reason(),
                fee,
                Math.max(0, booking.collectedMinor() - fee),
                tier,
                date.equals(booking.arrival())));
        events.addAll(Collecting.settle(booking, fee, Purpose.CANCELLATION_FEE, version, date));
        return events;
    }

    private static List<BookingEvent> checkIn(Hotel hotel, Booking booking, CheckIn checkIn) {
        var date = hotel.openDate();
        if (date.isBefore(booking.arrival())) {
            return rejected(
                    hotel,
                    checkIn,
                    booking.id(),
                    new Rejection(
                            CHECK_IN_TOO_EARLY,
                            "the guest is due on " + booking.arrival() + ", and the business date is " + date,
                            dates(date, booking)));
        }
        // Who uses a room for the day only leaves on the day of arrival.
        var lastDay = booking.departure().equals(booking.arrival())
                ? booking.arrival()
                : booking.departure().minusDays(1);
        if (date.isAfter(lastDay)) {
            return rejected(
                    hotel,
                    checkIn,
                    booking.id(),
                    new Rejection(
                            DAY_CLOSED,
                            "the stay was over by " + booking.departure() + ", and the business date is " + date,
                            dates(date, booking)));
        }
        return List.of(new GuestCheckedIn(
                checkIn.request().id(), booking.id(), booking.nextVersion(), date, checkIn.roomNumber()));
    }

    private static List<BookingEvent> checkOut(Booking booking, CheckOut checkOut, LocalDate date, Instant now) {
        int version = booking.nextVersion();
        var used = booking.roomStays().stream().map(stay -> stay.leftOn(date)).toList();
        boolean early = !used.equals(booking.roomStays());
        long total = RoomStay.total(used);
        var events = new ArrayList<BookingEvent>();
        long fee = early ? earlyDepartureFee(booking, used, total, now) : 0;
        events.add(new GuestCheckedOut(
                checkOut.request().id(), booking.id(), version, date, early ? used : null, total, fee));
        events.addAll(Collecting.settle(booking, total + fee, Purpose.STAY_BALANCE, version, date));
        return events;
    }

    /** Nights that are given up are given up under the frozen policy, but never does it cost more than was prepaid. */
    private static long earlyDepartureFee(Booking booking, List<RoomStay> used, long total, Instant now) {
        var unused = new ArrayList<RoomStay>();
        for (int i = 0; i < used.size(); i++) {
            unused.add(booking.roomStays().get(i).without(used.get(i)));
        }
        var policy = booking.terms().policy();
        long excess = Math.max(0, booking.collectedMinor() - total);
        return Math.min(excess, policy.fee(policy.tierAt(now)).of(unused));
    }

    private static List<BookingEvent> noShow(Hotel hotel, Booking booking, MarkNoShow noShow) {
        var date = hotel.openDate();
        if (date.isBefore(booking.arrival())) {
            return rejected(
                    hotel,
                    noShow,
                    booking.id(),
                    new Rejection(
                            ILLEGAL_TRANSITION,
                            "the guest is due on " + booking.arrival() + ", and the business date is " + date,
                            dates(date, booking)));
        }
        return noShow(booking, noShow.request().id(), date);
    }

    private static List<BookingEvent> noShow(Booking booking, UUID requestId, LocalDate date) {
        int version = booking.nextVersion();
        long fee = booking.terms().policy().noShowFee().of(booking.roomStays());
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingNoShow(
                requestId, booking.id(), version, date, fee, Math.max(0, booking.collectedMinor() - fee)));
        events.addAll(Collecting.settle(booking, fee, Purpose.NO_SHOW_FEE, version, date));
        return events;
    }

    private static List<BookingEvent> close(Hotel hotel, CloseDay close) {
        var date = hotel.openDate();
        if (!close.businessDate().equals(date)) {
            return rejected(
                    hotel,
                    close,
                    null,
                    new Rejection(
                            DAY_NOT_CURRENT,
                            "the open business date is " + date + ", not " + close.businessDate(),
                            Map.of(
                                    "businessDate", date.toString(),
                                    "requested", close.businessDate().toString())));
        }
        var events = new ArrayList<BookingEvent>();
        for (var booking : hotel.dueInBy(date)) {
            events.addAll(noShow(booking, close.request().id(), date)); // B15
        }
        for (var booking : hotel.heldUntil(date)) {
            events.addAll(expired(booking, date)); // Confirmed after this it would be a stay that is over.
        }
        events.add(new BusinessDayClosed(close.request().id(), date, date.plusDays(1)));
        return events;
    }

    private static List<BookingEvent> confirm(Hotel hotel, ConfirmPaid paid) {
        var booking = hotel.booking(paid.bookingId());
        if (booking == null
                || booking.state() != State.HELD
                || !paid.paymentId().equals(booking.paymentId())
                || paid.amountMinor() < booking.terms().dueNowMinor()) {
            return List.of(); // B9: the payment was given up together with the booking.
        }
        var date = hotel.openDate();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingConfirmed(null, booking.id(), booking.nextVersion(), date, null, paid.paymentId())); // B4
        if (booking.terms().channel() == Channel.WALK_IN && date.equals(booking.arrival())) {
            events.add(new GuestCheckedIn(null, booking.id(), booking.nextVersion() + 1, date, null));
        }
        return events;
    }

    private static List<BookingEvent> release(Hotel hotel, ReleaseUnpaid unpaid) {
        var booking = hotel.booking(unpaid.bookingId());
        if (booking == null
                || booking.state() != State.HELD
                || !unpaid.paymentId().equals(booking.paymentId())) {
            return List.of();
        }
        return List.of(
                new BookingReleased(booking.id(), booking.nextVersion(), hotel.openDate(), unpaid.declineCode())); // B6
    }

    private static List<BookingEvent> expire(Hotel hotel, HoldExpiryDue due, Instant now) {
        var booking = hotel.booking(due.bookingId());
        var registration = hotel.registration();
        if (booking == null || registration == null || booking.holdExpiresAt() == null) {
            return List.of();
        }
        var date = hotel.openDate();
        if (!booking.graceUsed() && registration.holdGraceSeconds() > 0) { // B7g: its payment has no outcome yet.
            var until = now.plusSeconds(registration.holdGraceSeconds());
            return List.of(new HoldExtended(booking.id(), booking.nextVersion(), date, until));
        }
        return expired(booking, date); // B7
    }

    private static List<BookingEvent> expired(Booking booking, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingExpired(booking.id(), version, date));
        events.addAll(Collecting.giveUp(booking, version, date));
        return events;
    }

    private static List<BookingEvent> noSuchHotel(Hotel hotel, Asked asked) {
        return rejected(
                hotel,
                asked,
                asked instanceof AboutBooking about ? about.bookingId() : null,
                Rejection.of(HOTEL_NOT_FOUND, "there is no hotel " + hotel.id()));
    }

    private static List<BookingEvent> conflict(Hotel hotel, AboutBooking command, Booking booking) {
        return rejected(
                hotel,
                command,
                booking.id(),
                new Rejection(
                        VERSION_CONFLICT,
                        "the booking has changed since you looked at it; it is at version " + booking.version(),
                        Map.of("currentVersion", Integer.toString(booking.version()))));
    }

    private static List<BookingEvent> illegal(Hotel hotel, AboutBooking command, Booking booking) {
        return rejected(
                hotel,
                command,
                booking.id(),
                new Rejection(
                        ILLEGAL_TRANSITION,
                        command.request().type() + " is not possible for a booking that is " + booking.state(),
                        Map.of(
                                "state", booking.state().name(),
                                "command", command.request().type())));
    }

    static List<BookingEvent> rejected(Hotel hotel, Asked asked, @Nullable UUID bookingId, Rejection rejection) {
        return List.of(new RequestRejected(
                asked.request().id(),
                bookingId,
                hotel.businessDate(),
                asked.request().type(),
                rejection));
    }

    private static Map<String, String> dates(LocalDate businessDate, Booking booking) {
        return Map.of(
                "businessDate", businessDate.toString(),
                "arrivalDate", booking.arrival().toString(),
                "departureDate", booking.departure().toString());
    }
}
