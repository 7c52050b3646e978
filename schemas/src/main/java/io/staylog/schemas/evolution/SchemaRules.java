package io.staylog.schemas.evolution;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a schema must be by itself, whatever was before it. */
public final class SchemaRules {
    private static final String OUR_NAMESPACE = "io.staylog.schemas.";
    private static final String TYPE_NAME = "([A-Z][a-z0-9]+)+";
    private static final String FIELD_NAME = "[a-z][a-z0-9]*([A-Z][a-z0-9]*)*";
    private static final String SYMBOL = "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*";
    private static final String SUFFIXES_WITHOUT_MEANING = ".*(Event|Command|Dto|Record|Message|Data|Info|[0-9])";
    private static final String UNKNOWN = "UNKNOWN";

    private final List<Finding> findings = new ArrayList<>();

    private SchemaRules() {}

    /** What is wrong with a schema. */
    public static List<Finding> of(Schema schema) {
        var rules = new SchemaRules();
        rules.require(
                schema.getType() == Schema.Type.RECORD,
                Rule.ONE_RECORD,
                "the payload is a " + schema.getType().getName());
        NamedTypes.of(schema).values().forEach(rules::type);
        return rules.findings;
    }

    /**
     * What is wrong with a schema's text. A text that names types which are not in it is told apart from one that is no schema.
     *
     * @throws AvroRuntimeException if it is no schema at all
     */
    public static List<Finding> ofText(String text) {
        try {
            return of(new Schema.Parser(NameValidator.UTF_VALIDATOR).parse(text));
        } catch (AvroRuntimeException e) {
            var message = String.valueOf(e.getMessage());
            if (message.contains("ndefined")) {
                return List.of(Finding.of(
                        Rule.NO_REFERENCES, "the schema names a type that is not in it (" + message + ")", ""));
            }
            throw e;
        }
    }

    private void type(Schema schema) {
        var name = schema.getName();
        require(hasText(schema.getDoc()), Rule.DOC, name + " has no doc");
        require(schema.getAliases().isEmpty(), Rule.NO_ALIASES, name + " has aliases");
        require(
                schema.getFullName().startsWith(OUR_NAMESPACE),
                Rule.OUR_NAMESPACE,
                schema.getFullName() + " is elsewhere");
        require(name.matches(TYPE_NAME), Rule.TYPE_NAME, name + " is not written LikeThis");
        require(!name.matches(SUFFIXES_WITHOUT_MEANING), Rule.TYPE_NAME, name + " has a suffix that says nothing");
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> field(name, field));
            case ENUM -> symbols(schema);
            default -> found(Rule.NO_BYTES, name + " is " + schema.getType().getName());
        }
    }

    private void symbols(Schema schema) {
        var name = schema.getName();
        require(
                schema.getEnumSymbols().get(0).equals(UNKNOWN),
                Rule.UNKNOWN_FIRST,
                name + " begins with another symbol");
        require(UNKNOWN.equals(schema.getEnumDefault()), Rule.UNKNOWN_DEFAULT, name + " has another default, or none");
        for (var symbol : schema.getEnumSymbols()) {
            require(symbol.matches(SYMBOL), Rule.SYMBOL_NAME, name + " has the symbol " + symbol);
        }
    }

    private void field(String record, Schema.Field field) {
        var name = record + "." + field.name();
        require(hasText(field.doc()), Rule.DOC, name + " has no doc");
        require(field.aliases().isEmpty(), Rule.NO_ALIASES, name + " has aliases");
        require(field.name().matches(FIELD_NAME), Rule.FIELD_NAME, name + " is not written likeThis");
        type(name, field.schema());
        if (field.schema().getType() == Schema.Type.UNION) {
            require(
                    field.hasDefaultValue() && JsonProperties.NULL_VALUE.equals(field.defaultVal()),
                    Rule.NULL_DEFAULT,
                    name + " may be null and has another default, or none");
        }
        unit(name, NamedTypes.value(field.schema()));
    }

    private void type(String name, Schema schema) {
        switch (schema.getType()) {
            case FLOAT, DOUBLE ->
                found(Rule.NO_FLOATS, name + " is a " + schema.getType().getName());
            case BYTES -> found(Rule.NO_BYTES, name + " is bytes");
            case MAP -> type(name, schema.getValueType());
            case ARRAY -> type(name, schema.getElementType());
            case UNION -> {
                boolean isOptional = schema.getTypes().size() == 2
                        && schema.getTypes().get(0).getType() == Schema.Type.NULL;
                require(isOptional, Rule.OPTIONAL_ONLY, name + " is one of " + NamedTypes.words(schema));
                schema.getTypes().forEach(branch -> type(name, branch));
            }
            default -> {}
        }
    }

    /** The unit is the end of a name, so the same end must mean the same type. */
    private void unit(String name, Schema value) {
        var logical = NamedTypes.logicalType(value);
        var what = name + " is " + NamedTypes.words(value);
        if (name.endsWith("Minor")) {
            require(value.getType() == Schema.Type.LONG && logical.equals("none"), Rule.UNIT_IN_NAME, what);
        }
        if (name.matches(".*[a-z]At")) {
            require(logical.equals("timestamp-millis"), Rule.UNIT_IN_NAME, what);
        }
        if (name.endsWith("Date")) {
            require(logical.equals("date"), Rule.UNIT_IN_NAME, what);
        }
        if (name.endsWith("Bps")) {
            require(value.getType() == Schema.Type.INT || value.getType() == Schema.Type.LONG, Rule.UNIT_IN_NAME, what);
        }
    }

    private static boolean hasText(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private void require(boolean condition, Rule rule, String otherwise) {
        if (!condition) {
            found(rule, otherwise);
        }
    }

    private void found(Rule rule, String what) {
        findings.add(Finding.of(rule, what, ""));
    }
}
