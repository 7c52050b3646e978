package io.staylog.checker.rules;

/**
 * One line of the bank's ledger.
 *
 * @param kind {@code call} or {@code effect}; others are passed over
 * @param result how a call ended, or what an effect did
 * @param fingerprint of a call's content, empty where there is none
 * @param attempt of a call: how many there have been with its key
 */
public record LedgerLine(
        long seq,
        long timeMs,
        String kind,
        String operation,
        String key,
        String merchantReference,
        String pspReference,
        long amountMinor,
        String currency,
        String merchant,
        String result,
        boolean isAnswered,
        String fingerprint,
        long attempt) {

    /** Where it stands. */
    public Place at() {
        return Place.ledger(seq);
    }
}
