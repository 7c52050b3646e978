package io.staylog.payment.bank;

import java.net.URI;
import java.time.Duration;

/** Refuses settings that cannot work, by the name of the property. */
public final class SettingRules {
    private static final Duration REQUEST_MAX = Duration.ofSeconds(20);

    private SettingRules() {}

    /** Refuses with that sentence what is not good. */
    public static void require(boolean isGood, String sentence) {
        if (!isGood) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** An address to which a path can be added. */
    public static void requireAddress(String property, URI url) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        require(
                isHttp
                        && url.getHost() != null
                        && url.getRawQuery() == null
                        && !url.toString().endsWith("/"),
                property + " must be an http or https address without a slash at its end, but is '" + url + "'");
    }

    /** Limits of a call with which it ends before the service that stops, and a connection before the call. */
    public static void requireTimeouts(String prefix, Duration connect, Duration request) {
        require(
                isWithin(request, Duration.ofMillis(1), REQUEST_MAX),
                prefix + ".request-timeout must be between 1 ms and " + text(REQUEST_MAX)
                        + ", so that calls can end when the service stops, but is " + text(request));
        require(
                isWithin(connect, Duration.ofMillis(1), request),
                prefix + ".connect-timeout must be between 1 ms and " + prefix + ".request-timeout (" + text(request)
                        + "), but is " + text(connect));
    }

    /** Whether a time is neither shorter nor longer than that. */
    public static boolean isWithin(Duration value, Duration min, Duration max) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    /** A time for a person. */
    public static String text(Duration value) {
        return value.toMillis() % 1_000 == 0 ? value.toSeconds() + " s" : value.toMillis() + " ms";
    }
}
