package io.staylog.reporting.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a card is named to people: by its brand and its last four digits, and never by more. */
public final class Cards {
    private static final String HIDDEN = "\u2022\u2022\u2022\u2022 ";
    private static final Map<String, String> BRANDS = Map.of(
            "amex", "American Express",
            "american_express", "American Express",
            "diners", "Diners Club",
            "jcb", "JCB",
            "unionpay", "UnionPay",
            "eftpos_au", "Eftpos");

    private Cards() {}

    /** For example {@code Visa \u2022\u2022\u2022\u2022 4242}; empty where nothing is known of the card. */
    public static String shown(@Nullable String brand, @Nullable String last4) {
        var digits = last4 == null || last4.isEmpty() ? "" : HIDDEN + last4;
        var name = brand == null || brand.isEmpty() ? "" : BRANDS.getOrDefault(brand, capital(brand));
        return name.isEmpty() && !digits.isEmpty() ? "Card " + digits : (name + " " + digits).strip();
    }

    private static String capital(String brand) {
        var words = brand.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
