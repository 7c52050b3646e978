package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.web.BookingBodies.NothingBody;
import io.staylog.edge.web.Call;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.Preference;
import io.staylog.edge.web.RefusedException;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** What all requests about a booking that is there have in common. */
final class BookingRequests {
    static final Actor DESK = new Actor(ActorType.STAFF, "http");

    private final Desk desk;
    private final Freshness freshness;

    BookingRequests(Desk desk, Freshness freshness) {
        this.desk = desk;
        this.freshness = freshness;
    }

    /** A body that is not there says the same as one without anything in it. */
    static Call call(
            UUID bookingId, String what, @Nullable String key, @Nullable String condition, @Nullable Object body) {
        return Call.post(
                Paths.ofBooking(bookingId) + "/" + what, key, condition, body == null ? new NothingBody() : body);
    }

    /** The hotel that decides about the booking; only the view knows it. */
    String hotelOf(UUID bookingId, @Nullable String minPosition) {
        return bookingOf(bookingId, minPosition).hotelId();
    }

    /** The booking as it stands here. */
    BookingView bookingOf(UUID bookingId, @Nullable String minPosition) {
        freshness.await(minPosition);
        var booking = freshness.bookingSoon(bookingId);
        if (booking == null) {
            throw new RefusedException(Kind.BOOKING_NOT_FOUND, "bookingId", "no booking is known under this id");
        }
        return booking;
    }

    ResponseEntity<Object> ask(
            Call call, SpecificRecord event, String hotelId, UUID bookingId, @Nullable String prefer) {
        return desk.ask(Asked.ofBooking(call, hotelId, bookingId, event), Preference.of(prefer));
    }

    /** Asks for something for somebody, whose name goes ahead of it. */
    ResponseEntity<Object> ask(
            Call call, SpecificRecord event, BookingView booking, Personal who, @Nullable String prefer) {
        var asked = Asked.ofBooking(call, booking.hotelId(), booking.bookingId(), event, who);
        return desk.ask(asked, Preference.of(prefer));
    }
}
