package io.staylog.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.client.Headers;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.Settings;
import io.staylog.cli.events.Candidates;
import io.staylog.cli.events.Documents;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.deadletters.DeadRecord.Wish;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog dlq edit}. */
@Command(
        name = "edit",
        description =
                "Have a letter decided with other contents: JSON, checked field by field. The bytes that came in are"
                        + " kept. Begin with: staylog dlq show <letter> --value > document.json")
final class EditCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<letter>", description = "topic/partition/offset, as the list has it.")
    private String name = "";

    @Option(names = "--group", paramLabel = "<group>", description = "Where several groups have put the record aside.")
    private String group = "";

    @Option(
            names = "--file",
            paramLabel = "<file>",
            defaultValue = "-",
            description = "The document. Default: standard input.")
    private String file = "-";

    @Option(
            names = "--type",
            paramLabel = "<type>",
            completionCandidates = Candidates.TypeNames.class,
            description = "Record type. Default: that of the letter, where it can be read.")
    private @Nullable String type;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "<text>",
            description = "Why; it is kept with the letter.")
    private String reason = "";

    @Mixin
    private OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        var settings = options.connection.settings();
        var clients = new KafkaClients(settings).probe();
        var entry = Letters.find(clients, name, group);
        RetryCommand.requireRetry(entry);
        try (var reader = new LogReader(settings, true);
                var desk = new OrderDesk(clients, List.of(entry))) {
            var content = edited(entry, Letters.record(reader, entry), settings);
            desk.write(entry, options.order(entry, Wish.RETRY, reason), content);
            return options.answer(desk, Json.array());
        }
    }

    private OrderDesk.Content edited(Entry entry, LogRecord record, Settings settings) {
        var topic = Topics.named(entry.letter().letter().topic()).orElseThrow();
        if (!topic.name().endsWith(".requests")) {
            throw Failure.rejected(
                    "not_editable",
                    "what stands on " + topic.name() + " has happened, and only its owner may say what; mend the"
                            + " program and retry it, or discard it");
        }
        var typeName = type != null ? type : record.type();
        if (typeName.isEmpty()) {
            throw Failure.usage("the letter cannot be read, so its type is not known; name it with --type");
        }
        var schema = Documents.schema(topic, typeName);
        var documents = Documents.records(file, schema);
        if (documents.size() != 1) {
            throw Failure.usage("one document takes the place of one letter, but there are " + documents.size());
        }
        var document = documents.getFirst();
        var key = Documents.key(document, null);
        int schemaId = Documents.schemaId(new SchemaRegistry(settings.registry()), topic, schema);
        var id = EventHeaders.text(record.source().headers(), EventHeaders.ID);
        var headers =
                Headers.of(id == null ? UUID.randomUUID().toString() : id, schema.getFullName(), key, Instant.now());
        return new OrderDesk.Content(key.getBytes(UTF_8), WireBytes.encode(schemaId, document), headers);
    }
}
