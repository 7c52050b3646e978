package io.staylog.booking.web;

import io.staylog.edge.web.Call;
import java.net.URI;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form in which it goes to the log.
 *
 * @param call who it is; repeats have the same
 * @param hotelId the hotel that decides, and the record's key
 * @param event what is asked
 * @param location where to look at what it is about
 * @param bookingId the booking that it is about, or null
 * @param placesBooking whether it asks for a new booking
 * @param personal who books or gets an invoice, or null
 */
record Asked(
        Call call,
        String hotelId,
        SpecificRecord event,
        URI location,
        @Nullable UUID bookingId,
        boolean placesBooking,
        @Nullable Personal personal) {

    /** Something about the hotel itself. */
    static Asked ofHotel(Call call, String hotelId, SpecificRecord event, String location) {
        return new Asked(call, hotelId, event, URI.create(location), null, false, null);
    }

    /** Something about a booking that is there. */
    static Asked ofBooking(Call call, String hotelId, UUID bookingId, SpecificRecord event) {
        return new Asked(call, hotelId, event, Paths.ofBooking(bookingId), bookingId, false, null);
    }

    /** Something about a booking that is there, for somebody. */
    static Asked ofBooking(Call call, String hotelId, UUID bookingId, SpecificRecord event, Personal personal) {
        return new Asked(call, hotelId, event, Paths.ofBooking(bookingId), bookingId, false, personal);
    }

    /** A new booking. */
    static Asked forBooking(Call call, String hotelId, UUID bookingId, SpecificRecord event, @Nullable Personal guest) {
        return new Asked(call, hotelId, event, Paths.ofBooking(bookingId), bookingId, true, guest);
    }

    UUID requestId() {
        return call.id();
    }

    /** Where to look for what came of it. */
    URI outcomeLocation() {
        return bookingId == null ? Paths.ofRequest(hotelId, requestId()) : location;
    }

    /** Record type of the request, without namespace. */
    String type() {
        return event.getSchema().getName();
    }
}
