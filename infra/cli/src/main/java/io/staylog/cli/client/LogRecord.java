package io.staylog.cli.client;

import io.staylog.cli.avro.AvroJson;
import io.staylog.cli.avro.WireBytes.Decoded;
import io.staylog.cli.terminal.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record of the log, decoded.
 *
 * @param source the record as it came
 * @param value what its bytes say
 */
public record LogRecord(ConsumerRecord<byte[], byte[]> source, Decoded value) {

    /** The record type without namespace; empty where the bytes are no record. */
    public String type() {
        return value instanceof Decoded.Value(var record) ? record.getSchema().getName() : "";
    }

    /** The record type with namespace; empty where the bytes are no record. */
    public String fullType() {
        return value instanceof Decoded.Value(var record) ? record.getSchema().getFullName() : "";
    }

    /** A field as text; null where the record has no such field or it is null. */
    public @Nullable String field(String name) {
        if (!(value instanceof Decoded.Value(var record))) {
            return null;
        }
        var field = record.getSchema().getField(name);
        var content = field == null ? null : record.get(field.pos());
        return content == null ? null : content.toString();
    }

    /** The key as text; null where the record has none. */
    public @Nullable String key() {
        return text(source.key());
    }

    /** The record alone. */
    public ObjectNode valueJson() {
        return value instanceof Decoded.Value(IndexedRecord record) ? AvroJson.of(record) : Json.object();
    }

    /** Everything there is to say of it. */
    public ObjectNode json() {
        var json = Json.object();
        json.put("topic", source.topic()).put("partition", source.partition()).put("offset", source.offset());
        json.put("timestamp", Instant.ofEpochMilli(source.timestamp()).toString());
        json.put("key", key());
        json.put("type", fullType().isEmpty() ? null : fullType());
        var headers = json.putObject("headers");
        source.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        switch (value) {
            case Decoded.Value(var record) -> json.set("value", AvroJson.of(record));
            case Decoded.Tombstone() -> json.putNull("value");
            case Decoded.Unreadable(var reason) -> {
                json.putNull("value").put("unreadable", reason);
                json.put("base64", Base64.getEncoder().encodeToString(source.value()));
            }
        }
        return json;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
