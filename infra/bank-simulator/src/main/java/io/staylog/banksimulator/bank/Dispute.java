package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a guest has taken back through his own bank, and what became of it.
 *
 * @param subject of the payment's authorisation
 * @param evidenceDueAt how long the merchant may answer
 * @param plan what the bank is going to decide, null once it has
 */
public record Dispute(
        String disputeId,
        LedgerEntry.Subject subject,
        long amountMinor,
        Instant openedAt,
        Instant evidenceDueAt,
        State state,
        @Nullable Plan plan) {

    /** The only reason that this bank's guests give. */
    public static final String REASON = "fraudulent";

    /** The only stage that this bank's disputes have. */
    public static final String STAGE = "chargeback";

    /** How far it has got. */
    public enum State {
        OPEN,
        CHALLENGED,
        WON,
        LOST;

        /** The name in answers. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The next state. */
    Dispute evolve(LedgerEntry.Happened event) {
        return switch (event.what()) {
            case DISPUTE_CHALLENGED -> with(State.CHALLENGED, null);
            case DISPUTE_WON -> with(State.WON, null);
            case DISPUTE_LOST -> with(State.LOST, null);
            default -> this;
        };
    }

    /** The same with another intention. */
    Dispute evolve(Plan next) {
        return with(state, next);
    }

    private Dispute with(State next, @Nullable Plan intention) {
        return new Dispute(disputeId, subject, amountMinor, openedAt, evidenceDueAt, next, intention);
    }
}
