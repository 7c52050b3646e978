package io.staylog.payment.web;

import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.Preference;
import io.staylog.edge.web.Problem;
import io.staylog.edge.web.Problems;
import io.staylog.logview.Outcome;
import io.staylog.payment.view.PaymentReadModel.Result;
import io.staylog.payment.view.PaymentView;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Puts outcomes into the form of HTTP: which code of the decider is which status stands here and nowhere else. */
public final class PaymentAnswers {
    private static final String PREFERENCE_APPLIED = "Preference-Applied";
    private static final String RETRY_SECONDS = "1";
    private static final int NO_SENSE = 422; // It was understood and makes no sense here.
    // Not the decider's: what the bank made of a request that was taken on.
    static final String PAYMENT_DECLINED = "payment_declined";
    static final String OPERATION_FAILED = "operation_failed";

    /** Of the decider's codes; a test says that they are all. */
    static final Map<String, Integer> STATUS = statuses();

    private final Problems problems;
    private final AnswerFigures figures;

    /** Uses what others have made. */
    public PaymentAnswers(Problems problems, AnswerFigures figures) {
        this.problems = problems;
        this.figures = figures;
    }

    private static Map<String, Integer> statuses() {
        var statuses = new HashMap<String, Integer>();
        Stream.of("payment_not_found", "dispute_not_found").forEach(code -> statuses.put(code, 404));
        Stream.of(
                        "authorization_expired",
                        "dispute_open",
                        "attempt_not_unknown",
                        "nothing_to_acknowledge",
                        "settlement_known",
                        "already_captured",
                        "already_voided",
                        "operation_in_progress",
                        "payment_id_taken",
                        "illegal_transition")
                .forEach(code -> statuses.put(code, 409));
        Stream.of(
                        "amount_invalid",
                        "amount_exceeds_authorized",
                        "amount_exceeds_refundable",
                        "token_invalid",
                        "actor_missing",
                        "reference_missing",
                        "settlement_invalid",
                        "sensitive_card_data")
                .forEach(code -> statuses.put(code, NO_SENSE));
        return Map.copyOf(statuses);
    }

    /** The status of a refusal of the decider's; a code that only newer programs know means that it made no sense there. */
    static int status(String code) {
        return switch (code) {
            case PAYMENT_DECLINED -> 402;
            case OPERATION_FAILED -> 409;
            default -> STATUS.getOrDefault(code, NO_SENSE);
        };
    }

    /** Nothing is decided yet, the bank is at it, or the caller does not want to wait for it. */
    ResponseEntity<Object> accepted(Asked asked, @Nullable Outcome outcome, @Nullable PaymentView payment) {
        figures.answered(asked.type(), "accepted");
        var status = outcome == null || payment == null ? Accepted.Status.REQUESTED : standing(payment);
        var position = outcome == null ? null : outcome.position().toString();
        var answer = ResponseEntity.accepted()
                .location(Paths.ofRequest(asked.hotelId(), asked.requestId()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        if (position != null) {
            answer.header(Headers.POSITION, position);
        }
        return answer.body(new Accepted(asked.requestId(), asked.hotelId(), asked.paymentId(), status, position));
    }

    private static Accepted.Status standing(PaymentView payment) {
        var attempt = payment.underWay();
        return attempt != null && attempt.unknownSince() != null
                ? Accepted.Status.OUTCOME_UNKNOWN
                : Accepted.Status.UNDER_WAY;
    }

    /** It was decided, and what it led to at the bank has ended. */
    ResponseEntity<Object> decided(Asked asked, Outcome outcome, PaymentView payment, @Nullable Result result) {
        if (result != null && !result.worked()) {
            return refused(asked, outcome, failure(asked, result));
        }
        figures.answered(asked.type(), "applied");
        return ResponseEntity.ok().header(Headers.POSITION, payment.position()).body(payment);
    }

    private static Outcome.Refusal failure(Asked asked, Result result) {
        boolean isFailure =
                result.code().equals("not_executed") || result.code().equals("refund_failed");
        var details = Map.of("operation", result.operation(), "declineCode", result.code());
        return isFailure
                ? new Outcome.Refusal(
                        asked.type(),
                        OPERATION_FAILED,
                        "it was taken on, but had no effect at the bank; see the payment",
                        false,
                        details)
                : new Outcome.Refusal(
                        asked.type(), PAYMENT_DECLINED, "it was taken on, but the bank declined it", false, details);
    }

    /** The decider has said no, or the bank. */
    ResponseEntity<Object> refused(Asked asked, Outcome outcome, Outcome.Refusal refusal) {
        figures.answered(asked.type(), refusal.code().toLowerCase(Locale.ROOT));
        var problem = problem(asked.requestId(), refusal);
        return problems.answer(problem)
                .header(Headers.POSITION, outcome.position().toString())
                .body(problem);
    }

    /** A "no" in the form of HTTP. */
    Problem problem(UUID requestId, Outcome.Refusal refusal) {
        return problems.of(
                status(refusal.code()),
                refusal.code(),
                refusal.details().get("field"),
                refusal.message(),
                refusal.details(),
                requestId,
                refusal.retriable());
    }

    /** Another request was answered under the same idempotency key, or is under way. */
    ResponseEntity<Object> keyReused(Asked asked) {
        var kind = Kind.IDEMPOTENCY_CONFLICT;
        figures.answered(asked.type(), kind.code());
        var problem = problems.of(
                kind.status(),
                kind.code(),
                Headers.KEY,
                "this key was used for another request; use a new key for a new request",
                Map.of(),
                asked.requestId(),
                kind.retriable());
        return problems.answer(problem).body(problem);
    }

    /** The same answer, saying that the preference to wait was followed where there was one. */
    ResponseEntity<Object> with(ResponseEntity<Object> answer, Preference preference) {
        return preference.waits()
                ? ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(PREFERENCE_APPLIED, preference.applied())
                        .body(answer.getBody())
                : answer;
    }
}
