package io.staylog.cli.schemas;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Finds changes that Avro and the registry accept although the same bytes would mean something else afterwards. */
final class LogicalTypeChanges {
    private final Set<String> seen = new HashSet<>();

    private LogicalTypeChanges() {}

    /** The first field whose logical type differs. */
    static Optional<String> between(Schema present, Schema proposed) {
        return new LogicalTypeChanges().find(present, proposed, "");
    }

    private Optional<String> find(Schema present, Schema proposed, String path) {
        if (present.getType() != proposed.getType()) {
            return Optional.empty();
        }
        if (!Objects.equals(present.getLogicalType(), proposed.getLogicalType())) {
            return Optional.of(path + " changes its logical type from " + name(present) + " to " + name(proposed)
                    + ": the same bytes would mean something else");
        }
        return switch (present.getType()) {
            case RECORD -> fields(present, proposed, path);
            case ARRAY -> find(present.getElementType(), proposed.getElementType(), path + "/items");
            case MAP -> find(present.getValueType(), proposed.getValueType(), path + "/values");
            case UNION -> branches(present, proposed, path);
            case ENUM, STRING, BYTES, FIXED, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> Optional.empty();
        };
    }

    private Optional<String> fields(Schema present, Schema proposed, String path) {
        if (!seen.add(present.getFullName())) {
            return Optional.empty();
        }
        return present.getFields().stream()
                .filter(field -> proposed.getField(field.name()) != null)
                .flatMap(field ->
                        find(field.schema(), proposed.getField(field.name()).schema(), path + "/" + field.name())
                                .stream())
                .findFirst();
    }

    private Optional<String> branches(Schema present, Schema proposed, String path) {
        return present.getTypes().stream()
                .flatMap(branch -> proposed.getTypes().stream()
                        .filter(other -> other.getFullName().equals(branch.getFullName()))
                        .flatMap(other -> find(branch, other, path).stream()))
                .findFirst();
    }

    private static String name(Schema schema) {
        return schema.getLogicalType() == null
                ? "none"
                : schema.getLogicalType().getName();
    }
}
