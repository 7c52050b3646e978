package io.staylog.payment.bank.stripe;

import com.stripe.model.StripeError;
import org.jspecify.annotations.Nullable;

/** Stripe's reasons in our words. */
final class StripeDeclines {
    private StripeDeclines() {}

    static String code(@Nullable StripeError error) {
        return error == null ? "generic_decline" : code(error.getCode(), error.getDeclineCode());
    }

    /** The issuer's reason says more than Stripe's, where there is one. */
    static String code(@Nullable String code, @Nullable String declineCode) {
        var reason = declineCode == null || declineCode.isBlank() ? code : declineCode;
        return reason == null ? "generic_decline" : ours(reason);
    }

    /** What is not listed keeps its name; the rules do not try it again, because schemes charge for that. */
    private static String ours(String reason) {
        return switch (reason) {
            case "card_declined", "call_issuer", "no_action_taken", "incorrect_zip", "incorrect_address" ->
                "generic_decline";
            case "issuer_not_available", "approve_with_id" -> "issuer_unavailable";
            case "reenter_transaction" -> "try_again_later";
            case "withdrawal_count_limit_exceeded" -> "card_velocity_exceeded";
            case "offline_pin_required", "online_or_offline_pin_required", "authentication_not_handled" ->
                "authentication_required";
            case "payment_intent_authentication_failure" -> "authentication_failed";
            case "invalid_cvc" -> "incorrect_cvc";
            case "invalid_number", "invalid_account" -> "incorrect_number";
            case "invalid_expiry_month", "invalid_expiry_year" -> "expired_card";
            case "testmode_decline", "test_mode_live_card" -> "card_not_supported";
            case "pickup_card", "restricted_card" -> "lost_card";
            case "merchant_blacklist", "security_violation" -> "fraudulent";
            case "not_permitted",
                    "service_not_allowed",
                    "do_not_try_again",
                    "revocation_of_authorization",
                    "revocation_of_all_authorizations",
                    "stop_payment_order",
                    "duplicate_transaction",
                    "invalid_amount",
                    "invalid_pin",
                    "incorrect_pin",
                    "pin_try_exceeded" -> "transaction_not_allowed";
            default -> reason;
        };
    }
}
