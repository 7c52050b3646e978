package io.staylog.schemas.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Says what is different between two versions of a schema, good or bad. */
public final class ChangeInWords {
    private final List<String> words = new ArrayList<>();

    private ChangeInWords() {}

    /** One line per difference; empty where there is none that a reader could notice. */
    public static List<String> between(Schema before, Schema after) {
        var change = new ChangeInWords();
        if (!before.getFullName().equals(after.getFullName())) {
            change.words.add("renamed from " + before.getFullName() + " to " + after.getFullName());
        }
        var old = NamedTypes.of(before);
        var now = NamedTypes.of(after);
        now.forEach((name, schema) -> {
            var known = name.equals(after.getFullName()) ? before : old.get(name);
            if (known == null || known.getType() != schema.getType()) {
                change.words.add(schema.getType().getName() + " " + name + " added");
            } else {
                change.type(known, schema);
            }
        });
        old.forEach((name, schema) -> {
            if (!name.equals(before.getFullName()) && !now.containsKey(name)) {
                change.words.add(schema.getType().getName() + " " + name + " removed");
            }
        });
        return change.words;
    }

    private void type(Schema before, Schema after) {
        doc(after.getName(), before.getDoc(), after.getDoc());
        if (before.getType() == Schema.Type.RECORD) {
            fields(before, after);
        } else if (before.getType() == Schema.Type.ENUM) {
            symbols(before, after);
        }
    }

    private void fields(Schema before, Schema after) {
        for (var field : after.getFields()) {
            var known = before.getField(field.name());
            var name = after.getName() + "." + field.name();
            if (known == null) {
                words.add("field " + name + " (" + NamedTypes.words(field.schema()) + ") added "
                        + (field.hasDefaultValue() ? "with default " + defaultOf(field) : "without default"));
            } else {
                field(name, known, field);
            }
        }
        for (var field : before.getFields()) {
            if (after.getField(field.name()) == null) {
                words.add("field " + before.getName() + "." + field.name() + " removed");
            }
        }
    }

    private void field(String name, Schema.Field before, Schema.Field after) {
        var type = precise(before.schema());
        var now = precise(after.schema());
        if (!type.equals(now)) {
            words.add("type of " + name + " changed from " + type + " to " + now);
        }
        if (!defaultOf(before).equals(defaultOf(after))) {
            words.add("default of " + name + " changed from " + defaultOf(before) + " to " + defaultOf(after));
        }
        doc(name, before.doc(), after.doc());
    }

    private static String precise(Schema schema) {
        var value = NamedTypes.value(schema);
        var precision = value.getObjectProp("precision");
        var digits = precision == null
                ? ""
                : " of " + precision + " digits, " + value.getObjectProp("scale") + " of them behind the point";
        return NamedTypes.words(schema) + digits;
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "none";
        }
        var value = field.defaultVal();
        if (JsonProperties.NULL_VALUE.equals(value)) {
            return "null";
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private void symbols(Schema before, Schema after) {
        var old = before.getEnumSymbols();
        var now = after.getEnumSymbols();
        now.stream()
                .filter(symbol -> !old.contains(symbol))
                .forEach(symbol -> words.add("symbol " + symbol + " added to " + after.getName()));
        old.stream()
                .filter(symbol -> !now.contains(symbol))
                .forEach(symbol -> words.add("symbol " + symbol + " removed from " + after.getName()));
        if (!old.stream()
                .filter(now::contains)
                .toList()
                .equals(now.stream().filter(old::contains).toList())) {
            words.add("symbols of " + after.getName() + " are in another order");
        }
        if (!Objects.equals(before.getEnumDefault(), after.getEnumDefault())) {
            words.add("default of " + after.getName() + " changed from " + before.getEnumDefault() + " to "
                    + after.getEnumDefault());
        }
    }

    private void doc(String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            words.add("doc of " + name + " changed");
        }
    }
}
