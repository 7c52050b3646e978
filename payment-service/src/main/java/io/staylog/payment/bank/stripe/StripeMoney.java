package io.staylog.payment.bank.stripe;

import java.util.Currency;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Amounts as Stripe counts them: in the smallest unit of most currencies, but not of all.
 *
 * <p>Sixteen currencies have no decimals there, of which ISO 4217 gives some; two that have none in ISO 4217 are counted in
 * hundredths, and of currencies with three decimals the last must be 0.
 */
final class StripeMoney {
    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> IN_HUNDREDTHS = Set.of("ISK", "UGX");

    private StripeMoney() {}

    /** Empty where Stripe cannot move such an amount. */
    static OptionalLong toStripe(long amountMinor, String currency) {
        int ours = decimals(currency);
        int theirs = stripeDecimals(currency, ours);
        try {
            long amount = scaled(amountMinor, theirs - ours);
            boolean isWhole = scaled(amount, ours - theirs) == amountMinor;
            boolean isAllowed = theirs != 3 || amount % 10 == 0;
            return isWhole && isAllowed ? OptionalLong.of(amount) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    static long fromStripe(long amount, String currency) {
        var code = currency.toUpperCase(Locale.ROOT);
        int ours = decimals(code);
        return scaled(amount, ours - stripeDecimals(code, ours));
    }

    private static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    private static int stripeDecimals(String currency, int ours) {
        if (WITHOUT_DECIMALS.contains(currency)) {
            return 0;
        }
        return IN_HUNDREDTHS.contains(currency) ? 2 : ours;
    }

    private static long scaled(long amount, int digits) {
        long scaled = amount;
        for (int i = 0; i < digits; i++) {
            scaled = Math.multiplyExact(scaled, 10);
        }
        for (int i = 0; i > digits; i--) {
            scaled /= 10;
        }
        return scaled;
    }
}
