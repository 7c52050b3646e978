package io.staylog.cli.request;

import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What a person at the desk wants to know of a decision, in one line. */
final class Sentences {
    private final JsonNode event;
    private final String booking;
    private final Supplier<Optional<String>> currency;

    private Sentences(JsonNode event, Supplier<Optional<String>> currency) {
        this.event = event;
        this.booking = event.path("bookingId").asString();
        this.currency = currency;
    }

    /**
     * The line.
     *
     * @param type the event's type
     * @param event the event
     * @param currency of the booking, which its later events do not repeat; asked for only where there is an amount
     */
    static String of(String type, JsonNode event, Supplier<Optional<String>> currency) {
        return new Sentences(event, currency).of(type);
    }

    private String of(String type) {
        return switch (type) {
            case "BookingConfirmed" -> confirmed();
            case "BookingCancelled" -> "cancelled " + booking + amounts("fee", "feeMinor", "refund", "refundDueMinor");
            case "BookingModified" -> "modified " + booking + amounts("new total", "totalGrossMinor");
            case "GuestCheckedIn" -> "checked in " + booking;
            case "GuestCheckedOut" -> "checked out " + booking + amounts("total", "totalGrossMinor");
            case "BookingNoShow" -> "no-show " + booking + amounts("fee", "feeMinor", "refund", "refundDueMinor");
            case "GuestWalked" ->
                "walked " + booking + " to " + event.path("toHotel").asString()
                        + amounts("compensation", "compensationMinor", "refund", "refundDueMinor");
            case "FolioChargePosted" ->
                "charged " + booking + " for " + event.path("description").asString()
                        + amounts("amount", "amountMinor");
            case "InvoiceIssued" -> "issued invoice " + numbered("series", "number") + total();
            case "CreditNoteIssued" ->
                "issued credit note " + numbered("series", "number") + " over invoice "
                        + numbered("creditedSeries", "creditedNumber") + total();
            case "BookingReinstated" -> "reinstated " + booking;
            case "BusinessDayClosed" ->
                "closed " + event.path("closedDate").asString() + "; the business date is "
                        + event.path("businessDate").asString();
            default -> type + " " + event.path("hotelId").asString();
        };
    }

    private String confirmed() {
        var terms = event.path("terms");
        var total = Amounts.major(
                terms.path("totalGrossMinor").asLong(), terms.path("currency").asString("EUR"));
        return "confirmed " + booking + "; code "
                + terms.path("confirmationCode").asString() + ", total " + total;
    }

    private String numbered(String series, String number) {
        return event.path(series).asString() + "/" + event.path(number).asLong();
    }

    private String total() {
        return "; total "
                + Amounts.major(
                        event.path("totalGrossMinor").asLong(),
                        event.path("currency").asString());
    }

    /** Names and fields by turns. */
    private String amounts(String... namesAndFields) {
        var known = currency.get();
        var text = new StringBuilder();
        for (int i = 0; i < namesAndFields.length; i += 2) {
            long minor = event.path(namesAndFields[i + 1]).asLong();
            text.append(i == 0 ? "; " : ", ").append(namesAndFields[i]).append(' ');
            text.append(known.map(code -> Amounts.major(minor, code)).orElse(minor + " minor units"));
        }
        return text.toString();
    }
}
