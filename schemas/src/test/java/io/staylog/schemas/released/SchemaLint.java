package io.staylog.schemas.released;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/** Rules for schemas that neither Avro nor a registry knows. Each answer is one sentence per fault. */
final class SchemaLint {
    private static final String RECORD_NAME = "([A-Z][a-z0-9]+)+";
    private static final String FIELD_NAME = "[a-z][a-z0-9]*([A-Z][a-z0-9]*)*";
    private static final String SYMBOL = "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*";
    private static final String SUFFIXES_WITHOUT_MEANING = ".*(Event|Command|Dto|Record|Message|Data|Info|[0-9])";

    private final List<String> faults = new ArrayList<>();

    private SchemaLint() {}

    /** What is wrong with a schema taken by itself. */
    static List<String> of(Schema schema) {
        var lint = new SchemaLint();
        if (schema.getType() != Type.RECORD) {
            lint.faults.add(
                    "a payload must be a record, not a " + schema.getType().getName());
        }
        named(schema).values().forEach(lint::check);
        return lint.faults;
    }

    /** What is wrong with a schema that follows another. */
    static List<String> ofChange(Schema released, Schema current) {
        var lint = new SchemaLint();
        var after = named(current);
        named(released).forEach((name, before) -> {
            var now = after.get(name);
            if (now == null) {
                lint.faults.add(name + " is gone or was renamed");
            } else if (before.getType() == Type.RECORD && now.getType() == Type.RECORD) {
                lint.fields(before, now);
            } else if (before.getType() == Type.ENUM && now.getType() == Type.ENUM) {
                lint.symbols(before, now);
            }
        });
        return lint.faults;
    }

    /** A schema and all records and enums in it, by full name. */
    static Map<String, Schema> named(Schema schema) {
        var found = new LinkedHashMap<String, Schema>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            default -> {}
        }
    }

    private void check(Schema schema) {
        var name = schema.getFullName();
        require(hasText(schema.getDoc()), name + " has no doc");
        require(schema.getAliases().isEmpty(), name + " has aliases; old readers know nothing of them");
        require(name.startsWith("io.staylog.schemas."), name + " is not in our namespace");
        require(schema.getName().matches(RECORD_NAME), name + " is not written LikeThis");
        require(!schema.getName().matches(SUFFIXES_WITHOUT_MEANING), name + " has a suffix that says nothing");
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> field(name, field));
            case ENUM -> symbols(schema);
            default ->
                faults.add(name + " is a " + schema.getType().getName() + "; use what other languages know well");
        }
    }

    private void symbols(Schema schema) {
        var name = schema.getFullName();
        var first = schema.getEnumSymbols().get(0);
        require(first.equals("UNKNOWN"), name + " must have UNKNOWN as its first symbol");
        require("UNKNOWN".equals(schema.getEnumDefault()), name + " must have UNKNOWN as its default");
        for (var symbol : schema.getEnumSymbols()) {
            require(symbol.matches(SYMBOL), name + " has " + symbol + ", which is not written LIKE_THIS");
        }
    }

    private void field(String record, Schema.Field field) {
        var name = record + "." + field.name();
        require(hasText(field.doc()), name + " has no doc");
        require(field.aliases().isEmpty(), name + " has aliases; old readers know nothing of them");
        require(field.name().matches(FIELD_NAME), name + " is not written likeThis");
        type(name, field.schema());
        if (field.schema().getType() == Type.UNION) {
            require(
                    field.hasDefaultValue() && field.defaultVal() == org.apache.avro.JsonProperties.NULL_VALUE,
                    name + " may be null, so null must be its default");
        }
        units(name, field);
    }

    private void type(String name, Schema schema) {
        switch (schema.getType()) {
            case FLOAT, DOUBLE -> faults.add(name + " is a floating-point number; count in the smallest unit");
            case BYTES, FIXED -> faults.add(name + " is bytes; say what is in them");
            case MAP -> type(name, schema.getValueType());
            case ARRAY -> type(name, schema.getElementType());
            case UNION -> {
                boolean optional = schema.getTypes().size() == 2
                        && schema.getTypes().get(0).getType() == Type.NULL;
                require(optional, name + " is a union other than [null, something]");
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Type.NULL)
                        .forEach(branch -> type(name, branch));
            }
            default -> {}
        }
    }

    /** The unit is the end of a name, so the same end must mean the same type. */
    private void units(String name, Schema.Field field) {
        var value = value(field.schema());
        var logical =
                value.getLogicalType() == null ? "" : value.getLogicalType().getName();
        if (name.endsWith("Minor")) {
            require(value.getType() == Type.LONG && logical.isEmpty(), name + " is money, so it must be a long");
        }
        if (name.matches(".*[a-z]At")) {
            require(logical.equals("timestamp-millis"), name + " is an instant, so it must be timestamp-millis");
        }
        if (name.endsWith("Date")) {
            require(logical.equals("date"), name + " is a day, so it must be a date");
        }
        if (name.endsWith("Bps")) {
            require(value.getType() == Type.INT || value.getType() == Type.LONG, name + " counts basis points");
        }
    }

    private static Schema value(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> value(schema.getElementType());
            case UNION -> value(schema.getTypes().get(schema.getTypes().size() - 1));
            default -> schema;
        };
    }

    private void fields(Schema before, Schema now) {
        for (var field : before.getFields()) {
            var name = before.getFullName() + "." + field.name();
            var kept = now.getField(field.name());
            if (kept == null) {
                faults.add(name + " is gone or was renamed; old readers would see its default");
                continue;
            }
            require(
                    Objects.equals(logical(field.schema()), logical(kept.schema())),
                    name + " has another logical type; old bytes would be read as other values");
            require(
                    field.hasDefaultValue() == kept.hasDefaultValue()
                            && Objects.equals(String.valueOf(field.defaultVal()), String.valueOf(kept.defaultVal())),
                    name + " has another default; old records would change their meaning");
        }
        for (var field : now.getFields()) {
            require(
                    before.getField(field.name()) != null || field.hasDefaultValue(),
                    now.getFullName() + "." + field.name() + " is new and has no default");
        }
    }

    private static Map<String, Object> logical(Schema schema) {
        var value = value(schema);
        var properties = new TreeMap<String, Object>(value.getObjectProps());
        properties.remove("avro.java.string");
        return properties;
    }

    private void symbols(Schema before, Schema now) {
        var old = before.getEnumSymbols();
        var symbols = now.getEnumSymbols();
        require(
                symbols.size() >= old.size() && symbols.subList(0, old.size()).equals(old),
                before.getFullName() + " lost or moved a symbol; new ones go to the end");
    }

    private static boolean hasText(String text) {
        return text != null && !text.isBlank();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            faults.add(otherwise);
        }
    }
}
