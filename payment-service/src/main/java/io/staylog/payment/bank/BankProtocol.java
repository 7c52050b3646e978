package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Operation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bank's paths, bodies and status codes mean. An answer that is not in the protocol means: nobody knows. */
final class BankProtocol {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BankProtocol() {}

    static String path(BankOrder order) {
        var operation = Objects.requireNonNull(order.operation(), "a look-up is not executed");
        return switch (operation) {
            case AUTHORIZE -> "/v1/payments";
            case CAPTURE -> "/v1/payments/" + order.pspReference() + "/captures";
            case VOID -> "/v1/payments/" + order.pspReference() + "/voids";
            case REFUND -> "/v1/payments/" + order.pspReference() + "/refunds";
        };
    }

    static byte[] body(BankOrder order) {
        var body = JSON.createObjectNode();
        body.put("merchantReference", order.merchantReference());
        body.put("merchant", order.hotelId());
        if (order.operation() != Operation.VOID) {
            body.put("amountMinor", order.amountMinor());
        }
        if (order.operation() == Operation.AUTHORIZE) {
            body.put("currency", order.currency());
            body.put("token", order.token());
            body.put("capture", order.captureMode() == CaptureMode.AUTOMATIC);
            body.put("initiator", order.initiator().name().toLowerCase(Locale.ROOT));
        }
        return JSON.writeValueAsBytes(body);
    }

    static Said executed(int status, byte[] body) {
        var json = json(body);
        return switch (status) {
            case 200, 402 -> result(status, json);
            case 409 -> text(json, "status").equals("refused") ? result(status, json) : unknown(status, json);
            case 400 -> refusedForm(status, json);
            case 404 ->
                text(json, "code").equals("payment_not_found") ? refusedForm(status, json) : unknown(status, json);
            case 503 ->
                text(json, "code").equals("unavailable") ? new NotExecuted("the bank is down") : unknown(status, json);
            default -> unknown(status, json);
        };
    }

    static Said lookedUp(int status, byte[] body) {
        var json = json(body);
        return switch (status) {
            case 200 -> result(status, json);
            // Any wrong address answers 404 too; only the bank's own words mean that it knows nothing of the operation.
            case 404 -> text(json, "code").equals("not_found") ? new NotFound() : unknown(status, json);
            default -> unknown(status, json);
        };
    }

    private static Said result(int status, @Nullable JsonNode json) {
        return switch (text(json, "status")) {
            case "approved" -> approved(Objects.requireNonNull(json));
            case "declined" -> new Declined(text(json, "declineCode"));
            case "refused" -> new Declined(text(json, "code"));
            default -> unknown(status, json);
        };
    }

    /** The bank does not take the call in this form, and never will: for the rules that is a decline. */
    private static Said refusedForm(int status, @Nullable JsonNode json) {
        var code = text(json, "code");
        return code.isEmpty() ? unknown(status, json) : new Declined(code);
    }

    private static Said approved(JsonNode json) {
        var card = new Card(
                text(json, "authCode"),
                instant(json, "authorizationExpiresAt"),
                text(json, "brand"),
                text(json, "last4"));
        return new Approved(json.path("amountMinor").asLong(0), text(json, "pspReference"), card);
    }

    private static Said unknown(int status, @Nullable JsonNode json) {
        var code = text(json, "code");
        return new OutcomeUnknown("the bank answered HTTP " + status + (code.isEmpty() ? "" : " " + code));
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String text(@Nullable JsonNode json, String field) {
        return json == null ? "" : json.path(field).asString("");
    }

    private static @Nullable Instant instant(JsonNode json, String field) {
        try {
            var text = text(json, field);
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
