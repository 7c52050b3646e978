package io.staylog.cli.events;

import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.Headers;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog events publish}: JSON in, checked field by field, Avro out. All documents are sent or none. */
@Command(name = "publish", description = "Write JSON documents to a topic as Avro. Plain JSON: no union wrappers.")
final class PublishCommand implements Callable<Integer> {
    private static final List<Topic> OPEN_TO_ANYONE =
            List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_REQUESTS, Topics.GUEST_PROFILES);
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    @Parameters(
            paramLabel = "<file>",
            arity = "0..1",
            description = "One document, an array, or one per line. Default: standard input.")
    private String file = "-";

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            completionCandidates = Candidates.TopicNames.class,
            description = "Default: the first one that may carry the type.")
    private @Nullable String topicName;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "<type>",
            completionCandidates = Candidates.TypeNames.class,
            description = "Record type, for example BookingRequested.")
    private String type;

    @Option(
            names = "--key",
            paramLabel = "<key>",
            description = "Default: the record's hotelId (guestId for profiles).")
    private @Nullable String key;

    @Option(
            names = "--schema",
            paramLabel = "<file.avsc>",
            description = "A schema of your own instead of the contract's.")
    private @Nullable Path schemaFile;

    @Option(names = "--force", description = "Write to a topic that only a service should write to.")
    private boolean force;

    @Option(names = "--dry-run", description = "Check only, and send nothing.")
    private boolean dryRun;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    private record Checked(String key, String id, GenericRecord record) {}

    @Override
    public Integer call() {
        var topic = topic();
        var schema = schema(topic);
        var documents = checked(schema);
        if (dryRun) {
            output.print(
                    Json.object().put("documents", documents.size()),
                    count(documents.size(), "document is", "documents are") + " good");
            return 0;
        }
        send(topic, schema, documents, connection.settings());
        return 0;
    }

    private Topic topic() {
        var candidates = topicName == null
                ? OPEN_TO_ANYONE.stream()
                        .filter(topic -> Documents.carries(topic, type))
                        .toList()
                : Topics.named(topicName).stream().toList();
        if (candidates.isEmpty()) {
            throw Failure.usage(
                    topicName == null
                            ? "no topic that anyone may write to carries " + type + "; name one with --topic"
                            : "there is no topic '" + topicName + "'; choose from "
                                    + String.join(
                                            ", ",
                                            Topics.all().stream()
                                                    .map(Topic::name)
                                                    .toList()));
        }
        var topic = candidates.getFirst();
        if (!force && !OPEN_TO_ANYONE.contains(topic)) {
            throw Failure.usage("only the owning service writes to " + topic.name() + "; --force does it all the same");
        }
        return topic;
    }

    private Schema schema(Topic topic) {
        if (schemaFile != null) {
            try {
                return new Schema.Parser().parse(schemaFile.toFile());
            } catch (IOException | SchemaParseException e) {
                throw Failure.usage("cannot read the schema in " + schemaFile + ": " + e.getMessage());
            }
        }
        return Documents.schema(topic, type);
    }

    private List<Checked> checked(Schema schema) {
        return Documents.records(file, schema).stream()
                .map(record -> new Checked(Documents.key(record, key), id(record), record))
                .toList();
    }

    private static String count(int number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    private static String id(GenericRecord record) {
        return record.hasField("requestId")
                ? String.valueOf(record.get("requestId"))
                : UUID.randomUUID().toString();
    }

    private void send(Topic topic, Schema schema, List<Checked> documents, Settings settings) {
        var clients = new KafkaClients(settings).probe();
        var registry = new SchemaRegistry(settings.registry());
        int schemaId = Documents.schemaId(registry, topic, schema);
        try (var producer = clients.producer(DELIVERY_TIMEOUT)) {
            for (var document : documents) {
                send(producer, topic, schemaId, document);
            }
        }
    }

    private void send(KafkaProducer<String, byte[]> producer, Topic topic, int schemaId, Checked document) {
        var fullName = document.record().getSchema().getFullName();
        var headers = Headers.of(document.id(), fullName, document.key(), Instant.now());
        var value = WireBytes.encode(schemaId, document.record());
        try {
            var place = producer.send(new ProducerRecord<>(topic.name(), null, null, document.key(), value, headers))
                    .get();
            var sent = Json.object().put("topic", place.topic()).put("partition", place.partition());
            sent.put("offset", place.offset()).put("key", document.key()).put("id", document.id());
            output.print(sent, place.topic() + "/" + place.partition() + "/" + place.offset() + " " + document.id());
        } catch (ExecutionException e) {
            throw Failure.unknown("it is not known whether the log has " + document.id() + ": " + e.getCause());
        } catch (KafkaException e) {
            throw Failure.unknown("the log may have those before, but not " + document.id() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted; it is not known whether the log has " + document.id());
        }
    }
}
