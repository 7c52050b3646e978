package io.staylog.booking.web;

import io.staylog.edge.web.Kind;
import io.staylog.edge.web.RefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads the version of a booking that a change is meant for. */
final class IfMatch {
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,9})\"");

    private IfMatch() {}

    /** The version, or null for {@code *}, which takes any. */
    static @Nullable Integer required(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new RefusedException(
                    Kind.PRECONDITION_REQUIRED,
                    HttpHeaders.IF_MATCH,
                    "say which version you have seen: If-Match with the booking's ETag, or * for any");
        }
        if (header.strip().equals("*")) {
            return null;
        }
        var version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw new RefusedException(
                    Kind.PRECONDITION_INVALID,
                    HttpHeaders.IF_MATCH,
                    "must be one ETag of the booking, for example \"2\", or *");
        }
        return Integer.valueOf(version.group(1));
    }

    /** A condition that nobody would check must not be taken for one that holds. */
    static void refuse(@Nullable String header) {
        if (header != null && !header.strip().equals("*")) {
            throw new RefusedException(
                    Kind.PRECONDITION_INVALID,
                    HttpHeaders.IF_MATCH,
                    "this action depends on the booking's state, not on its version; leave If-Match out");
        }
    }
}
