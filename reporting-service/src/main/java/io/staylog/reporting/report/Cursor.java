package io.staylog.reporting.report;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where a page of a list ended, as a text that callers hand back without looking into it. */
final class Cursor {
    private static final String SEPARATOR = "|";
    private static final int CHARS_MAX = 400;

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    static String encode(Object... parts) {
        var text = Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A time, as {@link #instant} reads it. */
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /**
     * Reads a cursor.
     *
     * @throws ReportException with code {@code cursor_invalid} if we cannot have written it
     */
    static Cursor decode(String cursor, int parts) {
        if (cursor.length() > CHARS_MAX) {
            throw invalid();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var found = List.of(text.split("\\|", -1));
            if (found.size() != parts || text.indexOf('\0') >= 0) {
                throw invalid();
            }
            return new Cursor(found);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    String text(int part) {
        return parts.get(part);
    }

    UUID uuid(int part) {
        try {
            return UUID.fromString(parts.get(part));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    LocalDate date(int part) {
        try {
            var date = LocalDate.parse(parts.get(part));
            Scope.inRange(date, "cursor");
            return date;
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    /** Microseconds since 1970, which is as fine as the database keeps time. */
    Instant instant(int part) {
        try {
            long micros = Long.parseLong(parts.get(part));
            return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    long number(int part) {
        try {
            return Long.parseLong(parts.get(part));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static ReportException invalid() {
        return ReportException.badRequest(
                "cursor_invalid", "A cursor must be used as it was given out, with the same question.", "cursor");
    }
}
