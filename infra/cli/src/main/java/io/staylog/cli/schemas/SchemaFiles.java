package io.staylog.cli.schemas;

import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.evolution.Finding;
import io.staylog.schemas.evolution.SchemaRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** Reads schemas from .avsc and .avdl files. */
final class SchemaFiles {
    private SchemaFiles() {}

    /**
     * All records of a file.
     *
     * @throws Failure if the file cannot be read, or has no record that could be a payload
     */
    static List<Schema> records(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.usage(file + " is not a file");
        }
        try {
            return file.toString().endsWith(".avdl") ? ofIdl(file) : List.of(ofText(Files.readString(file)));
        } catch (IOException | AvroRuntimeException e) {
            throw Failure.usage("cannot read the schema in " + file + ": " + e.getMessage());
        }
    }

    private static List<Schema> ofIdl(Path file) throws IOException {
        return new IdlReader()
                .parse(file).getNamedSchemas().values().stream()
                        .filter(schema -> schema.getType() == Schema.Type.RECORD)
                        .toList();
    }

    /** Whatever is wrong with a record is said later, beside what it would break. */
    private static Schema ofText(String text) {
        var findings = SchemaRules.ofText(text);
        try {
            var schema = new Schema.Parser().parse(text);
            if (schema.getType() == Schema.Type.RECORD) {
                return schema;
            }
        } catch (AvroRuntimeException e) {
            if (findings.isEmpty()) {
                throw e;
            }
        }
        throw Failure.rejected("incompatible_schema", String.join("\n", Finding.sentences(findings)));
    }
}
