package io.staylog.cli.request;

import io.staylog.cli.client.RequestClient.Request;
import io.staylog.cli.terminal.Failure;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Why a request was refused, in the words of the person who typed the command. */
final class Refusals {
    // Only those that a booking's state can forbid; other messages do not speak of the record.
    private static final Map<String, String> COMMANDS = Map.of(
            "BookingRequested", "book",
            "CancellationRequested", "cancel",
            "ModificationRequested", "modify",
            "CheckInReported", "check-in",
            "CheckOutReported", "check-out",
            "NoShowReported", "no-show",
            "InvoiceRequested", "invoice issue",
            "DayCloseRequested", "close-day");

    private Refusals() {}

    static Failure of(Request request, String code, String message, JsonNode event) {
        var text = code.equals("price_changed") ? priceChanged(request, message, event.path("details")) : message;
        return Failure.rejected(
                code, text.replace(request.type(), COMMANDS.getOrDefault(request.type(), request.type())));
    }

    private static String priceChanged(Request request, String message, JsonNode details) {
        var field = request.record().getSchema().getField("currency");
        if (field == null || !details.has("actual") || !details.has("expected")) {
            return message;
        }
        var currency = String.valueOf(request.record().get(field.pos()));
        return "the total is " + amount(details, "actual", currency) + ", not " + amount(details, "expected", currency);
    }

    private static String amount(JsonNode details, String name, String currency) {
        return Amounts.major(Long.parseLong(details.path(name).asString()), currency);
    }
}
