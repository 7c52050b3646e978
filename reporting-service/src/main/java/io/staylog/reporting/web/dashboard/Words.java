package io.staylog.reporting.web.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How numbers, dates and states are written on pages. */
public final class Words {
    private static final Locale LOCALE = Locale.ENGLISH;
    private static final String NOTHING = "–";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", LOCALE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM uuuu", LOCALE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", LOCALE);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", LOCALE);
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("HELD", "Held"),
            Map.entry("CONFIRMED", "Confirmed"),
            Map.entry("IN_HOUSE", "In house"),
            Map.entry("CHECKED_OUT", "Checked out"),
            Map.entry("CANCELLED", "Cancelled"),
            Map.entry("NO_SHOW", "No-show"),
            Map.entry("WALKED", "Walked"),
            Map.entry("RELEASED", "Declined"),
            Map.entry("EXPIRED", "Expired"),
            Map.entry("OTA", "OTA"),
            Map.entry("GDS", "GDS"));

    private final ZoneId zone;

    private Words(ZoneId zone) {
        this.zone = zone;
    }

    /** Times as they are at a place; in UTC where the place is unknown. */
    static Words at(String timeZone) {
        return new Words(ZoneId.getAvailableZoneIds().contains(timeZone) ? ZoneId.of(timeZone) : ZoneOffset.UTC);
    }

    /** Times in UTC. */
    static Words utc() {
        return new Words(ZoneOffset.UTC);
    }

    /** A whole number, in groups of three digits. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(LOCALE).format(number).replace('-', '−');
    }

    /** A whole number with its sign. */
    public String signed(long number) {
        return (number > 0 ? "+" : "") + number(number);
    }

    /** An amount with its currency. */
    public String money(long minor, String currency) {
        return money(BigDecimal.valueOf(minor), currency);
    }

    /** An average amount with its currency. */
    public String money(@Nullable BigDecimal minor, String currency) {
        if (minor == null) {
            return NOTHING;
        }
        int digits = digits(currency);
        var format = NumberFormat.getNumberInstance(LOCALE);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(minor.movePointLeft(digits).setScale(digits, RoundingMode.HALF_UP))
                        .replace('-', '−')
                + "\u00a0" + currency;
    }

    /** An amount without the parts of its unit, for where there is little room. */
    public String rough(long minor, String currency) {
        var whole = BigDecimal.valueOf(minor).movePointLeft(digits(currency)).setScale(0, RoundingMode.HALF_UP);
        return number(whole.longValueExact()) + "\u00a0" + currency;
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    /** A percentage. */
    public String pct(@Nullable BigDecimal pct) {
        return pct == null ? NOTHING : pct.setScale(1, RoundingMode.HALF_UP) + "\u00a0%";
    }

    /** One number of another, as a percentage. */
    public String share(long part, long whole) {
        return whole == 0 ? NOTHING : Math.round(100.0 * part / whole) + "\u00a0%";
    }

    /** A date near today. */
    public String day(LocalDate date) {
        return DAY.format(date);
    }

    /** A date with its year. */
    public String date(LocalDate date) {
        return DATE.format(date);
    }

    /** First night to the day after the last one. */
    public String stay(LocalDate arrival, LocalDate departure) {
        return DAY.format(arrival) + " → " + DAY.format(departure);
    }

    /** A time at the place. */
    public String time(@Nullable Instant at) {
        return at == null ? NOTHING : TIME.withZone(zone).format(at);
    }

    /** A time of day at the place. */
    public String clock(@Nullable Instant at) {
        return at == null ? NOTHING : CLOCK.withZone(zone).format(at);
    }

    /** A state or a kind as a word. */
    public String state(String name) {
        return STATES.getOrDefault(
                name,
                name.isEmpty()
                        ? "Unknown"
                        : Character.toUpperCase(name.charAt(0))
                                + name.substring(1).toLowerCase(LOCALE).replace('_', ' '));
    }

    /** A state as part of the name of a style. */
    public String style(String name) {
        return "s-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
