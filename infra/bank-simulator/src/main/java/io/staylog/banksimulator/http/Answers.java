package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.Dispute;
import io.staylog.banksimulator.bank.Executed;
import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.Lookup;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Outage;
import io.staylog.banksimulator.bank.Payment;
import io.staylog.banksimulator.bank.Refusal;
import io.staylog.banksimulator.bank.Reply;
import io.staylog.banksimulator.bank.Token;
import io.staylog.banksimulator.bank.Totals;
import io.staylog.banksimulator.bank.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns what the bank says into HTTP. The names here are the protocol. */
final class Answers {
    private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

    private static final Pattern LOW_LINE = Pattern.compile("_([a-z])");

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    Answer of(Reply reply, String here) {
        return switch (reply) {
            case Reply.Result(var executed, var payment) ->
                new Answer.Json(status(executed.verdict()), result(executed, payment, here));
            case Reply.NotExecuted(var refusal) -> refused(refusal);
            case Reply.Unavailable _ -> unavailable("The bank is down; nothing was executed.");
            case Reply.Silence _ -> new Answer.Silence();
            case Reply.Reset _ -> new Answer.Reset();
        };
    }

    Answer of(Lookup lookup, String here) {
        return switch (lookup) {
            case Lookup.Found(var executed, var payment, int executions) ->
                new Answer.Json(
                        isOpen(executed.verdict()) ? 202 : 200,
                        result(executed, payment, here).put("executions", executions));
            case Lookup.NotFound _ -> error(404, "not_found", null, "No operation with this reference was executed.");
            case Lookup.InProgress _ -> refused(Refusal.OPERATION_IN_PROGRESS);
            case Lookup.Unknowable _ -> unavailable("The bank cannot say what became of this operation.");
        };
    }

    Answer of(Payment payment, Instant now) {
        var body = json.createObjectNode()
                .put("pspReference", payment.pspReference())
                .put("merchantReference", payment.merchantReference())
                .put("merchant", payment.merchant())
                .put("state", payment.state(now))
                .put("currency", payment.currency())
                .put("authorizedMinor", payment.authorizedMinor())
                .put("capturedMinor", payment.capturedMinor())
                .put("refundedMinor", payment.refundedMinor())
                .put("refundPendingMinor", payment.sums().refundPending())
                .put("disputedMinor", payment.sums().disputed());
        return new Answer.Json(200, card(body, payment));
    }

    Answer of(Totals.Grouping grouping, List<Totals.Row> rows) {
        var body = json.createObjectNode().put("by", grouping.code());
        var totals = body.putArray("totals");
        for (var row : rows) {
            var node = totals.addObject()
                    .put(grouping.code(), row.group())
                    .put("currency", row.currency())
                    .put("calls", row.calls())
                    .put("repeatedKeys", row.repeatedKeys())
                    .put("repeatedCalls", row.repeatedCalls())
                    .put("unanswered", row.unanswered())
                    .put("declined", row.declined())
                    .put("disturbed", row.disturbed());
            row.moved().forEach((effect, sum) -> put(node, camelCase(effect.code()), sum));
        }
        return new Answer.Json(200, body);
    }

    Answer of(FaultScript faults, Map<String, Long> disturbed) {
        var body = json.createObjectNode()
                .put("seed", faults.seed())
                .put("rate", faults.rate())
                .put("delayMs", faults.delayMax().toMillis());
        var kinds = body.putArray("kinds");
        faults.kinds().forEach(it -> kinds.add(it.code()));
        var counts = body.putObject("disturbed");
        disturbed.forEach(counts::put);
        return new Answer.Json(200, body);
    }

    Answer of(Optional<Outage> outage) {
        var body = json.createObjectNode().put("away", outage.isPresent());
        outage.ifPresent(
                it -> body.put("kind", it.kind().code()).put("until", it.until().toString()));
        return new Answer.Json(200, body);
    }

    Answer forgotten(String key) {
        return new Answer.Json(200, json.createObjectNode().put("forgotten", key.isEmpty() ? "all" : key));
    }

    Answer acted(String pspReference, String result) {
        return new Answer.Json(
                200, json.createObjectNode().put("pspReference", pspReference).put("result", result));
    }

