package io.staylog.schemas.catalogue;

import io.staylog.schemas.evolution.NamedTypes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** What a number counts, from the name of its field: our names end with their units or have them inside. */
final class Unit {
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(Pattern.compile("Minor$"), "minor units of the currency");
        WORDS.put(Pattern.compile("Bps$"), "basis points (hundredths of a percent)");
        WORDS.put(Pattern.compile("Seconds$"), "seconds");
        WORDS.put(Pattern.compile("Days$"), "days");
        WORDS.put(Pattern.compile("^hours|Hours"), "hours");
        WORDS.put(Pattern.compile("Nights"), "nights");
        WORDS.put(Pattern.compile("Ages$"), "years");
    }

    private Unit() {}

    /** The unit of a field, where its numbers have one. */
    static Optional<String> of(Schema.Field field) {
        var value = NamedTypes.value(field.schema());
        return switch (value.getType()) {
            case INT, LONG -> value.getLogicalType() == null ? ofName(field.name()) : ofTime(value);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofName(String name) {
        return WORDS.entrySet().stream()
                .filter(word -> word.getKey().matcher(name).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> ofTime(Schema schema) {
        return switch (schema.getLogicalType().getName().toLowerCase(Locale.ROOT)) {
            case "date" -> Optional.of("days since 1970-01-01");
            case "timestamp-millis" -> Optional.of("milliseconds since 1970-01-01T00:00Z");
            default -> Optional.empty();
        };
    }
}
