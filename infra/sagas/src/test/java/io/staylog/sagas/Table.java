package io.staylog.sagas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the runs have shown, one line for each, in the output of the tests and in a file beside it. */
final class Table {
    private static final String HEAD = """
            | path or token | what is decided | booking | payments | captured | refunded | disputed | by hand | net | open | bank = books |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    // What was decided and where the money is, and all that it is true of.
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    /** One that is written beside the classes. */
    Table(String name) {
        file = Path.of("target", name);
    }

    /** Adds a line, or a name to the line that tells the same. */
    void add(String name, Ending ending) {
        var books = ending.books();
        var row = "%s | %s | %s | %d | %d | %d | %d | %d | %d | %s |"
                .formatted(
                        String.join(" → ", shortened(ending.story().labels())),
                        ending.bill().state().isEmpty() ? "none" : ending.bill().state(),
                        ending.payments(),
                        books.captured(),
                        books.refunded(),
                        books.disputed(),
                        books.byHand(),
                        books.net(),
                        ending.openMinor(),
                        books.sameAtTheBank(ending.bank()) ? "yes" : "no, a person was called");
        rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(name);
    }

    /** Questions that are asked again and again are told once. */
    private static List<String> shortened(List<String> labels) {
        var told = new ArrayList<String>();
        int times = 1;
        for (int i = 0; i < labels.size(); i++) {
            if (i + 1 < labels.size() && labels.get(i + 1).equals(labels.get(i))) {
                times++;
            } else {
                told.add(times == 1 ? labels.get(i) : labels.get(i) + " ×" + times);
                times = 1;
            }
        }
        return told;
    }

    /** Prints and writes it. */
    void publish() {
        var text = new StringBuilder(HEAD);
        rows.forEach((row, names) -> text.append("| ")
                .append(String.join(", ", names))
                .append(" | ")
                .append(row)
                .append('\n'));
        System.out.println(text);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
