package io.staylog.cli.request;

import tools.jackson.databind.JsonNode;

/** What a person at the desk wants to know of a decision, in one line. */
final class Sentences {
    private Sentences() {}

    static String of(String type, JsonNode event) {
        var booking = event.path("bookingId").asString();
        return switch (type) {
            case "BookingConfirmed" -> confirmed(booking, event);
            case "BookingCancelled" ->
                "cancelled " + booking + "; fee " + event.path("feeMinor").asLong() + ", refund "
                        + event.path("refundDueMinor").asLong() + " minor units";
            case "BookingModified" ->
                "modified " + booking + "; new total "
                        + event.path("totalGrossMinor").asLong() + " minor units";
            case "GuestCheckedIn" -> "checked in " + booking;
            case "GuestCheckedOut" ->
                "checked out " + booking + "; total "
                        + event.path("totalGrossMinor").asLong() + " minor units";
            case "BookingNoShow" ->
                "no-show " + booking + "; fee " + event.path("feeMinor").asLong() + " minor units";
            case "BusinessDayClosed" ->
                "closed " + event.path("closedDate").asString() + "; the business date is "
                        + event.path("businessDate").asString();
            default -> type + " " + event.path("hotelId").asString();
        };
    }

    private static String confirmed(String booking, JsonNode event) {
        var terms = event.path("terms");
        var total = Amounts.major(
                terms.path("totalGrossMinor").asLong(), terms.path("currency").asString("EUR"));
        return "confirmed " + booking + "; code "
                + terms.path("confirmationCode").asString() + ", total " + total;
    }
}
