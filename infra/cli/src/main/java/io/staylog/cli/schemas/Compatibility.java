package io.staylog.cli.schemas;

import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** Whether a proposed schema keeps every reader and writer of the present one working. */
final class Compatibility {
    private Compatibility() {}

    /**
     * What speaks against the schema.
     *
     * @param registry is asked too; null asks nobody
     */
    static Optional<String> objection(Topic topic, Schema proposed, @Nullable SchemaRegistry registry) {
        var subject = topic.subject(proposed);
        var present = topic.schemas().get(subject);
        if (present != null) {
            var here = between(present, proposed);
            if (here.isPresent()) {
                return here;
            }
        }
        return registry == null
                ? Optional.empty()
                : registry.objection(subject, proposed).map(reason -> "the registry says: " + reason);
    }

    /** Both directions, as FULL demands. */
    static Optional<String> between(Schema present, Schema proposed) {
        return broken(proposed, present, "a new reader cannot read old records")
                .or(() -> broken(present, proposed, "a reader of today could not read new records"))
                .or(() -> LogicalTypeChanges.between(present, proposed));
    }

    private static Optional<String> broken(Schema reader, Schema writer, String consequence) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return Optional.empty();
        }
        var reasons = result.getIncompatibilities().stream()
                .map(difference -> difference.getLocation() + " " + difference.getMessage())
                .collect(Collectors.joining("; "));
        return Optional.of(consequence + ": " + reasons);
    }
}
