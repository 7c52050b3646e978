package io.staylog.schemas.evolution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The types inside a schema, and their descriptions in a few words. */
public final class NamedTypes {
    private NamedTypes() {}

    /** A schema and all records, enums and fixed types in it, by full name. */
    public static Map<String, Schema> of(Schema schema) {
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

    /** What a field carries, without the list or the union around it. */
    public static Schema value(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> value(schema.getElementType());
            case MAP -> value(schema.getValueType());
            case UNION -> value(schema.getTypes().get(schema.getTypes().size() - 1));
            default -> schema;
        };
    }

    /** Its logical type, {@code none} where it has none. Also one that Avro does not know. */
    public static String logicalType(Schema schema) {
        return String.valueOf(schema.getObjectProps().getOrDefault("logicalType", "none"));
    }

    /** The type as a person would say it. */
    public static String words(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> schema.getName();
            case FIXED -> schema.getName() + " of " + schema.getFixedSize() + " bytes";
            case ARRAY -> "list of " + words(schema.getElementType());
            case MAP -> "map of " + words(schema.getValueType());
            case UNION -> union(schema);
            default -> primitive(schema);
        };
    }

    private static String union(Schema schema) {
        var branches = schema.getTypes();
        if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
            return "optional " + words(branches.get(1));
        }
        return branches.stream().map(NamedTypes::words).toList().toString();
    }

    private static String primitive(Schema schema) {
        var logical = logicalType(schema);
        return schema.getType().getName() + (logical.equals("none") ? "" : " (" + logical + ")");
    }
}
