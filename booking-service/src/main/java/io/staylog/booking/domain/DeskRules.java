package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.PostCharge;
import io.staylog.booking.domain.BookingCommand.Reinstate;
import io.staylog.booking.domain.BookingCommand.WalkGuest;
import io.staylog.booking.domain.BookingEvent.BookingReinstated;
import io.staylog.booking.domain.BookingEvent.FolioChargePosted;
import io.staylog.booking.domain.BookingEvent.GuestWalked;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.Money.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for what a front desk does on a bad day, or to make one good again: walking a guest, charging, reinstating. */
final class DeskRules {
    /** After check-out, so many business dates later, nothing more is charged: three days, which a guest's card admits. */
    static final int CHARGE_DAYS = 3;

    static final int CHARGES_MAX = 1_000;

    private DeskRules() {}

    /** B20: the guest sleeps elsewhere, so nothing is owed here. */
    static List<BookingEvent> walk(Hotel hotel, Booking booking, WalkGuest walk) {
        var date = hotel.openDate();
        var objection = objection(booking, walk, date);
        if (objection != null) {
            return BookingDecider.rejected(hotel, walk, booking.id(), objection);
        }
        int version = booking.nextVersion();
        long charges = booking.account().chargesMinor();
        var events = new ArrayList<BookingEvent>();
        events.add(new GuestWalked(
                walk.request().id(),
                booking.id(),
                version,
                date,
                walk.toHotel(),
                walk.compensationMinor(),
                Math.max(0, booking.collectedMinor() - charges)));
        events.addAll(Collecting.settle(booking, charges, Purpose.STAY_BALANCE, version, date));
        return events;
    }

    private static @Nullable Rejection objection(Booking booking, WalkGuest walk, LocalDate date) {
        if (!date.equals(booking.arrival())) {
            return new Rejection(
                    Reason.ILLEGAL_TRANSITION,
                    "a guest is walked on the day of arrival, which is " + booking.arrival()
                            + ", and the business date is " + date,
                    BookingDecider.dates(date, booking));
        }
        if (walk.toHotel().isBlank()) {
            return field("toHotel", "blank", "where the guest sleeps instead");
        }
        return walk.compensationMinor() < 0 || walk.compensationMinor() > HotelFacts.AMOUNT_MINOR_MAX
                ? field(
                        "compensationMinor",
                        Long.toString(walk.compensationMinor()),
                        "0 to " + HotelFacts.AMOUNT_MINOR_MAX + " minor units")
                : null;
    }

    /** B21: a guest in the house pays it at check-out, one who has left pays it now. */
    static List<BookingEvent> charge(Hotel hotel, Booking booking, PostCharge charge) {
        var date = hotel.openDate();
        var objection = objection(booking, charge, date);
        if (objection != null) {
            return BookingDecider.rejected(hotel, charge, booking.id(), objection);
        }
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(posted(hotel, booking, charge, date));
        if (booking.state() == State.CHECKED_OUT) {
            events.add(Collecting.charge(booking, charge.amountMinor(), Purpose.LATE_CHARGE, version, date));
        }
        return events;
    }

    private static FolioChargePosted posted(Hotel hotel, Booking booking, PostCharge charge, LocalDate date) {
        var own = charge.taxRateBps();
        var registration = hotel.registration();
        int rate = own != null ? own : registration == null ? 0 : registration.taxRateBps();
        return new FolioChargePosted(
                charge.request().id(),
                booking.id(),
                booking.nextVersion(),
                date,
                charge.description(),
                charge.amountMinor(),
                charge.kind(),
                charge.amountMinor() - Tax.net(charge.amountMinor(), rate),
                rate);
    }

    private static @Nullable Rejection objection(Booking booking, PostCharge charge, LocalDate date) {
        if (charge.amountMinor() <= 0 || charge.amountMinor() > HotelFacts.AMOUNT_MINOR_MAX) {
            return field(
                    "amountMinor",
                    Long.toString(charge.amountMinor()),
                    "1 to " + HotelFacts.AMOUNT_MINOR_MAX + " minor units");
        }
        if (charge.description().isBlank()) {
            return field("description", "blank", "what the guest pays for");
        }
        var rate = charge.taxRateBps();
        if (rate != null && (rate < 0 || rate > Tax.BPS_MAX)) {
            return field("taxRateBps", rate.toString(), "0 to " + Tax.BPS_MAX);
        }
        if (booking.account().charges().size() >= CHARGES_MAX) {
            return Rejection.of(Reason.LIMIT_EXCEEDED, "a booking has at most " + CHARGES_MAX + " charges");
        }
        var left = booking.endedOn();
        return left != null && date.isAfter(left.plusDays(CHARGE_DAYS))
                ? new Rejection(
                        Reason.CHARGE_TOO_LATE,
                        "the guest left on " + left + ", and nothing is charged after " + left.plusDays(CHARGE_DAYS),
                        Map.of("checkedOutOn", left.toString(), "businessDate", date.toString()))
                : null;
    }

    /** B19: the nights are taken again where they are free, and what secures them is asked for again. */
    static List<BookingEvent> reinstate(Hotel hotel, Booking booking, Reinstate reinstate) {
        var date = hotel.openDate();
        var objection = objection(hotel, booking, date);
        if (objection != null) {
            return BookingDecider.rejected(hotel, reinstate, booking.id(), objection);
        }
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingReinstated(reinstate.request().id(), booking.id(), version, date));
        for (var money : booking.account().payments()) {
            if (money.status() == Status.DECLINED) {
                events.add(Collecting.cancel(booking, money.paymentId(), version, date)); // Its fee is owed no more.
            }
        }
        // A fee that was paid counts for the stay.
        long missing = booking.terms().dueNowMinor() - booking.account().securedMinor();
        if (missing > 0) {
            events.add(Collecting.secureAgain(booking, missing, version, date));
        }
        return events;
    }

    private static @Nullable Rejection objection(Hotel hotel, Booking booking, LocalDate date) {
        boolean isOver = booking.state() == State.NO_SHOW
                ? !date.isBefore(booking.departure())
                : date.isAfter(booking.arrival());
        if (isOver) {
            return new Rejection(
                    Reason.REINSTATEMENT_TOO_LATE,
                    "the stay was from " + booking.arrival() + " to " + booking.departure()
                            + ", and the business date is " + date,
                    BookingDecider.dates(date, booking));
        }
        // Who did not come still has the nights until then.
        var ended = booking.endedOn();
        var from = booking.state() == State.NO_SHOW && ended != null ? ended.plusDays(1) : booking.arrival();
        return soldOut(hotel, booking.roomStays(), from.isBefore(date) ? date : from);
    }

    private static @Nullable Rejection soldOut(Hotel hotel, List<RoomStay> stays, LocalDate from) {
        for (var stay : stays) {
            var type = hotel.roomType(stay.roomTypeId());
            for (var price : stay.nights()) {
                var night = price.night();
                long left = type == null ? 0 : type.sellable(night) - type.taken(night);
                if (!night.isBefore(from) && OwnedNights.rooms(stays, stay.roomTypeId(), night) > left) {
                    return Placement.soldOut(stay.roomTypeId(), night, left);
                }
            }
        }
        return null;
    }

    private static Rejection field(String field, String actual, String expected) {
        return new Rejection(
                Reason.FIELD_INVALID,
                field + " must be " + expected,
                Map.of("field", field, "actual", actual, "expected", expected));
    }
}
