package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The whole bank is away: it executes nothing, knows nothing and tells nothing. */
public record Outage(Kind kind, Instant until) {

    /** What its callers notice. */
    public enum Kind {
        /** Nothing at all. */
        HANG("hang"),
        /** Their connections are closed at once. */
        REFUSE("refuse"),
        /** They are told to come back later. */
        UNAVAILABLE("503");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The name in the protocol. */
        public String code() {
            return code;
        }

        /** The kind of this name, if there is one. */
        public static Optional<Kind> of(String code) {
            return Arrays.stream(values())
                    .filter(it -> it.code.equals(code.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** Whether it is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
