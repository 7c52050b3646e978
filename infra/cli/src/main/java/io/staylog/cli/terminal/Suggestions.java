package io.staylog.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What a person has probably meant by a name that there is not. */
public final class Suggestions {
    private static final int TYPING_ERRORS_MAX = 3;

    private Suggestions() {}

    /** A hint at what was probably meant, or all there is to choose from. */
    public static String nearest(String got, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(got, name)))
                .filter(name -> distance(got, name) <= TYPING_ERRORS_MAX)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> containing(got, names));
    }

    private static String containing(String got, Collection<String> names) {
        var part = got.toLowerCase(Locale.ROOT);
        var found = names.stream()
                .filter(name -> !part.isBlank() && name.toLowerCase(Locale.ROOT).contains(part))
                .toList();
        return found.isEmpty()
                ? "choose from " + String.join(", ", names)
                : "did you mean " + String.join(" or ", found) + "?";
    }

    /** How many characters must be typed otherwise (Levenshtein). */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
