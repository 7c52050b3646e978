package io.staylog.banksimulator.bank;

import org.jspecify.annotations.Nullable;

/**
 * One operation that the bank has taken on: what a repeated call and a look-up are answered with.
 *
 * @param pspReference null when no payment came of it
 * @param capture whether an authorisation was asked to capture too
 */
public record Executed(
        Operation operation,
        String merchantReference,
        @Nullable String pspReference,
        long amountMinor,
        String currency,
        boolean capture,
        Verdict verdict) {

    private static final Verdict APPROVED = new Verdict.Approved();

    /** What a ledger line says was executed, or null if the call was not. */
    static @Nullable Executed of(LedgerEntry.Called call, LedgerEntry.Subject subject) {
        var verdict = verdict(call.outcome());
        return verdict == null
                ? null
                : new Executed(
                        subject.operation(),
                        subject.merchantReference(),
                        subject.pspReference(),
                        call.amountMinor(),
                        subject.currency(),
                        call.capture(),
                        verdict);
    }

    /** The same once it is decided, or decided anew. */
    Executed as(Verdict decided) {
        return new Executed(operation, merchantReference, pspReference, amountMinor, currency, capture, decided);
    }

    private static @Nullable Verdict verdict(LedgerEntry.Outcome outcome) {
        return switch (outcome.result()) {
            case APPROVED -> APPROVED;
            case DECLINED -> new Verdict.Declined(outcome.code());
            case REFUSED ->
                Refusal.of(outcome.code())
                        .filter(Refusal::isResult)
                        .map(Verdict.Refused::new)
                        .orElse(null);
            case ACTION_REQUIRED ->
                outcome.actionExpiresAt() == null ? null : new Verdict.ActionRequired(outcome.actionExpiresAt());
            case PENDING -> new Verdict.Pending();
            case REPEATED, UNAVAILABLE, LOST, UNKNOWABLE -> null;
        };
    }
}
