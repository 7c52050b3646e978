package io.staylog.cli.dlq;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code staylog dlq show}. */
@Command(
        name = "show",
        description = "All about one letter: why, its contents as far as they can be read, its history.")
final class ShowCommand implements Callable<Integer> {
    private static final int HEX_BYTES_MAX = 256;

    @Parameters(paramLabel = "<letter>", description = "topic/partition/offset, as the list has it.")
    private String name = "";

    @Option(names = "--group", paramLabel = "<group>", description = "Where several groups have put the record aside.")
    private String group = "";

    @Option(
            names = "--value",
            description = "Print only the decoded value, as JSON: to be edited and given to 'staylog dlq edit'.")
    private boolean valueOnly;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var settings = connection.settings();
        var entry = Letters.find(new KafkaClients(settings).probe(), name, group);
        try (var reader = new LogReader(settings, true)) {
            var record = Letters.record(reader, entry);
            if (valueOnly) {
                System.out.println(Json.line(value(record, entry)));
                return 0;
            }
            var json = json(entry, record);
            output.print(json, text(json));
            return 0;
        }
    }

    private static ObjectNode value(LogRecord record, Entry entry) {
        if (record.type().isEmpty()) {
            throw Failure.failed("the value of " + entry.letter().letter() + " cannot be decoded: "
                    + record.json().path("unreadable").asString("it is empty")
                    + "; write the document anew and give its type: staylog dlq edit --type");
        }
        return record.valueJson();
    }

    private static ObjectNode json(Entry entry, LogRecord record) {
        var letter = entry.letter();
        var json = Json.object()
                .put("letter", letter.letter().toString())
                .put("state", entry.state())
                .put("group", letter.group())
                .put("cause", letter.why().reason())
                .put("message", letter.why().message())
                .put("digest", letter.why().digest())
                .put("key", entry.key())
                .put("about", letter.subject())
                .put(
                        "waitsFor",
                        letter.behind() == null ? null : letter.behind().toString())
                .put("keptAt", entry.keptAt().toString())
                .put("remedy", entry.remedy());
        json.set("record", record.json());
        var history = json.putArray("history");
        entry.history()
                .forEach(step ->
                        history.addObject().put("at", step.at().toString()).put("what", step.text()));
        json.put("next", Letters.next(entry));
        return json;
    }

    private static String text(ObjectNode json) {
        var lines = new ArrayList<String>();
        for (var property : json.properties()) {
            if (property.getValue().isString()) {
                lines.add("%-9s %s"
                        .formatted(property.getKey(), property.getValue().asString()));
            }
        }
        var record = json.path("record");
        lines.add("type      " + record.path("type").asString("?"));
        lines.add("headers   "
                + record.path("headers").properties().stream()
                        .filter(header -> !header.getKey().startsWith("staylog_dead_"))
                        .map(header -> header.getKey() + "=" + header.getValue().asString(""))
                        .collect(Collectors.joining(" ")));
        lines.add("value     "
                + (record.hasNonNull("value")
                        ? Json.line(record.path("value"))
                        : raw(record.path("base64").asString(null))));
        if (record.has("unreadable")) {
            lines.add("          " + record.path("unreadable").asString());
        }
        json.path("history")
                .forEach(step -> lines.add(
                        step.path("at").asString() + " " + step.path("what").asString()));
        return String.join("\n", lines);
    }

    private static String raw(@Nullable String base64) {
        if (base64 == null) {
            return "none";
        }
        var bytes = java.util.Base64.getDecoder().decode(base64);
        var hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, HEX_BYTES_MAX));
        return bytes.length + " bytes: " + hex + (bytes.length > HEX_BYTES_MAX ? " …" : "");
    }
}
