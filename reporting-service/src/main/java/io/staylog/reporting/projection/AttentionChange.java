package io.staylog.reporting.projection;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person must look at a payment, and for what; empty where an event says nothing of it.
 *
 * @param operation what a person must look at; UNKNOWN where it is the payment as a whole; null where nobody is called
 * @param reason why; null where nobody is called
 * @param settled operations that nobody need look at any more, whoever was called to them before; {@link #ALL} for all
 */
record AttentionChange(@Nullable String operation, @Nullable String reason, Set<String> settled) {
    /** Whatever a person was called for. */
    static final String ALL = "*";

    static final AttentionChange NONE = new AttentionChange(null, null, Set.of());

    static AttentionChange called(String operation, String reason) {
        return new AttentionChange(operation, reason, Set.of());
    }

    static AttentionChange settled(String... operations) {
        return new AttentionChange(null, null, Set.of(operations));
    }

    AttentionChange then(AttentionChange later) {
        if (later.reason != null) {
            return later;
        }
        if (reason != null) {
            // Being called has replaced whatever there was before.
            boolean isSettled = later.settled.contains(ALL) || (operation != null && later.settled.contains(operation));
            return isSettled ? settled(ALL) : this;
        }
        var both = new TreeSet<>(settled);
        both.addAll(later.settled);
        return new AttentionChange(null, null, Set.copyOf(both));
    }

    /** For SQL: the operations with commas between them. */
    String settledText() {
        return String.join(",", new TreeSet<>(settled));
    }
}
