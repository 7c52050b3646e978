package io.staylog.edge.web;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom and what the edge lets in.
 *
 * @param allowedHosts names besides those of loopback under which the service may be called
 * @param bodyTimeout how long a body may take to arrive
 * @param signed addresses whose callers show no token when they POST, because they sign what they send
 */
public record EdgeLimits(Set<String> allowedHosts, Duration bodyTimeout, Pattern signed) {
    private static final Pattern NONE = Pattern.compile("(?!)");

    /** Everybody who changes something shows the token. */
    public EdgeLimits(Set<String> allowedHosts, Duration bodyTimeout) {
        this(allowedHosts, bodyTimeout, NONE);
    }
}
