package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.util.List;

/** What the bank does with a call now. */
public sealed interface Step {

    /** It is decided: first write the entries, then reply. */
    record Decided(List<LedgerEntry> entries, Reply reply) implements Step {
        /** A decision that cannot change any more. */
        public Decided {
            entries = List.copyOf(entries);
        }
    }

    /** Keep the key in progress for this long, then {@link BankRules#execute}. */
    record Later(Duration delay) implements Step {}
}
