package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.deadletters.DeadRecord.Wish;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog dlq retry}. */
@Command(
        name = "retry",
        description =
                "Have letters decided now, as they are: once, however often it is asked for. What waits for them is"
                        + " decided after them by itself.")
final class RetryCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "<letter>", description = "topic/partition/offset, as the list has it.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All open letters that the other options leave over, oldest first.")
    private boolean all;

    @Mixin
    private LetterSelection selection = new LetterSelection();

    @Option(names = "--reason", paramLabel = "<text>", description = "Why; it is kept with the letter.")
    private String reason = "";

    @Mixin
    private OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        if (all != names.isEmpty()) {
            throw Failure.usage("name the letters to retry, or write --all");
        }
        var settings = options.connection.settings();
        var clients = new KafkaClients(settings).probe();
        var entries = entries(clients);
        entries.forEach(entry -> requireRetry(entry, Wish.RETRY));
        var done = Json.array();
        try (var reader = new LogReader(settings, true);
                var desk = new OrderDesk(clients, entries)) {
            for (var entry : entries) {
                desk.write(entry, options.order(entry, Wish.RETRY, reason), content(Letters.record(reader, entry)));
            }
            return options.answer(desk, done);
        }
    }

    private List<Entry> entries(KafkaClients clients) {
        var book = LetterBook.read(clients, selection.topics());
        if (!all) {
            return names.stream()
                    .map(name -> book.named(name, selection.group()))
                    .toList();
        }
        return book.entries().stream()
                .filter(selection::wants)
                .filter(entry -> entry.isOpen() && !entry.isWaiting() && entry.remedy() == null && !entry.isCut())
                .toList();
    }

    /** Says what else to do where a retry is not the way. */
    static void requireRetry(Entry entry, Wish wish) {
        var id = entry.letter().letter();
        if (entry.remedy() != null || (entry.isWaiting() && wish == Wish.RETRY)) {
            throw Failure.rejected("not_retriable", id + ": " + Letters.next(entry));
        }
    }

    private static OrderDesk.Content content(LogRecord record) {
        var source = record.source();
        return new OrderDesk.Content(source.key(), source.value(), source.headers());
    }
}
