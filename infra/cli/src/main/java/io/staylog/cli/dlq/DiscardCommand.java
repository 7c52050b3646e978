package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.deadletters.DeadRecord.Wish;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog dlq discard}. */
@Command(
        name = "discard",
        description =
                "Say that letters are never to be decided. Their bytes are kept, and what waits for them is decided.")
final class DiscardCommand implements Callable<Integer> {
    @Mixin
    private LetterChoice choice = new LetterChoice();

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
        if (reason.isBlank()) {
            throw Failure.usage("--reason must say something; it is all that will be known of why");
        }
        if (choice.isUnclear() || choice.isOfAll()) {
            throw Failure.usage(
                    "name the letters to discard, or write --all and which: --topic, --group, --cause or --hotel");
        }
        var clients = new KafkaClients(options.connection.settings()).probe();
        var entries = choice.among(clients, _ -> true);
        var done = Json.array();
        try (var desk = new OrderDesk(clients, entries)) {
            for (var entry : entries) {
                var order = options.order(entry, Wish.DISCARD, reason);
                if (entry.remedy() == null) {
                    desk.write(entry, order, OrderDesk.Content.none());
                } else {
                    desk.discard(entry, order);
                    done.addObject()
                            .put("letter", entry.letter().letter().toString())
                            .put("fate", "discarded")
                            .put("message", reason);
                }
            }
            return options.answer(desk, done);
        }
    }
}
