package io.staylog.schemas;

import java.util.Locale;

/** Tells which country a VAT identification number is of, the same way for whoever asks for an invoice. */
public final class VatNumbers {
    private static final int COUNTRY_CHARS = 2;

    private VatNumbers() {}

    /** The two capital letters that it begins with, for example DE; empty where it does not begin with letters. */
    public static String country(String vatNumber) {
        var number = vatNumber.strip();
        if (number.length() <= COUNTRY_CHARS) {
            return "";
        }
        var country = number.substring(0, COUNTRY_CHARS).toUpperCase(Locale.ROOT);
        return country.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? country : "";
    }
}
