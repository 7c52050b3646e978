package io.staylog.payment.bank.stripe;

import static io.staylog.payment.bank.stripe.StripeDouble.error;

import io.staylog.payment.bank.stripe.StripeDouble.Answer;
import java.util.Map;
import java.util.regex.Pattern;

/** Which address of the double does what, and with which parameters. */
final class StripeDoubleRoutes {
    private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(pi_\\w+|[^/]+)(?:/(\\w+))?");
    private static final Pattern CREATE = Pattern.compile("amount|currency|capture_method|payment_method_types\\[\\d*]"
            + "|metadata\\[\\w+]|payment_method_options\\[card]\\[request_(extended_authorization"
            + "|incremental_authorization|multicapture)]|expand\\[\\d*]");
    private static final Map<String, Pattern> ACTIONS = Map.of(
            "confirm", Pattern.compile("payment_method|off_session|return_url|expand\\[\\d*]"),
            "capture", Pattern.compile("amount_to_capture|final_capture|metadata\\[\\w+]|expand\\[\\d*]"),
            "cancel", Pattern.compile("cancellation_reason|expand\\[\\d*]"),
            "increment_authorization", Pattern.compile("amount|metadata\\[\\w+]|expand\\[\\d*]"));
    private static final Pattern UPDATE = Pattern.compile("customer|metadata\\[\\w+]");
    private static final Pattern REFUND = Pattern.compile("payment_intent|amount|metadata\\[\\w+]");

    private StripeDoubleRoutes() {}

    static Answer post(StripeDoubleBooks books, String path, Map<String, String> form) {
        if (path.equals("/v1/payment_intents")) {
            return checked(CREATE, form) instanceof Answer no ? no : books.create(form);
        }
        if (path.equals("/v1/refunds")) {
            return checked(REFUND, form) instanceof Answer no ? no : books.refund(form);
        }
        var intent = INTENT.matcher(path);
        if (!intent.matches()) {
            return new Answer(404, error("invalid_request_error", null, "Unrecognized request URL"));
        }
        var action = intent.group(2);
        var allowed = action == null ? UPDATE : ACTIONS.get(action);
        if (allowed == null) {
            return new Answer(404, error("invalid_request_error", null, "Unrecognized request URL"));
        }
        return checked(allowed, form) instanceof Answer no
                ? no
                : books.act(intent.group(1), action == null ? "update" : action, form);
    }

    private static Answer checked(Pattern allowed, Map<String, String> form) {
        for (var name : form.keySet()) {
            if (!allowed.matcher(name).matches()) {
                return new Answer(
                        400,
                        error("invalid_request_error", "parameter_unknown", "Received unknown parameter", name)
                                .toString());
            }
        }
        return null;
    }

    static Answer get(StripeDoubleBooks books, String path, Map<String, String> query) {
        if (path.equals("/v1/payment_intents/search")) {
            return books.search(query.get("query"));
        }
        if (path.equals("/v1/refunds")) {
            return books.refundsOf(query.get("payment_intent"));
        }
        var intent = INTENT.matcher(path);
        return intent.matches() && intent.group(2) == null
                ? books.intent(intent.group(1), query)
                : new Answer(404, error("invalid_request_error", null, "Unrecognized request URL"));
    }
}
