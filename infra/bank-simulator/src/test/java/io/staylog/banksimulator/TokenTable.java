package io.staylog.banksimulator;

import java.util.ArrayList;
import java.util.List;

/** Every token, what is called with it, what the bank answers, and what its ledger says after that. */
final class TokenTable {
    private static final List<String> WHOLE_LIFE = List.of("authorize", "capture", "refund");

    /**
     * What is done with a token.
     *
     * @param calls what is called: an operation, perhaps with ! for the same key again, or what a guest or merchant does
     * @param answers status and code of each
     * @param ledger events and effects in their order
     */
    record Row(String token, List<String> calls, String answers, String ledger) {}

    static final List<Row> ROWS = new ArrayList<>();

    private static void row(String token, List<String> calls, String answers, String ledger) {
        ROWS.add(new Row(token, calls, answers, ledger));
    }

    private static void row(String token, String calls, String answers, String ledger) {
        row(token, List.of(calls.split(" ")), answers, ledger);
    }

    static {
        approved();
        declined();
        lost();
        later();
        told();
    }

    private static void approved() {
        var all = "authorized 10000, captured 10000, refunded 10000";
        row("tok_ok", WHOLE_LIFE, "200 200 200", all);
        row(
                "tok_ok_anything",
                "authorize adjust capture",
                "200 200 200",
                "authorized 10000, adjusted 0, captured 10000");
        row("tok_auth_expires_2", "authorize void", "200 200", "authorized 10000, voided 10000");
        row(
                "tok_auth_expires_ms_500",
                "authorize capture",
                "200 409:authorization_expired",
                "authorized 10000, authorization_expired");
        row("tok_slow_1500", "authorize lookup", "200 200:approved", "authorized 10000");
    }

    private static void declined() {
        for (var code : List.of(
                "insufficient_funds generic_decline do_not_honor issuer_unavailable processing_error try_again_later"
                        .split(" "))) {
            row("tok_decline_" + code, "authorize lookup", "402:" + code + " 200:" + code, "");
        }
        for (var code :
                List.of(("card_velocity_exceeded authentication_required expired_card incorrect_cvc incorrect_number"
                                + " card_not_supported currency_not_supported transaction_not_allowed lost_card"
                                + " stolen_card fraudulent")
                        .split(" "))) {
            row("tok_decline_" + code, "authorize authorize!", "402:" + code + " 402:" + code, "");
        }
        row("tok_decline_generic", "authorize", "402:generic_decline", "");
        row("tok_decline_insufficient", "authorize", "402:insufficient_funds", "");
        row("tok_decline_expired", "authorize", "402:expired_card", "");
        row("tok_decline_lost", "authorize", "402:lost_card", "");
        row("tok_cvc", "authorize", "402:incorrect_cvc", "");
        row(
                "tok_decline_issuer_unavailable_2",
                "authorize authorize authorize",
                "402:issuer_unavailable 402:issuer_unavailable 200",
                "authorized 10000");
        row(
                "tok_capture_fails",
                "authorize capture sale",
                "200 402:capture_failed 402:capture_failed",
                "authorized 10000");
        row("tok_void_fails", "authorize void", "200 402:void_failed", "authorized 10000");
        row("tok_adjust_fails", "authorize adjust", "200 402:adjust_failed", "authorized 10000");
        row("tok_adjust_decline_lost", "authorize adjust", "200 402:lost_card", "authorized 10000");
        row("tok_refund_fails", WHOLE_LIFE, "200 200 402:refund_failed", "authorized 10000, captured 10000");
    }

