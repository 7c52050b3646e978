package io.staylog.cli.avro;

import java.util.regex.Pattern;

/** Finds what looks like a card number, because none may ever be written to the log. */
public final class CardNumbers {
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");

    private CardNumbers() {}

    /** Whether 13 to 19 digits of the text pass the check that every card number passes. */
    public static boolean isIn(String text) {
        return DIGITS.matcher(text).results().anyMatch(match -> passesLuhn(match.group()));
    }

    private static boolean passesLuhn(String text) {
        var digits = text.replaceAll("[^0-9]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
