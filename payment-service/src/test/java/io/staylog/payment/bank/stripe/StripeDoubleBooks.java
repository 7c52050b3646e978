package io.staylog.payment.bank.stripe;

import static io.staylog.payment.bank.stripe.StripeDouble.JSON;
import static io.staylog.payment.bank.stripe.StripeDouble.error;

import io.staylog.payment.bank.BankUnderTest.Books;
import io.staylog.payment.bank.stripe.StripeDouble.Answer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The double's payments and refunds, as Stripe shows them. What a card does is said by its token. */
final class StripeDoubleBooks {
    private static final Pattern METADATA = Pattern.compile("metadata\\[(\\w+)]");
    private static final Pattern QUERY = Pattern.compile("metadata\\['(\\w+)']:'([^']*)'");
    private static final long WEEK_SECONDS = 7 * 24 * 3600;

    private final Map<String, StripeDoubleIntent> intents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> refunds = new LinkedHashMap<>();

    private static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }

    synchronized Answer create(Map<String, String> form) {
        long amount = Long.parseLong(form.getOrDefault("amount", "0"));
        if (amount <= 0) {
            return refused("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        }
        var json = JSON.createObjectNode();
        json.put("id", id("pi_")).put("object", "payment_intent").put("amount", amount);
        json.put("amount_capturable", 0).put("amount_received", 0).put("currency", form.get("currency"));
        json.put("capture_method", form.get("capture_method"))
                .put("created", Instant.now().getEpochSecond());
        json.put("status", "requires_payment_method");
        json.putObject("metadata");
        addMetadata(json, form);
        var intent = new StripeDoubleIntent(json);
        intents.put(json.path("id").asString(), intent);
        return Answer.of(json);
    }

    private static void addMetadata(ObjectNode json, Map<String, String> form) {
        form.forEach((name, value) -> {
            var key = METADATA.matcher(name);
            if (key.matches()) {
                ((ObjectNode) json.path("metadata")).put(key.group(1), value);
            }
        });
    }

    private static Answer refused(String code, String message, String param) {
        return new Answer(
                400, error("invalid_request_error", code, message, param).toString());
    }

    private static Answer missing(String what, String param) {
        return new Answer(
                404,
                error("invalid_request_error", "resource_missing", "No such " + what, param)
                        .toString());
    }

    synchronized Answer intent(String id, Map<String, String> query) {
        var intent = intents.get(id);
        return intent == null ? missing("payment_intent", "intent") : Answer.of(intent.shown(query));
    }

    synchronized Answer search(String query) {
        var wanted = QUERY.matcher(query);
        if (!wanted.matches()) {
            return refused("query_invalid", "We were unable to parse your search query", "query");
        }
        var found = JSON.createObjectNode().put("object", "search_result").put("has_more", false);
        var data = found.put("url", "/v1/payment_intents/search").putArray("data");
        intents.values().stream()
                .map(intent -> intent.shown(Map.of()))
                .filter(json ->
                        json.path("metadata").path(wanted.group(1)).asString("").equals(wanted.group(2)))
                .forEach(data::add);
        return Answer.of(found);
    }

    synchronized Answer act(String id, String action, Map<String, String> form) {
        var intent = intents.get(id);
        if (intent == null) {
            return missing("payment_intent", "intent");
        }
        return switch (action) {
            case "update" -> {
                intent.json().put("customer", form.get("customer"));
                yield Answer.of(intent.shown(form));
            }
            case "confirm" -> confirm(intent, form);
            case "capture" -> capture(intent, form);
            case "increment_authorization" -> increment(intent, form);
            case "cancel" -> cancel(intent, form);
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static Answer unexpected(StripeDoubleIntent intent) {
        var root = error(
                "invalid_request_error",
                "payment_intent_unexpected_state",
                "This PaymentIntent has a status of " + intent.status(),
                null);
        ((ObjectNode) root.path("error")).set("payment_intent", intent.json());
        return new Answer(400, root.toString());
    }

    private Answer confirm(StripeDoubleIntent intent, Map<String, String> form) {
        var method = form.getOrDefault("payment_method", "");
        if (!intent.status().equals("requires_payment_method")) {
            return unexpected(intent);
        }
        if (method.contains("none")) {
            return missing("PaymentMethod", "payment_method");
        }
        if (!form.containsKey("return_url") && !form.containsKey("off_session")) {
            return refused("parameter_missing", "A return_url must be specified", "return_url");
        }
        intent.card(method.substring("pm_".length()));
        if (intent.does("decline_")) {
            return intent.declined(intent.rest("decline_"));
        }
        if (intent.does("3ds")) {
            if (form.containsKey("off_session")) {
                return intent.declined("authentication_required");
            }
            intent.status("requires_action");
            intent.json()
                    .putObject("next_action")
                    .put("type", "redirect_to_url")
                    .putObject("redirect_to_url")
                    .put("url", "https://hooks.stripe.test/3d_secure/" + intent.id())
                    .put("return_url", form.get("return_url"));
            return Answer.of(intent.shown(form));
        }
        intent.authorize(Instant.now().getEpochSecond() + WEEK_SECONDS);
        return Answer.of(intent.shown(form));
    }

    /** The guest has done something. */
    synchronized void act(String id, boolean isGood) {
        var intent = intents.get(id);
        if (!intent.status().equals("requires_action")) {
            throw new IllegalStateException("nobody waits for the guest");
        }
        intent.json().remove("next_action");
        if (isGood) {
            intent.authorize(Instant.now().getEpochSecond() + WEEK_SECONDS);
        } else {
            intent.failed("payment_intent_authentication_failure", null);
        }
    }

    private Answer capture(StripeDoubleIntent intent, Map<String, String> form) {
        intent.expireIfDue();
        if (!intent.status().equals("requires_capture")) {
            return unexpected(intent);
        }
        long amount = Long.parseLong(form.get("amount_to_capture"));
        if (amount > intent.number("amount_capturable")) {
            return refused("amount_too_large", "The amount is greater than the capturable amount", "amount_to_capture");
        }
        if (intent.does("capture_fails")) {
            return new Answer(402, error("card_error", "capture_failed", "The capture has failed"));
        }
        addMetadata(intent.json(), form);
        intent.capture(amount, !"false".equals(form.get("final_capture")));
        return Answer.of(intent.shown(form));
    }

    private Answer increment(StripeDoubleIntent intent, Map<String, String> form) {
        if (!intent.status().equals("requires_capture")) {
            return unexpected(intent);
        }
        long amount = Long.parseLong(form.get("amount"));
        if (amount <= intent.number("amount")) {
            return refused("amount_too_small", "The amount must be greater than the authorized amount", "amount");
        }
        if (intent.does("adjust_fails")) {
            return new Answer(402, error("card_error", "card_declined", "Your card was declined"));
        }
        addMetadata(intent.json(), form);
        intent.json().put("amount", amount).put("amount_capturable", amount);
        return Answer.of(intent.shown(form));
    }

    private static Answer cancel(StripeDoubleIntent intent, Map<String, String> form) {
        intent.expireIfDue();
        if (intent.status().equals("succeeded") || intent.status().equals("canceled")) {
            return unexpected(intent);
        }
        intent.cancel(form.get("cancellation_reason"));
        return Answer.of(intent.shown(form));
    }

    synchronized Answer refund(Map<String, String> form) {
        var intent = intents.get(form.get("payment_intent"));
        if (intent == null) {
            return missing("payment_intent", "payment_intent");
        }
        long amount = Long.parseLong(form.get("amount"));
        long left = intent.number("amount_received") - intent.refunded();
        if (left <= 0 && intent.refunded() > 0) {
            return refused("charge_already_refunded", "The charge has already been refunded", null);
        }
        if (amount > left) {
            return refused("amount_too_large", "Refund amount is greater than the unrefunded amount", "amount");
        }
        var json = JSON.createObjectNode();
        json.put("id", id("re_")).put("object", "refund").put("amount", amount);
        json.put("currency", intent.json().path("currency").asString()).put("payment_intent", intent.id());
        json.put("created", Instant.now().getEpochSecond());
        json.putObject("metadata");
        addMetadata(json, form);
        json.put("status", intent.refund(amount));
        refunds.put(json.path("id").asString(), json);
        return Answer.of(json);
    }

    synchronized Answer refundsOf(String intent) {
        var list = JSON.createObjectNode()
                .put("object", "list")
                .put("has_more", false)
                .put("url", "/v1/refunds");
        var data = list.putArray("data");
        refunds.values().stream()
                .filter(refund -> refund.path("payment_intent").asString().equals(intent))
                .forEach(refund -> {
                    intents.get(intent).settle(refund);
                    data.add(refund);
                });
        return Answer.of(list);
    }

    /** What has moved of a payment of ours, over all its intents. */
    synchronized Books books(UUID payment) {
        var ours = intents.values().stream()
                .filter(intent -> intent.json()
                        .path("metadata")
                        .path("stay_reference")
                        .asString("")
                        .startsWith(payment + ":"))
                .toList();
        var given = refunds.values().stream()
                .filter(refund -> ours.stream()
                        .anyMatch(intent ->
                                intent.id().equals(refund.path("payment_intent").asString())))
                .filter(refund -> refund.path("status").asString().equals("succeeded"))
                .toList();
        return new Books(
                ours.stream().filter(StripeDoubleIntent::wasAuthorized).count(),
                ours.stream()
                        .filter(StripeDoubleIntent::wasAuthorized)
                        .mapToLong(it -> it.number("amount"))
                        .sum(),
                ours.stream().mapToLong(it -> it.number("amount_received")).sum(),
                given.size(),
                given.stream()
                        .mapToLong(refund -> refund.path("amount").asLong())
                        .sum(),
                ours.stream()
                        .filter(it -> it.wasAuthorized() && it.status().equals("canceled"))
                        .count());
    }
}
