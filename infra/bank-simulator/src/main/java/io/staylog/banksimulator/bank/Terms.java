package io.staylog.banksimulator.bank;

/**
 * What the rules go by besides the state.
 *
 * @param telling what the merchant is told unasked
 */
public record Terms(Telling telling) {
    /** A bank that tells nobody anything unasked. */
    public static final Terms QUIET = new Terms(Telling.NOTHING);

    /** What the merchant is told unasked. */
    public enum Telling {
        NOTHING,
        /** Only what he could not know from an answer. */
        CHANGES,
        /** Every effect and every decline. */
        ALL
    }
}