    Answer of(int status, Dispute dispute) {
        return new Answer.Json(
                status,
                json.createObjectNode()
                        .put("disputeId", dispute.disputeId())
                        .put("state", dispute.state().code())
                        .put("stage", Dispute.STAGE)
                        .put("reasonCode", Dispute.REASON)
                        .put("pspReference", dispute.subject().pspReference())
                        .put("merchantReference", dispute.subject().merchantReference())
                        .put("merchant", dispute.subject().merchant())
                        .put("amountMinor", dispute.amountMinor())
                        .put("currency", dispute.subject().currency())
                        .put("openedAt", dispute.openedAt().toString())
                        .put("evidenceDueAt", dispute.evidenceDueAt().toString()));
    }

    Answer health(long entries) {
        return new Answer.Json(200, json.createObjectNode().put("status", "up").put("ledgerEntries", entries));
    }

    Answer of(BadCallException bad) {
        return error(bad.status(), bad.code(), bad.field(), String.valueOf(bad.getMessage()));
    }

    Answer error(int status, String code, @Nullable String field, String message) {
        return new Answer.Json(status, errorBody(code, field, message));
    }

    Answer methodNotAllowed(String allowed) {
        var body = errorBody("method_not_allowed", null, "Here only " + allowed + " is understood.");
        return new Answer.Json(405, body, Map.of("Allow", allowed));
    }

    private Answer refused(Refusal refusal) {
        int status = switch (refusal) {
            case PAYMENT_NOT_FOUND -> 404;
            case IDEMPOTENCY_KEY_REUSED -> 422;
            case ALREADY_CAPTURED,
                    ALREADY_VOIDED,
                    AMOUNT_BELOW_CAPTURED,
                    AMOUNT_EXCEEDS_AUTHORIZED,
                    AMOUNT_EXCEEDS_REFUNDABLE,
                    AUTHORIZATION_EXPIRED,
                    OPERATION_IN_PROGRESS -> 409;
        };
        var headers = refusal == Refusal.OPERATION_IN_PROGRESS ? RETRY_SOON : Map.<String, String>of();
        return new Answer.Json(status, errorBody(refusal.code(), null, refusal.message()), headers);
    }

    Answer unavailable(String message) {
        return new Answer.Json(503, errorBody("unavailable", null, message), RETRY_SOON);
    }

    private ObjectNode errorBody(String code, @Nullable String field, String message) {
        var body = json.createObjectNode().put("code", code).put("message", message);
        return field == null ? body : body.put("field", field);
    }

    private static int status(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Approved _ -> 200;
            case Verdict.ActionRequired _, Verdict.Pending _ -> 202;
            case Verdict.Declined _ -> 402;
            case Verdict.Refused _ -> 409;
        };
    }

    private static boolean isOpen(Verdict verdict) {
        return verdict instanceof Verdict.ActionRequired || verdict instanceof Verdict.Pending;
    }

    private ObjectNode result(Executed executed, @Nullable Payment payment, String here) {
        var body = json.createObjectNode();
        switch (executed.verdict()) {
            case Verdict.Approved _ -> body.put("status", "approved");
            case Verdict.Declined(var code) -> body.put("status", "declined").put("declineCode", code);
            case Verdict.Refused(var refusal) ->
                body.put("status", "refused").put("code", refusal.code()).put("message", refusal.message());
            case Verdict.ActionRequired(var expiresAt) ->
                body.put("status", "action_required")
                        .put("actionUrl", here + "/v1/actions/" + executed.pspReference())
                        .put("actionExpiresAt", expiresAt.toString());
            case Verdict.Pending _ -> body.put("status", "pending");
        }
        body.put("operation", executed.operation().code()).put("merchantReference", executed.merchantReference());
        if (executed.pspReference() != null) {
            body.put("pspReference", executed.pspReference());
        }
        body.put("amountMinor", executed.amountMinor()).put("currency", executed.currency());
        boolean authorized =
                executed.operation() == Operation.AUTHORIZE && executed.verdict() instanceof Verdict.Approved;
        return authorized && payment != null ? card(body.put("captured", executed.capture()), payment) : body;
    }

    private static ObjectNode card(ObjectNode body, Payment payment) {
        return body.put("authCode", payment.authCode())
                .put("brand", Token.brand(payment.token()))
                .put("last4", Token.last4(payment.token()))
                .put("authorizationExpiresAt", payment.expiresAt().toString());
    }

    private static String camelCase(String code) {
        return LOW_LINE.matcher(code).replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
    }

    private static void put(ObjectNode node, String name, Totals.Sum sum) {
        node.putObject(name).put("count", sum.count()).put("minor", sum.minor());
    }
}
