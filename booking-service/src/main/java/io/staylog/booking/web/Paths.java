package io.staylog.booking.web;

import java.net.URI;
import java.util.UUID;

/** Where things are. */
final class Paths {
    private Paths() {}

    static String ofHotel(String hotelId) {
        return "/v1/hotels/" + hotelId;
    }

    static URI ofBooking(UUID bookingId) {
        return URI.create("/v1/bookings/" + bookingId);
    }

    static URI ofRequest(String hotelId, UUID requestId) {
        return URI.create(ofHotel(hotelId) + "/requests/" + requestId);
    }
}
