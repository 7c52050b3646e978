package io.staylog.cli.request;

import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.OutcomeWatch;
import io.staylog.cli.client.RequestClient.Request;
import tools.jackson.databind.JsonNode;

/** What a program is told of a decision: the same fields, whether or not a payment came between asking and deciding. */
final class Decisions {
    private Decisions() {}

    /** The event, with what earlier events of the same request have said and it does not repeat. */
    static JsonNode told(Request request, LogRecord event, OutcomeWatch watch) {
        var told = event.valueJson();
        // A payment's outcome does not name the request that asked for the booking.
        told.put("requestId", request.requestId().toString());
        if (request.type().equals("BookingRequested")) {
            watch.held().ifPresent(held -> told.set("terms", held.valueJson().path("terms")));
            told.put("status", status(event.type()));
        }
        return told;
    }

    private static String status(String type) {
        return switch (type) {
            case "BookingConfirmed" -> "CONFIRMED";
            case "BookingReleased" -> "RELEASED";
            case "BookingPaymentFailed" -> "HELD";
            case "BookingExpired" -> "EXPIRED";
            case "BookingCancelled" -> "CANCELLED";
            default -> "REJECTED";
        };
    }
}
