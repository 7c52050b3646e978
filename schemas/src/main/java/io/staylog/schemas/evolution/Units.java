package io.staylog.schemas.evolution;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the unit that a field counts in: at the end of its name, and in the words of its doc. */
final class Units {
    private static final Pattern END = Pattern.compile(
            "(.*?)(Minor|Major|Cents|Bps|Percent|Permille|Nanos|Micros|Millis|Ms|Seconds|Minutes|Hours|Days|Nights|Date|At)");
    private static final Map<String, String> WORDS = new TreeMap<>(Map.of(
            "minor units", "minor units?|cents?",
            "major units", "major units?|euros?|dollars?",
            "basis points", "basis points?|hundredths of a percent",
            "percent", "(?<!of a )percent|%",
            "milliseconds", "milliseconds?",
            "seconds", "seconds?",
            "minutes", "minutes?",
            "hours", "hours?",
            "days", "days?",
            "nights", "nights?"));

    private Units() {}

    /** Whether two names differ by nothing but the unit at their ends. */
    static boolean differOnly(String before, String after) {
        var one = stem(before);
        return one.isPresent() && !before.equals(after) && one.equals(stem(after));
    }

    private static Optional<String> stem(String name) {
        var matcher = END.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The units that a doc speaks of. */
    static Set<String> in(String doc) {
        var found = new TreeSet<String>();
        var text = doc.toLowerCase(Locale.ROOT);
        WORDS.forEach((unit, words) -> {
            if (Pattern.compile("(?<![a-z])(?:" + words + ")(?![a-z])")
                    .matcher(text)
                    .find()) {
                found.add(unit);
            }
        });
        return found;
    }
}
