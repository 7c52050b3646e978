package io.staylog.cli.request;

import io.staylog.cli.terminal.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Amounts as people write them, to minor units and back. */
public final class Amounts {
    private Amounts() {}

    /**
     * Minor units of a decimal text: 120.50 EUR is 12050, 120 JPY is 120.
     *
     * @throws Failure if the text is no amount of 0 or more in that currency
     */
    public static long minor(String text, String currency) {
        int digits = currency(currency).getDefaultFractionDigits();
        try {
            var amount = new BigDecimal(text);
            // Nine places are beyond any currency; a huge exponent must not be spelled out.
            if (amount.signum() >= 0 && Math.abs(amount.scale()) <= 9) {
                return amount.movePointRight(digits)
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw notAnAmount(text, currency, digits);
        }
        throw notAnAmount(text, currency, digits);
    }

    /** The amount as people write it. */
    public static String major(long minor, String currency) {
        return BigDecimal.valueOf(minor, currency(currency).getDefaultFractionDigits())
                        .toPlainString() + " " + currency;
    }

    private static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage("'" + code + "' is no currency; write an ISO 4217 code such as EUR");
        }
        throw Failure.usage("'" + code + "' has no minor unit and cannot be used for prices");
    }

    private static Failure notAnAmount(String text, String currency, int digits) {
        var example = BigDecimal.valueOf(12050, digits).toPlainString();
        return Failure.usage(
                "'" + text + "' is no amount in " + currency + ": write 0 or more, with a decimal point and "
                        + "at most " + digits + " decimals, for example " + example);
    }
}
