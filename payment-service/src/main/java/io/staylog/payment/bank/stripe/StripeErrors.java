package io.staylog.payment.bank.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import io.staylog.payment.bank.BankWords;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import org.jspecify.annotations.Nullable;

/** What Stripe's errors mean for money. What is not certainly without effect is unknown. */
final class StripeErrors {
    private StripeErrors() {}

    /** Of a call that may have moved money. */
    static Said said(Operation operation, StripeException e) {
        return switch (e) {
            case CardException card -> new Declined(StripeDeclines.code(card.getStripeError()));
            case InvalidRequestException invalid -> refused(operation, invalid);
            case StripeTransport.NotSentException _ -> new NotExecuted(message(e));
            case AuthenticationException _ -> new NotExecuted("the bank does not accept our key: " + answer(e));
            case RateLimitException _ -> new NotExecuted("the bank has too much to do: " + answer(e));
            default -> unknown(e);
        };
    }

    /** Of a call that could not have moved any, before the one that does. */
    static Said beforeMoney(StripeException e) {
        return switch (e) {
            case InvalidRequestException invalid -> notTaken(invalid);
            // Somebody else is using the key right now, or has used it otherwise: not this call, but that one may have
            // an effect.
            case com.stripe.exception.IdempotencyException _ -> unknown(e);
            case StripeException it when status(it) == 409 -> unknown(e);
            default -> new NotExecuted("nothing was charged: " + message(e));
        };
    }

    static Said unknown(StripeException e) {
        return new OutcomeUnknown(message(e));
    }

    private static Said refused(Operation operation, InvalidRequestException e) {
        var code = String.valueOf(e.getCode());
        boolean isRefund = operation == Operation.REFUND;
        return switch (code) {
            case "payment_intent_unexpected_state" -> new Declined(state(e));
            case "amount_too_large" ->
                new Declined(isRefund ? "amount_exceeds_refundable" : "amount_exceeds_authorized");
            case "charge_already_refunded" -> new Declined("amount_exceeds_refundable");
            case "charge_already_captured" -> new Declined("already_captured");
            case "charge_expired_for_capture", "capture_charge_authorization_expired" ->
                new Declined("authorization_expired");
            case "charge_disputed" -> new Declined("dispute_open");
            case "balance_insufficient", "insufficient_funds" -> new Declined("balance_insufficient");
            case "resource_missing" -> notTaken(e);
            // That Stripe or the card cannot do it is an answer, not a fault of ours.
            case String _ when operation == Operation.ADJUST -> new Declined("adjustment_not_possible");
            default -> notTaken(e);
        };
    }

    private static String state(InvalidRequestException e) {
        var intent = intent(e);
        return switch (intent == null ? "" : intent.getStatus()) {
            case "succeeded" -> "already_captured";
            case "canceled" -> isExpired(intent) ? "authorization_expired" : "already_voided";
            default -> "illegal_transition";
        };
    }

    /** Stripe cancels by itself what was not captured in time. */
    static boolean isExpired(@Nullable PaymentIntent intent) {
        var reason = intent == null ? null : intent.getCancellationReason();
        return "automatic".equals(reason) || "expired".equals(reason);
    }

    static @Nullable PaymentIntent intent(StripeException e) {
        return e.getStripeError() == null ? null : e.getStripeError().getPaymentIntent();
    }

    private static Said notTaken(InvalidRequestException e) {
        var param = e.getParam() == null ? "" : e.getParam();
        var code = switch (String.valueOf(e.getCode())) {
            case "resource_missing" ->
                param.contains("payment_method") || param.equals("customer") ? "token_invalid" : "payment_not_found";
            case "null" -> "invalid_request";
            default -> e.getCode();
        };
        var field = param.isEmpty() ? "" : ", field " + BankWords.code(param.toLowerCase(java.util.Locale.ROOT));
        return new NotTaken(code, "the bank did not take the call: " + answer(e) + field);
    }

    private static String message(StripeException e) {
        return status(e) > 0 ? "the bank answered " + answer(e) : String.valueOf(e.getMessage());
    }

    /** Not Stripe's own sentence, which may repeat what was sent. */
    private static String answer(StripeException e) {
        var code = e.getCode() == null ? "" : " " + BankWords.code(e.getCode());
        return "HTTP " + status(e) + code;
    }

    private static int status(StripeException e) {
        return e.getStatusCode() == null ? 0 : e.getStatusCode();
    }
}
