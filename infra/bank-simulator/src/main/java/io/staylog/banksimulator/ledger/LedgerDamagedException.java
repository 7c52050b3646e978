package io.staylog.banksimulator.ledger;

/** The ledger holds something, and not just at its torn end, that no simulator wrote: a person has to look. */
public final class LedgerDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
