package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the bank is going to do, and when, unless something comes between.
 *
 * @param disputeId of the dispute that it is about, else null
 */
public record Plan(
        Happening what,
        Instant dueAt,
        LedgerEntry.Subject subject,
        long amountMinor,
        @Nullable String disputeId) {

    /**
     * The place of a plan in the calendar.
     *
     * @param id what it is about: there is one plan at a time for each
     */
    record Due(Instant at, String id) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::id);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    Due due() {
        return new Due(dueAt, id(what, subject, disputeId));
    }

    static String id(Happening what, LedgerEntry.Subject subject, @Nullable String disputeId) {
        if (disputeId != null) {
            return disputeId;
        }
        return what == Happening.AUTHORIZATION_EXPIRED
                ? Objects.requireNonNullElse(subject.pspReference(), "")
                : "key " + subject.key();
    }
}
