package io.staylog.schemas.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.evolution.NamedTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;

/** One record type as an AsyncAPI message. */
final class Message {
    /** Name of the schema of every record's headers. */
    static final String HEADERS = "RecordHeaders";

    private static final String AVRO_FORMAT = "application/vnd.apache.avro;version=1.12.0";
    private static final String KAFKA_BINDING = "0.5.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordType type;

    Message(RecordType type) {
        this.type = type;
    }

    /** Fills a message object. */
    void into(ObjectNode message) {
        message.put("name", type.schema().getFullName()).put("title", type.name());
        message.put("summary", type.doc()).put("contentType", "application/avro");
        message.putObject("headers").put("$ref", "#/components/schemas/" + HEADERS);
        var payload = message.putObject("payload").put("schemaFormat", AVRO_FORMAT);
        payload.set("schema", tree(type.schema()));
        var kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key")
                .put("type", "string")
                .put("description", "UTF-8 text: " + type.topics().get(0).key());
        kafka.put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicRecordNameStrategy")
                .put("bindingVersion", KAFKA_BINDING);
        example(message.putArray("examples").addObject());
        var subjects = message.putArray("x-staylog-subjects");
        type.topics().forEach(use -> subjects.add(use.topic().subject(type.schema())));
        versions(message);
        units(message);
    }

    private void example(ObjectNode example) {
        var use = type.topics().get(type.topics().size() - 1);
        example.put("name", type.name())
                .put("summary", "As JSON that `staylog events publish` takes; on the wire it is Avro");
        var headers = example.putObject("headers");
        HeaderDoc.ofEveryRecord().forEach(header -> headers.put(header.name(), header.example()));
        headers.put(EventHeaders.TYPE, type.schema().getFullName());
        headers.put(EventHeaders.SOURCE, source(use));
        headers.put(
                EventHeaders.SUBJECT,
                type.example().get(use.keyOf(type.schema())).asText());
        if (use.isOpen() && type.example().has("requestId")) {
            headers.put(EventHeaders.ID, type.example().get("requestId").asText());
        } else {
            var cause = HeaderDoc.ofSomeRecords().get(0);
            headers.put(cause.name(), cause.example());
        }
        example.set("payload", type.example());
    }

    private static String source(TopicUse use) {
        return use.isOpen() ? "staylog-cli" : use.writers().get(0).title();
    }

    private void versions(ObjectNode message) {
        var versions = message.putArray("x-staylog-versions");
        for (var version : type.versions()) {
            var changes = versions.addObject()
                    .put("title", version.title())
                    .put("schemaSha256", version.sha256())
                    .putArray("changes");
            version.changes().forEach(changes::add);
        }
    }

    private void units(ObjectNode message) {
        var units = JSON.createObjectNode();
        for (var named : NamedTypes.of(type.schema()).values()) {
            if (named.getType() == Schema.Type.RECORD) {
                named.getFields()
                        .forEach(field -> Unit.of(field)
                                .ifPresent(unit -> units.put(named.getName() + "." + field.name(), unit)));
            }
        }
        if (!units.isEmpty()) {
            message.set("x-staylog-units", units);
        }
    }

    /** Fills a schema of headers; none of them is required. */
    @SafeVarargs
    static void headers(ObjectNode schema, List<HeaderDoc>... groups) {
        var properties = schema.put("type", "object").putObject("properties");
        for (var group : groups) {
            for (var header : group) {
                properties
                        .putObject(header.name())
                        .put("type", "string")
                        .put("description", header.doc())
                        .putArray("examples")
                        .add(header.example());
            }
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(Schema schema) {
        try {
            return JSON.readTree(schema.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
