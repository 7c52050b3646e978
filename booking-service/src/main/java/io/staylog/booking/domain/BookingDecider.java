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
import io.staylog.booking.domain.BookingCommand.Declare;
import io.staylog.booking.domain.BookingCommand.HoldExpiryDue;
import io.staylog.booking.domain.BookingCommand.IssueCreditNote;
import io.staylog.booking.domain.BookingCommand.IssueInvoice;
import io.staylog.booking.domain.BookingCommand.MarkNoShow;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingCommand.PaymentNews;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.PostCharge;
import io.staylog.booking.domain.BookingCommand.Refuse;
import io.staylog.booking.domain.BookingCommand.Reinstate;
import io.staylog.booking.domain.BookingCommand.WalkGuest;
import io.staylog.booking.domain.BookingEvent.BusinessDayClosed;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.HoldExtended;
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
            case PaymentNews news -> PaymentRules.decide(hotel, news, now);
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
                    hotel, command, command.bookingId(), Rejection.of(BOOKING_NOT_FOUND, notFound(hotel, command)));
        }
        return isOtherVersion(booking, expectedVersion(command))
                ? conflict(hotel, command, booking)
                : about(hotel, booking, command, now);
    }

    private static String notFound(Hotel hotel, AboutBooking command) {
        var said = "hotel " + hotel.id() + " has no booking " + command.bookingId();
        return command instanceof IssueInvoice || command instanceof IssueCreditNote
                ? said + "; one is forgotten " + Hotel.REMEMBERED_DAYS
                        + " business dates after its end, and gets no invoice or credit note after that"
                : said;
    }

    private static @Nullable Integer expectedVersion(AboutBooking command) {
        return switch (command) {
            case CancelBooking cancel -> cancel.expectedVersion();
            case ModifyBooking modify -> modify.expectedVersion();
            case Reinstate reinstate -> reinstate.expectedVersion();
            case CheckIn _, CheckOut _, MarkNoShow _, WalkGuest _, PostCharge _, IssueInvoice _, IssueCreditNote _ ->
                null;
        };
    }

    private static List<BookingEvent> about(Hotel hotel, Booking booking, AboutBooking command, Instant now) {
        return switch (command) {
            case ModifyBooking modify
            when isModifiable(booking) -> Placing.modify(hotel, booking, modify, earlier(modify.askedAt(), now), now);
            case PostCharge charge when isChargeable(booking) -> DeskRules.charge(hotel, booking, charge); // B21
            case IssueInvoice issue
            when InvoiceRules.isInvoiceable(booking) -> InvoiceRules.issue(hotel, booking, issue);
            case IssueCreditNote credit -> InvoiceRules.credit(hotel, booking, credit);
            case ModifyBooking _, PostCharge _, IssueInvoice _ -> illegal(hotel, command, booking);
            case CancelBooking _, CheckIn _, CheckOut _, MarkNoShow _, WalkGuest _, Reinstate _ -> {
                var change = booking.change();
                yield change == null
                        ? instead(hotel, booking, command, now)
                        : afterChange(hotel, booking, change, command, now);
            }
        };
    }

    /** What else happens to a booking goes before a change that is not paid, which it ends. */
    private static List<BookingEvent> afterChange(
            Hotel hotel, Booking booking, PendingChange change, AboutBooking command, Instant now) {
        var after = instead(hotel, ChangeRules.abandoned(booking, change), command, now);
        if (after.getFirst() instanceof RequestRejected) {
            return after;
        }
        var events = new ArrayList<>(ChangeRules.abandon(booking, change, whyAbandoned(command), hotel.openDate()));
        events.addAll(after);
        return events;
    }

    private static String whyAbandoned(AboutBooking command) {
        return switch (command) {
            case CancelBooking _ -> "booking_cancelled";
            case CheckIn _ -> "guest_arrived";
            case CheckOut _ -> "guest_left";
            case MarkNoShow _ -> "no_show";
            case WalkGuest _ -> "guest_walked";
            case ModifyBooking _, PostCharge _, Reinstate _, IssueInvoice _, IssueCreditNote _ -> "superseded";
        };
    }

    private static List<BookingEvent> instead(Hotel hotel, Booking booking, AboutBooking command, Instant now) {
        var date = hotel.openDate();
        return switch (command) {
            case CancelBooking cancel
            when booking.state() == State.HELD -> EndRules.cancelHeld(booking, cancel, date); // B8
            case CancelBooking cancel
            when booking.state() == State.CONFIRMED ->
                EndRules.cancel(booking, cancel, date, earlier(cancel.askedAt(), now)); // B10
            case CheckIn checkIn when booking.state() == State.CONFIRMED -> checkIn(hotel, booking, checkIn); // B14
            case CheckOut checkOut
            when booking.state() == State.IN_HOUSE -> EndRules.checkOut(booking, checkOut, date, now); // B17
            case MarkNoShow noShow
            when booking.state() == State.CONFIRMED -> EndRules.noShow(hotel, booking, noShow); // B15
            case WalkGuest walk when booking.state() == State.CONFIRMED -> DeskRules.walk(hotel, booking, walk); // B20
            case Reinstate reinstate
            when booking.state() == State.CANCELLED || booking.state() == State.NO_SHOW ->
                DeskRules.reinstate(hotel, booking, reinstate); // B19
            case AboutBooking other -> illegal(hotel, other, booking);
        };
    }

    private static boolean isChargeable(Booking booking) {
        return booking.state() == State.IN_HOUSE || booking.state() == State.CHECKED_OUT;
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
        for (var booking : hotel.changingUntil(date)) {
            var change = booking.change();
            if (change != null && booking.arrival().isAfter(date)) { // Paid after this it would be a stay that is over.
                events.addAll(ChangeRules.abandon(booking, change, "day_closed", date));
            }
        }
        for (var booking : hotel.dueInBy(date)) {
            events.addAll(didNotCome(booking, close.request().id(), date)); // B15
        }
        for (var booking : hotel.heldUntil(date)) {
            events.addAll(EndRules.expired(booking, date)); // Confirmed after this it would be a stay that is over.
        }
        events.add(new BusinessDayClosed(close.request().id(), date, date.plusDays(1)));
        return events;
    }

    private static List<BookingEvent> didNotCome(Booking booking, UUID requestId, LocalDate date) {
        var change = booking.change();
        if (change == null) {
            return EndRules.noShow(booking, requestId, date);
        }
        var events = new ArrayList<>(ChangeRules.abandon(booking, change, "no_show", date));
        events.addAll(EndRules.noShow(ChangeRules.abandoned(booking, change), requestId, date));
        return events;
    }

    private static List<BookingEvent> expire(Hotel hotel, HoldExpiryDue due, Instant now) {
        var booking = hotel.booking(due.bookingId());
        var registration = hotel.registration();
        if (booking == null || registration == null) {
            return List.of();
        }
        var date = hotel.openDate();
        var change = booking.change();
        if (change != null) {
            return ChangeRules.abandon(booking, change, "hold_expired", date); // B13
        }
        if (booking.state() != State.HELD) {
            return List.of();
        }
        if (!booking.graceUsed() && registration.holdGraceSeconds() > 0 && isUnderWay(booking)) { // B7g
            var until = now.plusSeconds(registration.holdGraceSeconds());
            return List.of(new HoldExtended(booking.id(), booking.nextVersion(), date, until));
        }
        return EndRules.expired(booking, date); // B7
    }

    /**
     * Whether the bank may still bring a held booking's payment. One that was asked for is, until a decline is heard of: that
     * nothing was heard of it at all means that payment-service is behind, and not that it has not called the bank.
     */
    private static boolean isUnderWay(Booking booking) {
        var money = booking.account().find(booking.paymentId());
        return money != null && money.counts();
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

    static Map<String, String> dates(LocalDate businessDate, Booking booking) {
        return Map.of(
                "businessDate", businessDate.toString(),
                "arrivalDate", booking.arrival().toString(),
                "departureDate", booking.departure().toString());
    }
}
