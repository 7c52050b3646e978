package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@link FaultScript} does to one call.
 *
 * @param delay how long the call is on its way
 * @param late whether the connection is lost after the effect rather than before
 */
public record Trouble(Kind kind, Duration delay, boolean late) {
    /** No trouble. */
    public static final Trouble NONE = new Trouble(Kind.NONE, Duration.ZERO, false);

    /** The kinds of trouble. */
    public enum Kind {
        NONE,
        /** The call is slow on its way. */
        DELAY,
        /** The connection is closed at once, before or after the effect. */
        RESET,
        /** The call gets lost on its way, and nobody says so. */
        TIMEOUT_BEFORE,
        /** The answer gets lost on its way, and nobody says so. */
        TIMEOUT_AFTER,
        /** The notification comes three times. */
        DUPLICATE,
        /** The notification comes after the next one of its payment. */
        OUT_OF_ORDER,
        /** The notification comes before the answer. */
        EARLY,
        /** The bank has forgotten what it did under this key. */
        KEY_FORGOTTEN;

        /** The name in the protocol, empty for none. */
        public String code() {
            return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
        }

        /** The kind of this name, if there is one. */
        public static Optional<Kind> of(String code) {
            if (code.isEmpty()) {
                return Optional.empty();
            }
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }

    boolean losesCall() {
        return kind == Kind.TIMEOUT_BEFORE || (kind == Kind.RESET && !late);
    }

    boolean losesAnswer() {
        return kind == Kind.TIMEOUT_AFTER || (kind == Kind.RESET && late);
    }

    Reply silence() {
        return kind == Kind.RESET ? new Reply.Reset() : new Reply.Silence();
    }

    /** How the notification of a call with this fault is posted, unless its token says so. */
    static Notice.Posting posting(String fault) {
        return switch (Kind.of(fault).orElse(Kind.NONE)) {
            case DUPLICATE -> Notice.Posting.THRICE;
            case OUT_OF_ORDER -> Notice.Posting.OUT_OF_ORDER;
            case EARLY -> Notice.Posting.FIRST;
            default -> Notice.Posting.USUAL;
        };
    }

    /** Whether it only concerns what is told. */
    boolean isOfNotices() {
        return posting(kind.code()) != Notice.Posting.USUAL;
    }
}
