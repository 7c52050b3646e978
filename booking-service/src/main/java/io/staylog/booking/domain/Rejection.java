package io.staylog.booking.domain;

import java.util.Map;

/**
 * A "no" with its reason.
 *
 * @param reason stable code
 * @param message one sentence for a person
 * @param details values behind the code
 */
public record Rejection(Reason reason, String message, Map<String, String> details) {
    /** Keeps its own copy. */
    public Rejection {
        details = Map.copyOf(details);
    }

    static Rejection of(Reason reason, String message) {
        return new Rejection(reason, message, Map.of());
    }
}
