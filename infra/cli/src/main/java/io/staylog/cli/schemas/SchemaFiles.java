package io.staylog.cli.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.evolution.Finding;
import io.staylog.schemas.evolution.SchemaRules;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** Reads schemas from .avsc and .avdl files. */
final class SchemaFiles {
    private static final String HOW = "; for one to begin with: staylog schemas show <record> --avsc";

    private SchemaFiles() {}

    /**
     * All records of a file.
     *
     * @throws Failure if the file cannot be read, or has no record that could be a payload
     */
    static List<Schema> records(Path file) {
        if (Files.isDirectory(file)) {
            throw Failure.usage(file + " is a directory; name one .avsc or .avdl file in it");
        }
        try {
            return file.toString().endsWith(".avdl") ? ofIdl(file) : List.of(ofText(file, Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw Failure.usage("there is no file " + file + HOW);
        } catch (CharacterCodingException e) {
            throw Failure.usage(file + " is not text in UTF-8; a schema is JSON" + HOW);
        } catch (IOException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        } catch (AvroRuntimeException e) {
            throw Failure.usage(file + " is not a schema: " + firstLine(e) + HOW);
        }
    }

    private static List<Schema> ofIdl(Path file) throws IOException {
        return new IdlReader()
                .parse(file).getNamedSchemas().values().stream()
                        .filter(schema -> schema.getType() == Schema.Type.RECORD)
                        .toList();
    }

    /** Whatever is wrong with a record is said later, beside what it would break. */
    private static Schema ofText(Path file, String text) {
        if (text.isBlank()) {
            throw Failure.usage(file + " is empty; a schema is a JSON object" + HOW);
        }
        List<Finding> findings;
        try {
            findings = SchemaRules.ofText(text);
        } catch (AvroRuntimeException e) {
            throw e.getCause() instanceof JsonProcessingException json ? notJson(file, json) : e;
        }
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

    private static Failure notJson(Path file, JsonProcessingException e) {
        var at = e.getLocation();
        var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Failure.usage(file + " is not JSON" + where + ": "
                + e.getOriginalMessage().lines().findFirst().orElse("") + HOW);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
