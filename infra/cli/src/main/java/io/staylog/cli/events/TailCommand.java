package io.staylog.cli.events;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogReader.Start;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Lines;
import io.staylog.cli.terminal.Output;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog events tail}: the newest records, and those to come. */
@Command(name = "tail", description = "The newest records, and with --follow those to come.")
final class TailCommand implements Callable<Integer> {
    @Mixin
    private EventSelection selection = new EventSelection();

    @Option(names = "--follow", description = "Go on for ever.")
    private boolean follow;

    @Option(
            names = "--last",
            paramLabel = "<n>",
            defaultValue = "10",
            description = "So many of the newest records. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        selection.check();
        EventSelection.notNegative("--last", last);
        try (var out = Lines.to(null);
                var reader = new LogReader(connection.settings(), selection.committedOnly())) {
            Predicate<LogRecord> print = event -> {
                out.print(text(event));
                // A reader that has closed the pipe (head) wants no more.
                return !follow || out.flush();
            };
            if (selection.hasStart()) {
                selection.read(reader, new Start.Beginning(), follow, print);
            } else {
                selection.newest(reader, last, follow, print);
            }
            return 0;
        }
    }

    private String text(LogRecord event) {
        return output.json() ? Json.line(event.json()) : line(event);
    }

    private static String line(LogRecord event) {
        var source = event.source();
        var type = event.type().isEmpty() ? "(unreadable)" : event.type();
        var why = why(source);
        return Instant.ofEpochMilli(source.timestamp()) + " " + source.topic() + "/" + source.partition() + "/"
                + source.offset() + " " + event.key() + " " + type + " " + why
                + Json.line(event.json().path("value"));
    }

    /** Why a record is in the dead letters, or what has become of one that is; empty where this is none. */
    private static String why(ConsumerRecord<byte[], byte[]> source) {
        return switch (DeadHeaders.read(source).orElse(null)) {
            case null -> "";
            case Letter letter ->
                letter.why().reason() + ": " + letter.why().message() + " (from " + letter.letter() + ") ";
            case Order order -> order.wish() + " of " + order.letter() + " wanted by " + order.by() + " ";
            case Mark mark -> mark.letter() + " " + mark.fate() + ": " + mark.message() + " ";
        };
    }
}
