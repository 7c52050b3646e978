package io.staylog.payment.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.BankWords;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Operation;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bank's paths, bodies and status codes mean. An answer that is not in the protocol means: nobody knows. */
final class SimulatorProtocol {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    // It becomes a part of a path.
    private static final Pattern PSP_REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private SimulatorProtocol() {}

    static String path(BankOrder order) {
        var operation = Objects.requireNonNull(order.operation(), "a look-up is not executed");
        return switch (operation) {
            case AUTHORIZE -> "/v1/payments";
            case CAPTURE -> "/v1/payments/" + order.pspReference() + "/captures";
            case VOID -> "/v1/payments/" + order.pspReference() + "/voids";
            case REFUND -> "/v1/payments/" + order.pspReference() + "/refunds";
            case ADJUST -> "/v1/payments/" + order.pspReference() + "/adjustments";
        };
    }

    /** Asks for this hotel's operation; another one's of the same reference is none of its business. */
    static String question(BankOrder order) {
        var about = order.about();
        return "/v1/operations?merchant=" + URLEncoder.encode(order.hotelId(), UTF_8) + "&merchantReference="
                + URLEncoder.encode(order.merchantReference(), UTF_8)
                + (about == null ? "" : "&operation=" + about.code());
    }

    static byte[] body(BankOrder order) {
        var body = JSON.createObjectNode();
        body.put("merchantReference", order.merchantReference());
        body.put("merchant", order.hotelId());
        if (order.operation() != Operation.VOID) {
            body.put("amountMinor", order.amountMinor());
        }
        if (order.operation() == Operation.CAPTURE) {
            body.put("final", order.isFinal());
        }
        if (order.operation() == Operation.AUTHORIZE) {
            body.put("currency", order.currency());
            body.put("token", order.token());
            body.put("capture", order.captureMode() == CaptureMode.AUTOMATIC);
            body.put("initiator", order.initiator().name().toLowerCase(Locale.ROOT));
        }
        return JSON.writeValueAsBytes(body);
    }

    static Said executed(BankOrder order, int status, byte[] body) {
        var json = json(body);
        return switch (status) {
            case 200, 202, 402 -> result(order, status, json);
            case 409 -> text(json, "status").equals("refused") ? result(order, status, json) : unknown(status, json);
            case 400 -> notTaken(status, json);
            case 404 -> text(json, "code").equals("payment_not_found") ? notTaken(status, json) : unknown(status, json);
            case 503 ->
                text(json, "code").equals("unavailable") ? new NotExecuted("the bank is down") : unknown(status, json);
            default -> unknown(status, json);
        };
    }

    static Said lookedUp(BankOrder order, int status, byte[] body) {
        var json = json(body);
        return switch (status) {
            case 200, 202 -> result(order, status, json);
            // Any wrong address answers 404 too; only the bank's own words mean that it knows nothing of the operation.
            case 404 -> text(json, "code").equals("not_found") ? new NotFound() : unknown(status, json);
            default -> unknown(status, json);
        };
    }

    private static Said result(BankOrder order, int status, @Nullable JsonNode json) {
        var other = json == null ? null : otherField(order, json);
        return switch (text(json, "status")) {
            case String _
            when other != null ->
                new OutcomeUnknown("the bank answered HTTP " + status + " about something else: not our " + other);
            case "approved" -> approved(Objects.requireNonNull(json));
            case "action_required" -> actionRequired(json);
            case "pending" -> pending(json);
            case "declined" -> new Declined(text(json, "declineCode"));
            case "refused" -> new Declined(text(json, "code"));
            default -> unknown(status, json);
        };
    }

    /** Which field says that the answer is not about our order; null where none does. */
    private static @Nullable String otherField(BankOrder order, JsonNode json) {
        var operation = order.isLookup() ? order.about() : order.operation();
        if (operation != null && isOther(json, "operation", operation.code())) {
            return "operation";
        }
        if (isOther(json, "merchantReference", order.merchantReference())) {
            return "merchantReference";
        }
        if (isOther(json, "merchant", order.hotelId())) {
            return "merchant";
        }
        return isOther(json, "currency", order.currency()) ? "currency" : null;
    }

    private static boolean isOther(JsonNode json, String field, String ours) {
        return json.has(field) && !text(json, field).equals(ours);
    }

    /** The bank has kept nothing of the call, so its key is not settled. */
    private static Said notTaken(int status, @Nullable JsonNode json) {
        var code = text(json, "code");
        if (code.isEmpty()) {
            return unknown(status, json);
        }
        var field = text(json, "field");
        return new NotTaken(
                code,
                "the bank did not take the call: HTTP " + status + " " + BankWords.code(code)
                        + (field.isEmpty() ? "" : ", field " + BankWords.code(field.toLowerCase(Locale.ROOT))));
    }

    /** Money is believed to have moved only where the bank says how much and under which number of its own. */
    private static Said approved(JsonNode json) {
        var amount = json.path("amountMinor");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() <= 0) {
            return new OutcomeUnknown("the bank approved without saying how much");
        }
        if (!hasNumber(json)) {
            return new OutcomeUnknown("the bank approved without a number of its own that can be used");
        }
        return new Approved(amount.longValue(), text(json, "pspReference"), card(json));
    }

    private static boolean hasNumber(@Nullable JsonNode json) {
        return PSP_REFERENCE.matcher(text(json, "pspReference")).matches();
    }

    static Card card(JsonNode json) {
        return new Card(
                text(json, "authCode"),
                instant(json, "authorizationExpiresAt"),
                text(json, "brand"),
                text(json, "last4"));
    }

    private static Said actionRequired(@Nullable JsonNode json) {
        var expiresAt = instant(json, "actionExpiresAt");
        if (expiresAt == null || !hasNumber(json)) {
            return new OutcomeUnknown("the guest must act, but the bank does not say until when or on what");
        }
        return new ActionRequired(text(json, "actionUrl"), expiresAt, text(json, "pspReference"));
    }

    private static Said pending(@Nullable JsonNode json) {
        return hasNumber(json)
                ? new Pending(text(json, "pspReference"))
                : new OutcomeUnknown("the bank will decide later, but does not say on what");
    }

    private static Said unknown(int status, @Nullable JsonNode json) {
        var code = text(json, "code");
        return new OutcomeUnknown(
                "the bank answered HTTP " + status + (code.isEmpty() ? "" : " " + BankWords.code(code)));
    }

    static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    static String text(@Nullable JsonNode json, String field) {
        return json == null ? "" : json.path(field).asString("");
    }

    static @Nullable Instant instant(@Nullable JsonNode json, String field) {
        try {
            var text = text(json, field);
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
