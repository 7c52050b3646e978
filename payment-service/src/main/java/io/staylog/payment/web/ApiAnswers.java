package io.staylog.payment.web;

import io.staylog.edge.web.Kind;
import io.staylog.payment.bank.NotNoticed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which "no" an operation of the API can answer with: codes by their status. */
final class ApiAnswers {
    static final String NOTIFY = "notify";
    private static final int REFUSED_FROM = 400;
    // What the door, the address and this program itself can come to, whatever is asked.
    private static final List<Kind> ALWAYS = List.of(
            Kind.INVALID_ID,
            Kind.INVALID_PARAMETER,
            Kind.UNKNOWN_PARAMETER,
            Kind.BAD_REQUEST,
            Kind.FORBIDDEN_ORIGIN,
            Kind.NOT_ACCEPTABLE,
            Kind.MEDIA_TYPE_NOT_SUPPORTED,
            Kind.MISDIRECTED_HOST,
            Kind.SENSITIVE_CARD_DATA,
            Kind.INTERNAL_ERROR,
            Kind.NOT_READY);
    private static final List<Kind> CHANGE = List.of(
            Kind.UNAUTHORIZED,
            Kind.MALFORMED_BODY,
            Kind.UNKNOWN_FIELD,
            Kind.INVALID_VALUE,
            Kind.BODY_TOO_LARGE,
            Kind.BODY_TOO_SLOW,
            Kind.IDEMPOTENCY_KEY_MISSING,
            Kind.IDEMPOTENCY_KEY_INVALID,
            Kind.IDEMPOTENCY_CONFLICT,
            Kind.OUTCOME_UNKNOWN);
    private static final String PAYMENT = "payment_not_found";
    private static final String STATE = "illegal_transition";
    private static final String BUSY = "operation_in_progress";
    private static final String[] BANK = {PaymentAnswers.PAYMENT_DECLINED, PaymentAnswers.OPERATION_FAILED};

    private ApiAnswers() {}

    /** All of an operation's, by its id, which is the name of its method. */
    static SortedMap<Integer, SortedSet<String>> of(String operation) {
        var answers = new TreeMap<Integer, SortedSet<String>>();
        var kinds = new ArrayList<>(ALWAYS);
        kinds.addAll(kinds(operation));
        kinds.forEach(kind -> add(answers, kind.status(), kind.code()));
        decided(operation).forEach(code -> add(answers, PaymentAnswers.status(code), code));
        if (operation.equals(NOTIFY)) {
            Arrays.stream(NotNoticed.Code.values())
                    .filter(code -> code.status() >= REFUSED_FROM)
                    .forEach(code -> add(answers, code.status(), code.text()));
        }
        return answers;
    }

    private static void add(SortedMap<Integer, SortedSet<String>> answers, int status, String code) {
        answers.computeIfAbsent(status, number -> new TreeSet<>()).add(code);
    }

    /** What the edge refuses besides. */
    private static List<Kind> kinds(String operation) {
        return switch (operation) {
            case "listPayments", "listAttention", "listAllAttention" ->
                List.of(Kind.UNAUTHORIZED, Kind.TOO_MANY_WAITERS);
            case "showPayment", "findPayment" ->
                List.of(Kind.UNAUTHORIZED, Kind.TOO_MANY_WAITERS, Kind.PAYMENT_NOT_FOUND);
            case "showTimeline" ->
                List.of(Kind.UNAUTHORIZED, Kind.TOO_MANY_WAITERS, Kind.PAYMENT_NOT_FOUND, Kind.LOG_UNAVAILABLE);
            case "showRequest" -> List.of(Kind.UNAUTHORIZED, Kind.TOO_MANY_WAITERS, Kind.REQUEST_NOT_FOUND);
            case NOTIFY ->
                List.of(Kind.GATEWAY_NOT_FOUND, Kind.BODY_TOO_LARGE, Kind.BODY_TOO_SLOW, Kind.LOG_UNAVAILABLE);
            default -> CHANGE;
        };
    }

    /** What the hotel's books decide, and the bank. */
    private static List<String> decided(String operation) {
        return switch (operation) {
            case "submitMethod" -> with(BANK, PAYMENT, "token_invalid", BUSY, STATE);
            case "capture" ->
                with(
                        BANK,
                        PAYMENT,
                        "actor_missing",
                        "amount_invalid",
                        "amount_exceeds_authorized",
                        "authorization_expired",
                        "already_captured",
                        "already_voided",
                        BUSY,
                        STATE);
            case "voidPayment" -> with(BANK, PAYMENT, "actor_missing", "dispute_open", BUSY, STATE);
            case "refund" ->
                with(
                        BANK,
                        PAYMENT,
                        "actor_missing",
                        "amount_invalid",
                        "amount_exceeds_refundable",
                        "dispute_open",
                        BUSY,
                        STATE);
            case "resolve" -> List.of(PAYMENT, "actor_missing", "attempt_not_unknown", "reference_missing", STATE);
            case "challengeDispute", "acceptDispute" -> List.of(PAYMENT, "actor_missing", "dispute_not_found", STATE);
            case "reportManualRefund" ->
                List.of(PAYMENT, "actor_missing", "amount_invalid", "amount_exceeds_refundable", "dispute_open", STATE);
            case "acknowledge" -> List.of(PAYMENT, "actor_missing", "nothing_to_acknowledge", STATE);
            default -> List.of();
        };
    }

    private static List<String> with(String[] codes, String... more) {
        var all = new ArrayList<>(Arrays.asList(codes));
        all.addAll(Arrays.asList(more));
        return all;
    }
}
