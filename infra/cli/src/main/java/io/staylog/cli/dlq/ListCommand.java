package io.staylog.cli.dlq;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog dlq list}. */
@Command(name = "list", description = "The letters that nobody has dealt with; with --all those that are, too.")
final class ListCommand implements Callable<Integer> {
    @Option(names = "--all", description = "Also letters that were decided or discarded.")
    private boolean all;

    @Mixin
    private LetterSelection selection = new LetterSelection();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var book = LetterBook.read(new KafkaClients(connection.settings()).probe(), selection.topics());
        var rows = Json.array();
        book.entries().stream()
                .filter(selection::wants)
                .filter(entry -> all || entry.isOpen())
                .forEach(entry -> {
                    var row = rows.addObject()
                            .put("letter", entry.letter().letter().toString())
                            .put("state", entry.state())
                            .put("cause", entry.letter().why().reason())
                            .put("type", entry.type())
                            .put("key", entry.key());
                    row.put("about", entry.letter().subject());
                    row.put("group", entry.letter().group());
                    row.put("at", entry.keptAt().toString());
                });
        output.print(rows, rows.isEmpty() ? "no dead letter" + (all ? "" : " is open") : Table.of(rows));
        return 0;
    }
}
