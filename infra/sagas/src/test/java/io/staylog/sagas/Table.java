package io.staylog.sagas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the runs have shown, one line for each, in the output of the tests and in a file beside it. */
final class Table {
    private static final String HEAD =
            """
            | path or token | what is decided | booking | payments | captured | refunded | disputed | by hand | net | open | bank = books |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    private final List<String> rows = new ArrayList<>();

    /** One that is written beside the classes. */
    Table(String name) {
        file = Path.of("target", name);
    }

    void add(String name, Ending ending) {
        var books = ending.books();
        rows.add("| %s | %s | %s | %s | %d | %d | %d | %d | %d | %d | %s |"
                .formatted(
                        name,
                        String.join(" → ", shortened(ending.story().labels())),
                        ending.bill().state().isEmpty() ? "none" : ending.bill().state(),
                        ending.payments(),
                        books.captured(),
                        books.refunded(),
                        books.disputed(),
                        books.byHand(),
                        books.net(),
                        ending.openMinor(),
                        books.sameAtTheBank(ending.bank()) ? "yes" : "NO"));
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
        var text = HEAD + String.join("\n", rows) + "\n";
        System.out.println(text);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
