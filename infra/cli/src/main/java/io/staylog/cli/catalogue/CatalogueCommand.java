package io.staylog.cli.catalogue;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.EventCatalogue;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog catalogue}: which topics and record types there are; asks nobody, because this program holds it all. */
@Command(
        name = "catalogue",
        description = "Every topic and record type of this version of Staylog: here in short, with --html as a page to"
                + " read, with --asyncapi as a document for tools.")
public final class CatalogueCommand implements Callable<Integer> {
    @Option(names = "--html", paramLabel = "<file>", description = "Write the page there; - is stdout.")
    private @Nullable Path html;

    @Option(
            names = "--asyncapi",
            paramLabel = "<file>",
            description = "Write the AsyncAPI 3 document there, in JSON; - is stdout.")
    private @Nullable Path asyncApi;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (html != null) {
            write(html, EventCatalogue.page());
        }
        if (asyncApi != null) {
            write(asyncApi, EventCatalogue.asyncApi());
        }
        if (html == null && asyncApi == null) {
            tell();
        }
        return 0;
    }

    private void write(Path file, byte[] document) {
        if (file.toString().equals("-")) {
            System.out.write(document, 0, document.length);
            return;
        }
        try {
            Files.write(file, document);
        } catch (IOException e) {
            throw Failure.usage("cannot write " + file + " (" + e.getClass().getSimpleName()
                    + "); name a file in a directory that exists and that you may write to");
        }
        if (!output.json()) {
            System.err.println("wrote " + document.length + " bytes to " + file);
        }
    }

    private void tell() {
        var rows = Json.array();
        var text = new StringJoiner("\n");
        for (var use : TopicUse.all()) {
            var row = rows.addObject().put("topic", use.topic().name()).put("key", use.key());
            var writers = row.putArray("writers");
            use.writers().forEach(party -> writers.add(party.title()));
            var readers = row.putArray("readers");
            use.readers().forEach(party -> readers.add(party.title()));
            var records = row.putArray("records");
            text.add(use.topic().name() + " (key " + use.key() + ")");
            text.add("  " + titles(use.writers()) + " -> " + titles(use.readers()));
            for (var schema : use.topic().schemas().values()) {
                records.add(schema.getFullName());
                text.add("  " + schema.getName());
            }
        }
        text.add("");
        text.add("All fields and examples: staylog catalogue --html FILE");
        output.print(rows, text.toString());
    }

    private static String titles(List<Party> parties) {
        return parties.isEmpty()
                ? "nobody"
                : String.join(", ", parties.stream().map(Party::title).toList());
    }
}
