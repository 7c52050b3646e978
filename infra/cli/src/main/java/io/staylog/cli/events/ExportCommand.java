package io.staylog.cli.events;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogReader.Start;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Lines;
import io.staylog.cli.terminal.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog events export}: a part of the log as JSON lines. */
@Command(name = "export", description = "All records up to now as JSON lines.")
final class ExportCommand implements Callable<Integer> {
    private static final int LOOK_AT_READER_EVERY = 1_000;

    @Mixin
    private EventSelection selection = new EventSelection();

    @Option(names = "--output", paramLabel = "<file>", description = "Default: stdout.")
    private @Nullable Path file;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** JSON it is in any case; a script may ask for it all the same. */
    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        selection.check();
        // Closed before anything is said of it, because a full disk may show only then.
        long count = export();
        if (file != null && !output.json()) {
            System.err.println("wrote " + count + " records to " + file);
        }
        return 0;
    }

    private long export() {
        try (var reader = new LogReader(connection.settings(), selection.committedOnly());
                var out = Lines.to(file)) {
            var count = new long[1];
            selection.read(reader, new Start.Beginning(), false, event -> {
                out.print(Json.line(event.json()));
                return ++count[0] % LOOK_AT_READER_EVERY != 0 || out.flush();
            });
            return count[0];
        }
    }
}
