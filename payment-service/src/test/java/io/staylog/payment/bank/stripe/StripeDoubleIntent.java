package io.staylog.payment.bank.stripe;

import static io.staylog.payment.bank.stripe.StripeDouble.JSON;
import static io.staylog.payment.bank.stripe.StripeDouble.error;

import io.staylog.payment.bank.stripe.StripeDouble.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One PaymentIntent of the double, with the card that it is paid by. */
final class StripeDoubleIntent {
    /** Reasons that Stripe gives itself, without a decline code of the issuer. */
    private static final Set<String> OF_STRIPE =
            Set.of("expired_card", "incorrect_cvc", "incorrect_number", "processing_error", "authentication_required");

    private static final long SETTLED_AFTER_NANOS = Duration.ofMillis(300).toNanos();

    private final ObjectNode json;
    private String card = "";
    private boolean wasAuthorized;
    private long refunded;
    private long refundedAt;

    StripeDoubleIntent(ObjectNode json) {
        this.json = json;
    }

    ObjectNode json() {
        return json;
    }

    /** As it is shown: the charge only by its number, unless it is asked for. */
    ObjectNode shown(Map<String, String> asked) {
        var shown = json.deepCopy();
        if (!asked.containsValue("latest_charge") && shown.path("latest_charge").isObject()) {
            shown.put("latest_charge", shown.path("latest_charge").path("id").asString());
        }
        return shown;
    }

    String id() {
        return json.path("id").asString();
    }

    String status() {
        return json.path("status").asString();
    }

    void status(String status) {
        json.put("status", status);
    }

    long number(String field) {
        return json.path(field).asLong();
    }

    boolean wasAuthorized() {
        return wasAuthorized;
    }

    void card(String behaviour) {
        card = behaviour;
    }

    boolean does(String behaviour) {
        return card.startsWith(behaviour);
    }

    String rest(String behaviour) {
        return card.substring(behaviour.length());
    }

    void authorize(long expiresAt) {
        wasAuthorized = true;
        boolean isManual = json.path("capture_method").asString().equals("manual");
        status(isManual ? "requires_capture" : "succeeded");
        json.put(isManual ? "amount_capturable" : "amount_received", number("amount"));
        var charge = json.putObject("latest_charge");
        charge.put("id", "ch_" + id().substring(3)).put("object", "charge").put("payment_intent", id());
        var details =
                charge.putObject("payment_method_details").put("type", "card").putObject("card");
        details.put("brand", card.contains("mastercard") ? "mastercard" : "visa");
        details.put("last4", card.contains("mastercard") ? "4444" : "4242").put("authorization_code", "123456");
        if (isManual) {
            details.put("capture_before", expiresAt);
        }
    }

    Answer declined(String reason) {
        var error = OF_STRIPE.contains(reason) ? failed(reason, null) : failed("card_declined", reason);
        var root = JSON.createObjectNode();
        root.set("error", error.deepCopy());
        ((ObjectNode) root.path("error")).set("payment_intent", json.deepCopy());
        return new Answer(402, root.toString());
    }

    ObjectNode failed(String code, String declineCode) {
        status("requires_payment_method");
        var error = (ObjectNode)
                error("card_error", code, "Your card was declined.", null).path("error");
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        json.set("last_payment_error", error);
        return error;
    }

    void capture(long amount, boolean isFinal) {
        json.put("amount_received", number("amount_received") + amount);
        long left = isFinal ? 0 : number("amount_capturable") - amount;
        json.put("amount_capturable", left);
        if (left == 0) {
            status("succeeded");
        }
    }

    void cancel(String reason) {
        status("canceled");
        json.put("cancellation_reason", reason).put("amount_capturable", 0);
        json.remove("next_action");
    }

    void expireIfDue() {
        if (does("expires") && status().equals("requires_capture")) {
            cancel("automatic");
        }
    }

    long refunded() {
        return refunded;
    }

    /** The state of a new refund. */
    String refund(long amount) {
        if (does("refund_fails") && !does("refund_fails_later")) {
            return "failed";
        }
        refunded += amount;
        refundedAt = System.nanoTime();
        return does("refund_pending") || does("refund_fails_later") ? "pending" : "succeeded";
    }

    /** What was pending is decided after a while. */
    void settle(ObjectNode refund) {
        if (!refund.path("status").asString().equals("pending")
                || System.nanoTime() - refundedAt < SETTLED_AFTER_NANOS) {
            return;
        }
        if (does("refund_fails_later")) {
            refunded -= refund.path("amount").asLong();
            refund.put("status", "failed").put("failure_reason", "lost_or_stolen_card");
        } else {
            refund.put("status", "succeeded");
        }
    }
}
