package io.staylog.cli.schemas;

import io.staylog.cli.terminal.Paragraph;
import io.staylog.schemas.evolution.NamedTypes;
import java.util.StringJoiner;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import tools.jackson.databind.json.JsonMapper;

/** A schema for a person: each type with its fields, what they mean, and what counts where they are left out. */
final class SchemaWords {
    private static final String FIELD = "  ";
    private static final String DOC = "      ";

    private SchemaWords() {}

    /** The whole, in lines that fit a terminal. */
    static String of(Schema schema) {
        var text = new StringJoiner("\n");
        for (var type : NamedTypes.of(schema).values()) {
            text.add("").add(type.getFullName());
            if (type.getDoc() != null) {
                text.add(Paragraph.indented(FIELD, type.getDoc()));
            }
            if (type.getType() == Schema.Type.ENUM) {
                text.add(Paragraph.indented(FIELD, "one of " + String.join(", ", type.getEnumSymbols())));
            } else if (type.getType() == Schema.Type.RECORD) {
                type.getFields().forEach(field -> field(text, field));
            }
        }
        return text.toString();
    }

    private static void field(StringJoiner text, Schema.Field field) {
        text.add(FIELD + field.name() + ": " + NamedTypes.words(field.schema()) + byDefault(field));
        if (field.doc() != null) {
            text.add(Paragraph.indented(DOC, field.doc()));
        }
    }

    private static String byDefault(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "";
        }
        var value = field.defaultVal();
        var shown = JsonProperties.NULL_VALUE.equals(value)
                ? "null"
                : JsonMapper.shared().valueToTree(value);
        return ", by default " + shown;
    }
}
