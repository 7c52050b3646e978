package io.staylog.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;

/** What tests ask of a hotel, over HTTP. */
final class HotelCalls {
    static final String WAIT = "wait=20";

    private final Http http;
    private final String hotelId;

    HotelCalls(Http http, String hotelId) {
        this.http = http;
        this.hotelId = hotelId;
    }

    String path(String more) {
        return "/v1/hotels/" + hotelId + more;
    }

    /** A hotel with one class of rooms, sold under "free" (nothing to pay now), "card" and "agreed". */
    HotelCalls open(int rooms) {
        done(http.put(path(""), """
                {"name": "Rio", "timeZone": "America/Sao_Paulo", "currency": "EUR", "businessDate": "2026-12-01",
                 "taxRateBps": 600}
                """, "Prefer", WAIT));
        done(http.put(
                path("/room-types/double"),
                "{\"name\": \"Double\", \"physicalCount\": " + rooms + ", \"occupancyMax\": 2}",
                "Prefer",
                WAIT));
        plan("free", "NONE");
        plan("card", "CARD");
        return this;
    }

    private void plan(String plan, String guarantee) {
        done(http.put(
                path("/rate-plans/" + plan),
                "{\"name\": \"Flexible\", \"pricing\": \"CALENDAR\", \"guarantee\": \"" + guarantee + "\"}",
                "Prefer",
                WAIT));
        done(http.put(path("/prices"), """
                {"ratePlanId": "%s", "roomTypeId": "double", "from": "2026-12-01", "to": "2027-02-01",
                 "currency": "EUR", "grossMinor": 10000}
                """.formatted(plan), "Prefer", WAIT));
    }

    private static void done(Answer answer) {
        assertThat(answer.response().body()).contains("APPLIED");
        assertThat(answer.status()).isEqualTo(200);
    }

    static String stay(String plan, String arrival, String departure) {
        return """
                {"ratePlanId": "%s", "channel": "DIRECT_WEB", "currency": "EUR",
                 "guest": {"name": "Anna Example", "email": "anna@example.org"},
                 "paymentMethodToken": "tok_visa",
                 "roomStays": [{"roomTypeId": "double", "arrivalDate": "%s", "departureDate": "%s"}]}
                """.formatted(plan, arrival, departure);
    }

    Answer book(String key, String body, String prefer) {
        return http.post(path("/bookings"), body, "Idempotency-Key", key, "Prefer", prefer);
    }

    Answer book(String key, String plan, String arrival, String departure) {
        return book(key, stay(plan, arrival, departure), WAIT);
    }
}
