package io.staylog.edge.web;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the caller prefers (RFC 7240): to wait for the outcome, or an answer at once.
 *
 * @param atMost how long to wait at most; zero answers at once
 */
public record Preference(Duration atMost) {
    private static final long WAIT_SECONDS_MAX = 30;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])");

    /** Reads the header; what it does not understand it passes over, as the RFC says. */
    public static Preference of(@Nullable String header) {
        var found = WAIT.matcher(header == null ? "" : header);
        return new Preference(
                found.find()
                        ? Duration.ofSeconds(Math.min(Long.parseLong(found.group(1)), WAIT_SECONDS_MAX))
                        : Duration.ZERO);
    }

    /** Whether to wait at all. */
    public boolean waits() {
        return !atMost.isZero();
    }

    /** The value of {@code Preference-Applied}. */
    public String applied() {
        return "wait=" + atMost.toSeconds();
    }
}
