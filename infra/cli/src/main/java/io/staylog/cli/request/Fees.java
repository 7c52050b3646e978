package io.staylog.cli.request;

import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fees as people write them: 50%, 1n (nights), 25.00 (amount), 0. */
final class Fees {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%");
    private static final Pattern NIGHTS = Pattern.compile("([0-9]{1,3})n");
    private static final Pattern TIER = Pattern.compile("(booking|([0-9]{1,5})h)=(.+)");

    private Fees() {}

    /**
     * A fee.
     *
     * @param currency of an amount; null where none is given
     * @throws Failure if the text is no fee, or an amount of an unknown currency
     */
    static Fee fee(String text, @Nullable String currency) {
        var percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return new Fee(FeeType.PERCENT_BPS, (long) basisPoints(percent.group(1)));
        }
        var nights = NIGHTS.matcher(text);
        if (nights.matches()) {
            return new Fee(FeeType.NIGHTS, Long.parseLong(nights.group(1)));
        }
        if (currency == null) {
            return new Fee(FeeType.FIXED, nothing(text));
        }
        return new Fee(FeeType.FIXED, Amounts.minor(text, currency));
    }

    /** Nothing is the same in every currency; any other amount is not. */
    private static long nothing(String text) {
        if (text.equals("0")) {
            return 0;
        }
        throw Failure.usage("'" + text + "' is neither a percentage (50%) nor nights (1n), and an amount needs its "
                + "currency; add --currency, for example --currency EUR");
    }

    /** Basis points of a percentage: 30 is 3000. */
    static int basisPoints(String percent) {
        try {
            int points = new BigDecimal(percent).movePointRight(2).intValueExact();
            if (points >= 0 && points <= 10_000) {
                return points;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw Failure.usage("'" + percent + "' is no percentage; write 0 to 100 with at most 2 decimals");
        }
        throw Failure.usage("'" + percent + "' is not between 0 and 100 %");
    }

    /** A cancellation rule: 24h=1n (from 24 hours before arrival one night), booking=100% (from the booking on). */
    static CancellationTierTemplate tier(String text, @Nullable String currency) {
        var match = TIER.matcher(text);
        if (!match.matches()) {
            throw Failure.usage(
                    "'" + text + "' is no cancellation rule; write 24h=1n, 48h=50%, 0h=25.00 or booking=100%");
        }
        @Nullable Integer hours = match.group(2) == null ? null : Integer.valueOf(match.group(2));
        return new CancellationTierTemplate(hours, fee(match.group(3), currency));
    }
}
