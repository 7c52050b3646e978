package io.staylog.booking.web;

import io.staylog.schemas.guest.GuestProfileSet;
import java.net.URI;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form in which it goes to the log.
 *
 * @param requestId identifies it; repeats have the same
 * @param hotelId the hotel that decides, and the record's key
 * @param event what is asked
 * @param location where to look for what came of it
 * @param bookingId the booking that it is about, or null
 * @param placesBooking whether it asks for a new booking
 * @param guest who books, or null
 */
record Asked(
        UUID requestId,
        String hotelId,
        SpecificRecord event,
        URI location,
        @Nullable UUID bookingId,
        boolean placesBooking,
        @Nullable GuestProfileSet guest) {

    /** Something about the hotel itself. */
    static Asked ofHotel(UUID requestId, String hotelId, SpecificRecord event, String location) {
        return new Asked(requestId, hotelId, event, URI.create(location), null, false, null);
    }

    /** Something about a booking that is there. */
    static Asked ofBooking(UUID requestId, String hotelId, UUID bookingId, SpecificRecord event) {
        return new Asked(requestId, hotelId, event, URI.create("/v1/bookings/" + bookingId), bookingId, false, null);
    }

    /** A new booking. */
    static Asked forBooking(
            UUID requestId, String hotelId, UUID bookingId, SpecificRecord event, @Nullable GuestProfileSet guest) {
        return new Asked(requestId, hotelId, event, URI.create("/v1/bookings/" + bookingId), bookingId, true, guest);
    }

    /** Record type of the request, without namespace. */
    String type() {
        return event.getSchema().getName();
    }
}
