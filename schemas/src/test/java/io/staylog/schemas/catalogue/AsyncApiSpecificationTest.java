package io.staylog.schemas.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.staylog.schemas.EventCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The document is AsyncAPI 3.0 by the specification's own JSON schema. That schema is on npm and not among Java's libraries,
 * so it has to be given: {@code schemas/check-asyncapi} fetches it and runs this test.
 */
class AsyncApiSpecificationTest {
    private static final String SCHEMA = "asyncapi.schema";

    @Test
    void the_document_is_valid_by_the_specifications_own_schema() throws IOException {
        var schema = schema();

        assertThat(schema.validate(new String(EventCatalogue.asyncApi(), UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void a_document_with_a_fault_is_not() throws IOException {
        var schema = schema();
        var faulty = new String(EventCatalogue.asyncApi(), UTF_8)
                .replace("\"action\" : \"send\"", "\"action\" : \"publish\"");

        assertThat(schema.validate(faulty, InputFormat.JSON)).isNotEmpty();
    }

    private static com.networknt.schema.Schema schema() throws IOException {
        var file = System.getProperty(SCHEMA, "");
        assumeTrue(
                !file.isEmpty(), "AsyncAPI's schema is not here; schemas/check-asyncapi fetches it and runs this test");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of(file)), InputFormat.JSON);
    }
}
