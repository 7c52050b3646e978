package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values are written on paper: so that nobody can take a date or an amount for another one. */
final class Shown {
    /** Where there is no value. */
    static final String NOTHING = "–";

    private static final char GROUP = '\u00A0';
    private static final int GROUP_DIGITS = 3;
    private static final int PERCENT_DIGITS = 2;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    // They would be boxes; what keeps letters of Persian or Hindi apart or together is left.
    private static final Pattern FORMATS = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F&&[^\\u200C\\u200D]]+");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Shown() {}

    static String count(@Nullable Long value) {
        return value == null ? NOTHING : grouped(BigDecimal.valueOf(value));
    }

    /** With a sign, for differences. */
    static String change(@Nullable Long value) {
        return value == null ? NOTHING : (value > 0 ? "+" : "") + grouped(BigDecimal.valueOf(value));
    }

    /** An amount of minor units in the currency's major ones, without the currency. */
    static String money(@Nullable Long minor, String currency) {
        return minor == null ? NOTHING : grouped(major(BigDecimal.valueOf(minor), currency));
    }

    static String money(@Nullable BigDecimal minor, String currency) {
        return minor == null ? NOTHING : grouped(major(minor, currency));
    }

    static String moneyChange(@Nullable Long minor, String currency) {
        return minor == null ? NOTHING : (minor > 0 ? "+" : "") + money(minor, currency);
    }

    static String percent(@Nullable BigDecimal value) {
        return value == null ? NOTHING : grouped(value.setScale(PERCENT_DIGITS, RoundingMode.HALF_UP));
    }

    /** A tax rate of basis points: 6 %, 7.25 %. */
    static String rate(int basisPoints) {
        var percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0, RoundingMode.UNNECESSARY) : percent).toPlainString()
                + GROUP
                + "%";
    }

    static String figure(DailyReportSource.Unit unit, @Nullable BigDecimal value, String currency) {
        if (value == null) {
            return NOTHING;
        }
        return switch (unit) {
            case COUNT -> grouped(value.setScale(0, RoundingMode.HALF_UP));
            case MONEY -> money(value, currency);
            case PERCENT -> percent(value);
        };
    }

    /** Minor units as an amount with the currency's own number of decimals. */
    static BigDecimal major(BigDecimal minor, String currency) {
        int digits = digits(currency);
        return minor.movePointLeft(digits).setScale(digits, RoundingMode.HALF_UP);
    }

    /** Two where the currency is not one of ISO 4217. */
    static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    static String date(@Nullable LocalDate date) {
        return date == null ? NOTHING : date.toString();
    }

    static String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** In the hotel's own time, with its distance from UTC. */
    static String time(@Nullable Instant at, ZoneId zone) {
        return at == null
                ? NOTHING
                : TIME.format(at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    /** One line that XML can hold and fonts are made for: composed, without control and format characters. */
    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        var composed = Normalizer.normalize(wellFormed(text), Normalizer.Form.NFC);
        return FORMATS.matcher(BREAKS.matcher(composed).replaceAll(" "))
                .replaceAll("")
                .strip();
    }

    private static String wellFormed(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static String grouped(BigDecimal value) {
        var plain = value.abs().toPlainString();
        int end = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
        var text = new StringBuilder(plain);
        for (int i = end - GROUP_DIGITS; i > 0; i -= GROUP_DIGITS) {
            text.insert(i, GROUP);
        }
        // A hyphen and no minus sign: people copy numbers into spreadsheets.
        return value.signum() < 0 ? "-" + text : text.toString();
    }
}
