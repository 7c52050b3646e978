package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.AboutBooking;
import io.staylog.booking.domain.BookingCommand.AuthorizationGone;
import io.staylog.booking.domain.BookingCommand.AuthorizationRaised;
import io.staylog.booking.domain.BookingCommand.CaptureUndone;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.Declare;
import io.staylog.booking.domain.BookingCommand.HoldExpiryDue;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Refuse;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.eventsourcing.Decider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the rules of a hotel to the engine, so that the domain need not know it. */
public final class HotelRules implements Decider<Hotel, BookingCommand, BookingEvent> {
    @Override
    public Hotel initialState(String hotelId) {
        return new Hotel(hotelId);
    }

    @Override
    public List<BookingEvent> decide(Hotel hotel, BookingCommand command, Instant now) {
        return BookingDecider.decide(hotel, command, now);
    }

    @Override
    public void evolve(Hotel hotel, BookingEvent event, Instant at) {
        hotel.evolve(event);
    }

    @Override
    public @Nullable String subject(BookingCommand command) {
        var bookingId = switch (command) {
            case PlaceBooking place -> place.bookingId();
            case AboutBooking about -> about.bookingId();
            case Refuse refuse -> refuse.bookingId();
            case ConfirmPaid paid -> paid.bookingId();
            case PaymentRefused refused -> refused.bookingId();
            case PaymentTried tried -> tried.bookingId();
            case AuthorizationRaised raised -> raised.bookingId();
            case AuthorizationGone gone -> gone.bookingId();
            case CaptureUndone undone -> undone.bookingId();
            case HoldExpiryDue due -> due.bookingId();
            case Declare _, CloseDay _, PaymentRequestRefused _ -> null;
        };
        return bookingId == null ? null : bookingId.toString();
    }

    @Override
    public boolean buildsOnUnknown(Hotel hotel, BookingCommand command) {
        return BookingDecider.buildsOnUnknown(hotel, command);
    }

    /** Anybody may ask about a hotel that is not there; the answer is on the log. */
    @Override
    public boolean isWorthKeeping(Hotel hotel) {
        return hotel.registration() != null;
    }

    @Override
    public long nextDueAt(Hotel hotel) {
        return hotel.nextDueAt();
    }

    @Override
    public BookingCommand whenDue(Hotel hotel) {
        return hotel.whenDue();
    }
}
