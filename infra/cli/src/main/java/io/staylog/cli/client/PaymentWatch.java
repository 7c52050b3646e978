package io.staylog.cli.client;

import io.staylog.cli.client.OutcomeWatch.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises, in the events of a hotel's payments, what has become of one request: what was decided, and where the bank has to
 * do it, what the bank made of it. It does no I/O.
 */
public final class PaymentWatch implements OutcomeWatching {
    private static final String ACTED = "PaymentOperatorActed";
    private static final Set<String> CARD =
            Set.of("PaymentAuthorized", "PaymentCaptured", "PaymentActionRequired", "AuthorizationReplaced");
    private static final Set<String> GIVEN_BACK = Set.of("PaymentRefunded", "PaymentRefundPending");
    private static final Set<String> UNDONE =
            Set.of("PaymentVoided", "PaymentCancelled", "PaymentRefunded", "PaymentRefundPending");
    // What ends each request well. Those that are not here are done when they are decided.
    private static final Map<String, Set<String>> ENDS = Map.of(
            "PaymentMethodSubmitted",
            CARD,
            "PaymentCaptureRequested",
            Set.of("PaymentCaptured"),
            "PaymentCancellationRequested",
            UNDONE,
            "PaymentRefundRequested",
            GIVEN_BACK,
            "PaymentResolutionRequested",
            Set.of("PaymentOutcomeResolved"),
            "ManualRefundReported",
            Set.of("ManualRefundRecorded"));

    private final String requestType;
    private final String requestId;
    private @Nullable LogRecord acted;
    private boolean unknown;

    /** Watches for what becomes of that request. */
    public PaymentWatch(String requestType, String requestId) {
        this.requestType = requestType;
        this.requestId = requestId;
    }

    /** How far it has come, as the beginning of a sentence that ends with how long was waited. */
    public String progress() {
        if (acted == null) {
            return "no decision within";
        }
        return unknown
                ? "it was decided, but nobody knows yet what became of it at the bank, after"
                : "it was decided, and the bank has not done it yet after";
    }

    @Override
    public Optional<Outcome> see(LogRecord event) {
        if (requestId.equals(event.field("requestId"))) {
            var answer = answer(event);
            if (answer.isPresent()) {
                return answer;
            }
        }
        var before = acted;
        return before != null && text(before, "paymentId").equals(event.field("paymentId"))
                ? followed(event)
                : Optional.empty();
    }

    private Optional<Outcome> answer(LogRecord event) {
        return switch (event.type()) {
            case "PaymentRequestRejected" ->
                Optional.of(new Outcome.Refused(text(event, "code"), text(event, "message"), event));
            case "SettlementReconciled" -> Optional.of(new Outcome.Accepted(event));
            case ACTED -> {
                acted = event;
                yield ENDS.containsKey(requestType) ? Optional.empty() : Optional.of(new Outcome.Accepted(event));
            }
            default -> Optional.empty();
        };
    }

    private Optional<Outcome> followed(LogRecord event) {
        if (ENDS.getOrDefault(requestType, Set.of()).contains(event.type()) && isOurs(event)) {
            return Optional.of(new Outcome.Accepted(event));
        }
        return switch (event.type()) {
            case "PaymentDeclined" ->
                Optional.of(new Outcome.Refused(text(event, "declineCode"), "the bank declined it", event));
            case "PaymentRefundFailed" ->
                isOurs(event)
                        ? Optional.of(new Outcome.Refused("refund_failed", text(event, "reason"), event))
                        : Optional.empty();
            case "PaymentNeedsAttention" ->
                Optional.of(new Outcome.Refused("needs_attention", text(event, "reason"), event));
            case "PaymentOutcomeUnknown" -> {
                unknown = true;
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** A refund has the number of the request that asked for it; only a cancellation makes refunds of its own. */
    private boolean isOurs(LogRecord event) {
        var refund = event.field("refundId");
        return refund == null || refund.equals(requestId) || !requestType.equals("PaymentRefundRequested");
    }

    private static String text(LogRecord event, String field) {
        var text = event.field(field);
        return text == null ? "" : text;
    }
}