    private static void lost() {
        row("tok_timeout_then_approved", "authorize lookup authorize!", "none 200:approved 200", "authorized 10000");
        row(
                "tok_timeout_then_declined",
                "authorize lookup authorize!",
                "none 200:generic_decline 402:generic_decline",
                "");
        row("tok_timeout_never_executed", "authorize lookup authorize!", "none 404:not_found none", "");
        row("tok_timeout_never_executed_1", "authorize authorize!", "none 200", "authorized 10000");
        row("tok_unknown_forever", "authorize lookup", "none 503:unavailable", "");
        row("tok_5xx_2", "authorize authorize! authorize!", "503:unavailable 503:unavailable 200", "authorized 10000");
        row(
                "tok_capture_timeout_then_approved",
                "authorize capture capture!",
                "200 none 200",
                "authorized 10000, captured 10000");
        row(
                "tok_refund_5xx_1",
                "authorize capture refund refund!",
                "200 200 503:unavailable 200",
                "authorized 10000, captured 10000, refunded 10000");
        row("tok_void_slow_1500", "authorize void", "200 200", "authorized 10000, voided 10000");
    }

    private static void later() {
        for (var token : List.of("tok_3ds_ok", "tok_3ds_ok_300")) {
            row(
                    token,
                    "authorize lookup completed lookup capture",
                    "202:action_required 202:action_required then 200:approved 200",
                    "action_completed, authorized 10000, captured 10000");
        }
        row(
                "tok_3ds_abandon_300",
                "authorize failed lookup",
                "202:action_required then 200:authentication_failed",
                "action_failed");
        row(
                "tok_3ds_abandon",
                "authorize fail lookup",
                "202:action_required 200 200:authentication_failed",
                "action_failed");
        row(
                "tok_3ds_manual",
                "authorize ok authorize!",
                "202:action_required 200 200",
                "action_completed, authorized 10000");
        for (var token : List.of("tok_capture_fails_later", "tok_capture_fails_later_300")) {
            row(
                    token,
                    "authorize capture capture_failed lookup refund",
                    "200 200 then 200:capture_failed 409:amount_exceeds_refundable",
                    "authorized 10000, captured 10000, capture_failed 10000");
        }
        for (var token : List.of("tok_refund_pending", "tok_refund_pending_300")) {
            row(
                    token,
                    "authorize capture refund lookup refund_succeeded lookup",
                    "200 200 202:pending 202:pending then 200:approved",
                    "authorized 10000, captured 10000, refund_succeeded, refunded 10000");
        }
        for (var token : List.of("tok_refund_fails_later", "tok_refund_fails_later_300")) {
            row(
                    token,
                    "authorize capture refund refund_failed lookup",
                    "200 200 202:pending then 200:refund_failed",
                    "authorized 10000, captured 10000, refund_failed");
        }
        disputed();
    }

    private static void disputed() {
        var opened = "authorized 10000, captured 10000, dispute_opened, disputed 10000, ";
        row(
                "tok_dispute_lost",
                "authorize capture dispute_opened challenge dispute_lost",
                "200 200 then 200 then",
                opened + "dispute_challenged, dispute_lost");
        row(
                "tok_dispute_won",
                "authorize capture dispute_opened challenge dispute_won",
                "200 200 then 200 then",
                opened + "dispute_challenged, dispute_won, dispute_returned 10000");
        row("tok_dispute_lost_300", "authorize capture dispute_lost", "200 200 then", opened + "dispute_lost");
        row(
                "tok_dispute_won_300",
                "authorize capture dispute_won",
                "200 200 then",
                opened + "dispute_won, dispute_returned 10000");
    }

    private static void told() {
        var both = "authorized 10000, captured 10000, ";
        row(
                "tok_dup_webhook",
                "authorize capture",
                "200 200",
                both + "told: payment.authorized 3x, payment.captured 3x");
        row("tok_webhook_first", "authorize capture", "200 200", both + "told: payment.authorized, payment.captured");
        for (var token : List.of("tok_webhook_out_of_order", "tok_webhook_out_of_order_300")) {
            row(token, "authorize capture", "200 200", both + "told: payment.captured, payment.authorized");
        }
    }

    private TokenTable() {}
}
