package io.staylog.cli.events;

import io.staylog.cli.avro.JsonAvro;
import io.staylog.cli.avro.JsonAvro.Result;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** JSON documents of a person, as records of the contract: checked field by field before anything is sent. */
public final class Documents {
    private Documents() {}

    /**
     * The record type of that name on a topic, with or without namespace.
     *
     * @throws Failure if the topic carries no such type, naming those that it does
     */
    public static Schema schema(Topic topic, String type) {
        var types = topic.schemas().values();
        return types.stream()
                .filter(schema -> named(schema, type))
                .findFirst()
                .orElseThrow(() -> Failure.usage("topic " + topic.name() + " carries no " + type + "; it carries "
                        + String.join(", ", types.stream().map(Schema::getName).toList())));
    }

    static boolean carries(Topic topic, String type) {
        return topic.schemas().values().stream().anyMatch(schema -> named(schema, type));
    }

    private static boolean named(Schema schema, String type) {
        return schema.getName().equals(type) || schema.getFullName().equals(type);
    }

    /**
     * All documents of a file.
     *
     * @param file the file, or {@code -} for standard input
     * @throws Failure if there is none, or one of them is wrong, with every field that is
     */
    public static List<GenericRecord> records(String file, Schema schema) {
        var good = new ArrayList<GenericRecord>();
        var bad = new ArrayList<String>();
        var documents = Json.documents(file);
        for (int i = 0; i < documents.size(); i++) {
            var where = documents.size() == 1 ? "" : "document " + (i + 1) + " ";
            switch (JsonAvro.read(schema, documents.get(i))) {
                case Result.Good(var record) -> good.add(record);
                case Result.Bad(var problems) -> problems.forEach(problem -> bad.add(where + problem));
            }
        }
        if (!bad.isEmpty()) {
            throw Failure.usage("not sent, because " + (bad.size() == 1 ? "1 field is" : bad.size() + " fields are")
                    + " wrong:\n  " + String.join("\n  ", bad));
        }
        if (good.isEmpty()) {
            throw Failure.usage("there is no document in " + file);
        }
        return good;
    }

    /**
     * The key of a record.
     *
     * @param key what somebody wants it to be; null for what it must be
     * @throws Failure if it would be one under which nobody finds it
     */
    public static String key(GenericRecord record, @Nullable String key) {
        if (key != null && CardNumbers.isIn(key)) {
            throw Failure.rejected("sensitive_card_data", "--key looks like a card number; nothing was sent");
        }
        var field = Stream.of("hotelId", "guestId").filter(record::hasField).findFirst();
        var own = field.map(name -> String.valueOf(record.get(name))).orElse("");
        if (key == null && own.isBlank()) {
            throw Failure.usage("$.hotelId: is empty; it is the record's key");
        }
        // Nobody would ever decide it: its hotel is looked for under the key.
        if (key != null && !own.isEmpty() && !key.equals(own)) {
            throw Failure.usage("--key " + key + " is not the record's " + field.orElse("") + " " + own
                    + ", which is its key; leave --key out");
        }
        return key == null ? own : key;
    }

    /**
     * The id under which the registry has a record type of a topic.
     *
     * @throws Failure if it has none
     */
    public static int schemaId(SchemaRegistry registry, Topic topic, Schema schema) {
        var subject = topic.subject(schema);
        return registry.find(subject, schema)
                .orElseThrow(() -> Failure.unreachable(
                        "the schema of subject '" + subject + "' is not registered at " + registry.address()
                                + "; register it with: staylog schemas register",
                        null));
    }
}
