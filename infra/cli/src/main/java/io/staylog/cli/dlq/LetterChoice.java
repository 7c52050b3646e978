package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The letters that something is wanted of: named ones, or all that the options leave over. */
final class LetterChoice {
    @Parameters(arity = "0..*", paramLabel = "<letter>", description = "topic/partition/offset, as the list has it.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All open letters that the other options leave over, oldest first.")
    private boolean all;

    @Mixin
    private LetterSelection selection = new LetterSelection();

    /** Whether it says nothing, or two things at once. */
    boolean isUnclear() {
        return all != names.isEmpty();
    }

    /** Whether it is every letter that there is. */
    boolean isOfAll() {
        return all && selection.isOfAll();
    }

    /**
     * Finds them.
     *
     * @param fits which of all open letters are meant where none is named
     */
    List<Entry> among(KafkaClients clients, Predicate<Entry> fits) {
        var book = LetterBook.read(clients, selection.topics());
        if (!all) {
            return names.stream()
                    .map(name -> book.named(name, selection.group()))
                    .toList();
        }
        return book.entries().stream()
                .filter(selection::wants)
                .filter(Entry::isOpen)
                .filter(fits)
                .toList();
    }
}
