package io.staylog.booking.domain;

import static io.staylog.booking.domain.Reason.ILLEGAL_TRANSITION;

import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CheckOut;
import io.staylog.booking.domain.BookingCommand.MarkNoShow;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingExpired;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rules for how a booking ends, and what the guest owes then. */
final class EndRules {
    private EndRules() {}

    static List<BookingEvent> cancelHeld(Booking booking, CancelBooking cancel, LocalDate date) {
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

    static List<BookingEvent> cancel(Booking booking, CancelBooking cancel, LocalDate date, Instant askedAt) {
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
                Math.max(0, booking.collectedMinor() - fee - booking.account().chargesMinor()),
                tier,
                date.equals(booking.arrival())));
        events.addAll(Collecting.settle(
                booking, fee + booking.account().chargesMinor(), Purpose.CANCELLATION_FEE, version, date));
        return events;
    }

    static List<BookingEvent> checkOut(Booking booking, CheckOut checkOut, LocalDate date, Instant now) {
        int version = booking.nextVersion();
        var used = booking.roomStays().stream().map(stay -> stay.leftOn(date)).toList();
        boolean early = !used.equals(booking.roomStays());
        long total = RoomStay.total(used);
        var events = new ArrayList<BookingEvent>();
        long charges = booking.account().chargesMinor();
        long fee = early ? earlyDepartureFee(booking, used, total + charges, now) : 0;
        events.add(new GuestCheckedOut(
                checkOut.request().id(), booking.id(), version, date, early ? used : null, total, fee));
        events.addAll(Collecting.settle(booking, total + fee + charges, Purpose.STAY_BALANCE, version, date));
        return events;
    }

    /** Nights that are given up are given up under the frozen policy, but never does it cost more than was prepaid. */
    private static long earlyDepartureFee(Booking booking, List<RoomStay> used, long owed, Instant now) {
        var unused = new ArrayList<RoomStay>();
        for (int i = 0; i < used.size(); i++) {
            unused.add(booking.roomStays().get(i).without(used.get(i)));
        }
        var policy = booking.terms().policy();
        long excess = Math.max(0, booking.collectedMinor() - owed);
        return Math.min(excess, policy.fee(policy.tierAt(now)).of(unused));
    }

    static List<BookingEvent> noShow(Hotel hotel, Booking booking, MarkNoShow noShow) {
        var date = hotel.openDate();
        if (date.isBefore(booking.arrival())) {
            return BookingDecider.rejected(
                    hotel,
                    noShow,
                    booking.id(),
                    new Rejection(
                            ILLEGAL_TRANSITION,
                            "the guest is due on " + booking.arrival() + ", and the business date is " + date,
                            BookingDecider.dates(date, booking)));
        }
        return noShow(booking, noShow.request().id(), date);
    }

    static List<BookingEvent> noShow(Booking booking, UUID requestId, LocalDate date) {
        int version = booking.nextVersion();
        long fee = booking.terms().policy().noShowFee().of(booking.roomStays());
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingNoShow(
                requestId,
                booking.id(),
                version,
                date,
                fee,
                Math.max(0, booking.collectedMinor() - fee - booking.account().chargesMinor())));
        events.addAll(
                Collecting.settle(booking, fee + booking.account().chargesMinor(), Purpose.NO_SHOW_FEE, version, date));
        return events;
    }

    static List<BookingEvent> expired(Booking booking, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingExpired(booking.id(), version, date));
        events.addAll(Collecting.giveUp(booking, version, date));
        return events;
    }
}
