package io.staylog.edge.web;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long a caller wants to wait. */
public final class Timeout {
    private static final Duration MAX = Duration.ofSeconds(30);
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(ms|s|)");

    private Timeout() {}

    /** The parameter {@code timeout}: at most 30 s, which is also what is meant where it is absent. */
    public static Duration of(@Nullable String text) {
        if (text == null) {
            return MAX;
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, "timeout", "must be seconds or milliseconds, for example 20s or 500ms");
        }
        long number = Long.parseLong(form.group(1));
        var asked = form.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
        return asked.compareTo(MAX) > 0 ? MAX : asked;
    }
}
