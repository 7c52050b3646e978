package io.staylog.payment.web;

import java.net.URI;
import java.util.UUID;

/** Where things are. */
final class Paths {
    private Paths() {}

    static URI ofPayment(String hotelId, UUID paymentId) {
        return URI.create("/v1/hotels/" + hotelId + "/payments/" + paymentId);
    }

    static URI ofRequest(String hotelId, UUID requestId) {
        return URI.create("/v1/hotels/" + hotelId + "/payment-requests/" + requestId);
    }
}
