package io.staylog.cli.dlq;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Output;
import io.staylog.cli.terminal.Table;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Wish;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

/** What every command needs that wants something done with letters. */
final class OrderOptions {
    @Option(
            names = "--by",
            paramLabel = "<who>",
            description = "Who wants it; it is kept with the letter. Default: the name you are logged in with.")
    private String by = System.getProperty("user.name", "unknown");

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to wait for the service to carry it out. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(30);

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    Order order(Entry entry, Wish wish, String note) {
        return new Order(entry.letter().group(), entry.letter().letter(), wish, by, note);
    }

    /** Waits, prints what has become of each letter, and gives the exit status. */
    int answer(OrderDesk desk, ArrayNode done) {
        var marks = desk.await(timeout);
        int exit = Exit.OK.code();
        for (var entry : desk.ordered()) {
            exit = Math.max(exit, exit(entry, marks));
            var mark = marks.get(entry);
            var row = done.addObject().put("letter", entry.letter().letter().toString());
            row.put("fate", mark == null ? "unknown" : mark.fate().name().toLowerCase(Locale.ROOT));
            row.put(
                    "message",
                    mark == null
                            ? entry.letter().group() + " has not carried the order out within " + timeout.toSeconds()
                                    + " s; it will when it can, see: staylog dlq show "
                                    + entry.letter().letter()
                            : mark.message());
        }
        output.print(done, Table.of(done));
        return exit;
    }

    private static int exit(Entry entry, Map<Entry, Mark> marks) {
        var mark = marks.get(entry);
        if (mark == null) {
            return Exit.UNKNOWN.code();
        }
        return mark.fate().closes() ? Exit.OK.code() : Exit.REJECTED.code();
    }
}
