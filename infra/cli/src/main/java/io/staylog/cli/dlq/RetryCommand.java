package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.deadletters.DeadRecord.Wish;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog dlq retry}. */
@Command(
        name = "retry",
        description =
                "Have letters decided now, as they are: once, however often it is asked for. What waits for them is"
                        + " decided after them by itself.")
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private LetterChoice choice = new LetterChoice();

    @Option(names = "--reason", paramLabel = "<text>", description = "Why; it is kept with the letter.")
    private String reason = "";

    @Mixin
    private OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        if (choice.isUnclear()) {
            throw Failure.usage("name the letters to retry, or write --all");
        }
        var settings = options.connection.settings();
        var clients = new KafkaClients(settings).probe();
        var entries = choice.among(clients, entry -> !entry.isWaiting() && entry.remedy() == null && !entry.isCut());
        entries.forEach(RetryCommand::requireWhole);
        var done = Json.array();
        try (var reader = new LogReader(settings, true);
                var desk = new OrderDesk(clients, entries)) {
            for (var entry : entries) {
                desk.write(entry, options.order(entry, Wish.RETRY, reason), content(Letters.record(reader, entry)));
            }
            return options.answer(desk, done);
        }
    }

    /** Says what else to do where a retry is not the way. */
    static void requireRetry(Entry entry) {
        if (entry.remedy() != null || entry.isWaiting()) {
            throw Failure.rejected("not_retriable", entry.letter().letter() + ": " + Letters.next(entry));
        }
    }

    private static void requireWhole(Entry entry) {
        requireRetry(entry);
        if (entry.isCut()) {
            throw Failure.rejected(
                    "not_retriable",
                    entry.letter().letter() + ": only its beginning was kept, because it is larger than any dead letter"
                            + " can be; write it anew with: staylog dlq edit");
        }
    }

    private static OrderDesk.Content content(LogRecord record) {
        var source = record.source();
        return new OrderDesk.Content(source.key(), source.value(), source.headers());
    }
}
