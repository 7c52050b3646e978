package io.staylog.cli.events;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogReader.Start;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Lines;
import io.staylog.cli.terminal.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog events tail}: the newest records, and those to come. */
@Command(name = "tail", description = "The newest records, and with --follow those to come.")
final class TailCommand implements Callable<Integer> {
    private static final int LOOK_BACK_MIN = 1_000;
    private static final int LOOK_BACK_FACTOR = 4;

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
        try (var out = Lines.to(null);
                var reader = new LogReader(connection.settings(), selection.committedOnly())) {
            if (follow || selection.hasStart()) {
                selection.read(reader, new Start.BeforeEnd(lookBack()), follow, event -> {
                    out.print(text(event));
                    // A reader that has closed the pipe (head) wants no more.
                    return !follow || out.flush();
                });
            } else {
                newest(reader).forEach(event -> out.print(text(event)));
            }
            return 0;
        }
    }

    /** Partitions are read one after another; a person wants them in the order of time. */
    private List<LogRecord> newest(LogReader reader) {
        var found = new ArrayList<LogRecord>();
        selection.read(reader, new Start.BeforeEnd(lookBack()), false, found::add);
        found.sort(Comparator.comparingLong(event -> event.source().timestamp()));
        return found.subList(Math.max(0, found.size() - last), found.size());
    }

    /** More than asked for: among the last offsets are markers of transactions and what the selection leaves out. */
    private long lookBack() {
        return follow ? last : Math.max(LOOK_BACK_MIN, (long) last * LOOK_BACK_FACTOR);
    }

    private String text(LogRecord event) {
        return output.json() ? Json.line(event.json()) : line(event);
    }

    private static String line(LogRecord event) {
        var source = event.source();
        var type = event.type().isEmpty() ? "(unreadable)" : event.type();
        return Instant.ofEpochMilli(source.timestamp()) + " " + source.topic() + "/" + source.partition() + "/"
                + source.offset() + " " + event.key() + " " + type + " "
                + Json.line(event.json().path("value"));
    }
}
