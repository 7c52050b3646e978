package io.staylog.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Our schemas as other languages know them: without hints for Java. */
public final class PlainSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainSchemas() {}

    /** The schema of every record type of every topic, by full name. */
    public static Map<String, Schema> all() {
        var all = new TreeMap<String, Schema>();
        for (var topic : Topics.all()) {
            topic.schemas().values().forEach(schema -> all.put(schema.getFullName(), plain(schema)));
        }
        return all;
    }

    private static Schema plain(Schema schema) {
        try {
            var tree = JSON.readTree(schema.toString());
            removeHints(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeHints(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        node.forEach(PlainSchemas::removeHints);
    }
}
