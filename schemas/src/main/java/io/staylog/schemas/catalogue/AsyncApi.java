package io.staylog.schemas.catalogue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Collectors;

/** The catalogue as an AsyncAPI 3 document. The same catalogue gives the same bytes on every machine. */
final class AsyncApi {
    private static final String VERSION = "3.0.0";
    private static final String KAFKA_BINDING = "0.5.0";
    private static final int PARTITIONS_BY_DEFAULT = 8;
    private static final String DEAD_LETTER = "DeadLetter";
    private static final int DEAD_HEADERS_OF_EXAMPLE = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Catalogue catalogue;
    private final ObjectNode document = JSON.createObjectNode();

    private AsyncApi(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The document as JSON text. */
    static String of(Catalogue catalogue) {
        var api = new AsyncApi(catalogue);
        api.info();
        api.servers();
        api.channels();
        api.operations();
        api.components();
        return text(api.document);
    }

    /** Indented, with the same line ends on every machine. */
    static String text(ObjectNode document) {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return JSON.writer(printer).writeValueAsString(document) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void info() {
        document.put("asyncapi", VERSION).put("id", "urn:io.staylog:events");
        var info = document.putObject("info");
        info.put("title", "Staylog event catalogue");
        info.put("version", Integer.toString(catalogue.release()));
        var rules = Words.RULES.stream().map(rule -> "**" + rule.title() + "**: " + rule.text());
        info.put("description", Words.INTRODUCTION + "\n\n" + rules.collect(Collectors.joining("\n\n")));
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        var tags = info.putArray("tags");
        for (var party : Party.values()) {
            tags.addObject().put("name", party.title());
        }
        document.put("defaultContentType", "application/avro");
    }

    private void servers() {
        var server = document.putObject("servers").putObject("kafka");
        server.put("host", "{address}").put("protocol", "kafka");
        server.put("description", "The brokers, and beside them the schema registry.");
        server.putObject("variables")
                .putObject("address")
                .put("default", "127.0.0.1:9092")
                .put("description", "Host and port of a broker; on one machine the default.");
        server.putObject("bindings")
                .putObject("kafka")
                .put("schemaRegistryUrl", "http://127.0.0.1:8081/apis/ccompat/v7")
                .put("schemaRegistryVendor", "apicurio")
                .put("bindingVersion", KAFKA_BINDING);
    }

    private void channels() {
        var channels = document.putObject("channels");
        for (var use : catalogue.topics()) {
            var name = use.topic().name();
            var channel = channels.putObject(name);
            channel.put("address", name).put("title", name).put("summary", use.about());
            channel.put("description", String.join("\n\n", Words.ofTopic(use)));
            var messages = channel.putObject("messages");
            catalogue
                    .on(use)
                    .forEach(type ->
                            messages.putObject(type.name()).put("$ref", "#/components/messages/" + type.name()));
            bindings(channel, name);
            var topicSettings = ((ObjectNode) channel.at("/bindings/kafka")).putObject("topicConfiguration");
            use.topic().settings().forEach((setting, value) -> put(topicSettings, setting, value));
            channel.put("x-staylog-key", use.key());
            names(channel.putArray("x-staylog-writers"), use.writers());
            names(channel.putArray("x-staylog-readers"), use.readers());
        }
        for (var use : catalogue.topics()) {
            var dead = use.topic().dead();
            var channel = channels.putObject(dead);
            channel.put("address", dead).put("title", dead).put("summary", Words.ofDead(use));
            channel.putObject("messages").putObject(DEAD_LETTER).put("$ref", "#/components/messages/" + DEAD_LETTER);
            bindings(channel, dead);
        }
    }

    private static void bindings(ObjectNode channel, String topic) {
        channel.putObject("bindings")
                .putObject("kafka")
                .put("topic", topic)
                .put("partitions", PARTITIONS_BY_DEFAULT)
                .put("bindingVersion", KAFKA_BINDING);
    }

    private static void put(ObjectNode settings, String name, String value) {
        if (name.equals("cleanup.policy")) {
            settings.putArray(name).add(value);
        } else if (value.matches("-?[0-9]+")) {
            settings.put(name, Long.parseLong(value));
        } else {
            settings.put(name, value);
        }
    }

    private static void names(ArrayNode array, Collection<Party> parties) {
        parties.forEach(party -> array.add(party.title()));
    }

    private void operations() {
        var operations = document.putObject("operations");
        for (var use : catalogue.topics()) {
            use.writers().forEach(party -> operation(operations, use, party, "send", "writes to"));
            use.readers().forEach(party -> operation(operations, use, party, "receive", "reads"));
        }
    }

    private void operation(ObjectNode operations, TopicUse use, Party party, String action, String verb) {
        var topic = use.topic().name();
        var operation = operations.putObject(party.title() + "." + action + "." + topic);
        operation.put("action", action).put("title", party.title() + " " + verb + " " + topic);
        operation.putObject("channel").put("$ref", "#/channels/" + topic);
        operation.putArray("tags").addObject().put("name", party.title());
        var messages = operation.putArray("messages");
        catalogue
                .on(use)
                .forEach(type -> messages.addObject().put("$ref", "#/channels/" + topic + "/messages/" + type.name()));
    }

    private void components() {
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        catalogue.records().values().forEach(type -> new Message(type).into(messages.putObject(type.name())));
        deadLetter(messages.putObject(DEAD_LETTER));
        var schemas = components.putObject("schemas");
        Message.headers(schemas.putObject(Message.HEADERS), HeaderDoc.ofEveryRecord(), HeaderDoc.ofSomeRecords());
        Message.headers(
                schemas.putObject("DeadLetterHeaders"), HeaderDoc.ofDeadLetters(), HeaderDoc.ofOrdersAndMarks());
    }

    private static void deadLetter(ObjectNode message) {
        message.put("name", DEAD_LETTER).put("title", "A record that could not be read or decided");
        message.put("summary", Words.DEAD_LETTER).put("contentType", "application/octet-stream");
        var headers = message.putObject("headers").putArray("allOf");
        headers.addObject().put("$ref", "#/components/schemas/" + Message.HEADERS);
        headers.addObject().put("$ref", "#/components/schemas/DeadLetterHeaders");
        message.putObject("payload")
                .put("type", "string")
                .put("format", "binary")
                .put("description", "The bytes as they came.");
        var example = message.putArray("examples").addObject().put("name", DEAD_LETTER);
        example.put("summary", "Of a payload that ends too early");
        var values = example.putObject("headers");
        HeaderDoc.ofDeadLetters().stream()
                .limit(DEAD_HEADERS_OF_EXAMPLE)
                .forEach(header -> values.put(header.name(), header.example()));
    }
}
