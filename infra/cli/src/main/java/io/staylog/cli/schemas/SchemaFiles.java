package io.staylog.cli.schemas;

import io.staylog.cli.terminal.Failure;
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

    /** All records of a file. */
    static List<Schema> records(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.usage(file + " is not a file");
        }
        try {
            var schemas = file.toString().endsWith(".avdl")
                    ? List.copyOf(new IdlReader().parse(file).getNamedSchemas().values())
                    : List.of(new Schema.Parser().parse(file.toFile()));
            return schemas.stream()
                    .filter(schema -> schema.getType() == Schema.Type.RECORD)
                    .toList();
        } catch (IOException | AvroRuntimeException e) {
            throw Failure.usage("cannot read the schema in " + file + ": " + e.getMessage());
        }
    }
}
