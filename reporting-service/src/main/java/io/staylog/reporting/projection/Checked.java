package io.staylog.reporting.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that PostgreSQL is sure to take: one that it refused would hold up its partition for ever. */
final class Checked {
    private static final int ID_CHARS_MAX = 200;
    private static final int TEXT_CHARS_MAX = 1_000;
    private static final int DETAILS_MAX = 50;
    private static final int RANGE_NIGHTS_MAX = 3_700;
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59Z");
    private static final long AMOUNT_MINOR_MAX = 100_000_000_000_000L;
    private static final LocalDate FIRST_DATE = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private Checked() {}

    /** A name that rows are found by: it must be whole. */
    static String id(String id) {
        if (id.isEmpty() || id.length() > ID_CHARS_MAX || id.indexOf('\0') >= 0) {
            throw new UnprojectableException(
                    "an id is empty, longer than " + ID_CHARS_MAX + " characters or contains a zero character");
        }
        return id;
    }

    /** A text that people read: it may be cut. */
    static String text(String text) {
        var clean = text.replace('\0', '\uFFFD');
        return clean.length() <= TEXT_CHARS_MAX ? clean : clean.substring(0, wholeCharacters(clean));
    }

    static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text(text);
    }

    /** Half a surrogate pair has no UTF-8 form. */
    private static int wholeCharacters(String text) {
        return Character.isHighSurrogate(text.charAt(TEXT_CHARS_MAX - 1)) ? TEXT_CHARS_MAX - 1 : TEXT_CHARS_MAX;
    }

    static Map<String, String> details(Map<String, String> details) {
        var kept = new LinkedHashMap<String, String>();
        details.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(DETAILS_MAX)
                .forEach(detail -> kept.put(text(detail.getKey()), text(detail.getValue())));
        return kept;
    }

    /** An amount of which thousands still add up. */
    static long amount(long amountMinor) {
        if (amountMinor < -AMOUNT_MINOR_MAX || amountMinor > AMOUNT_MINOR_MAX) {
            throw new UnprojectableException("the amount " + amountMinor + " is beyond " + AMOUNT_MINOR_MAX);
        }
        return amountMinor;
    }

    static LocalDate date(LocalDate date) {
        if (date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE)) {
            throw new UnprojectableException(
                    "the date " + date + " is not between " + FIRST_DATE + " and " + LAST_DATE);
        }
        return date;
    }

    /** An instant that PostgreSQL can keep: what lies beyond the calendar is brought back into it. */
    static Instant instant(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.isAfter(LAST_INSTANT) ? LAST_INSTANT : instant;
    }

    static @Nullable LocalDate dateOrNull(@Nullable LocalDate date) {
        return date == null ? null : date(date);
    }

    /** The nights [from, to), which become a row each. */
    static Nights nights(LocalDate from, LocalDate to) {
        long nights = ChronoUnit.DAYS.between(date(from), date(to));
        if (nights < 0 || nights > RANGE_NIGHTS_MAX) {
            throw new UnprojectableException(
                    "a range of " + nights + " nights is not between 0 and " + RANGE_NIGHTS_MAX + " nights");
        }
        return new Nights(from, to);
    }
}
