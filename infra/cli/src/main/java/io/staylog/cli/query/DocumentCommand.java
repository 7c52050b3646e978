package io.staylog.cli.query;

import io.staylog.cli.terminal.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog document}: what was asked for, and what became of it. */
@Command(
        name = "document",
        description = "List, show and fetch documents; staylog report … --pdf FILE asks for one.",
        subcommands = DocumentCommand.List.class)
public final class DocumentCommand {
    /** How far a document is. */
    enum State {
        QUEUED,
        RENDERING,
        RENDERED,
        FAILED,
        ERASED,
        EXPIRED
    }

    @Command(name = "list", description = "Documents, those asked for last first.")
    static final class List implements Callable<Integer> {
        @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
        private @Nullable String hotel;

        @Option(names = "--state", description = "Only those that are ${COMPLETION-CANDIDATES}.")
        private @Nullable State state;

        @Option(names = "--cursor", paramLabel = "<cursor>", description = "Where the page before ended.")
        private @Nullable String cursor;

        @Option(names = "--limit", paramLabel = "<rows>", description = "Most rows of the page.")
        private @Nullable Integer limit;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            BookingQueries.put(query, "hotel", hotel);
            BookingQueries.put(query, "state", state);
            BookingQueries.put(query, "cursor", cursor);
            BookingQueries.put(query, "limit", limit);
            return http.print(http.settings().reporting(), DocumentClient.PATH, query);
        }
    }

    @Command(name = "queue", description = "How many requests wait, and who works on what.")
    int queue(@Mixin HttpOptions http) {
        return http.print(http.settings().reporting(), DocumentClient.PATH + "/queue", java.util.Map.of());
    }

    @Command(name = "show", description = "One document: how far it is, what it stands on, why it failed.")
    int show(@Parameters(paramLabel = "<documentId>", description = "The document.") UUID id, @Mixin HttpOptions http) {
        try (var api = http.api()) {
            http.output().print(new DocumentClient(api, http.settings().reporting()).row(id.toString()));
            return 0;
        }
    }

    @Command(name = "fetch", description = "Write the file of a document.")
    int fetch(
            @Parameters(paramLabel = "<documentId>", description = "The document.") UUID id,
            @Option(
                            names = "--output",
                            paramLabel = "<file>",
                            description = "The file. Default: the document's own name, in the current directory.")
                    @Nullable
                    Path output,
            @Mixin HttpOptions http) {
        try (var api = http.api()) {
            var client = new DocumentClient(api, http.settings().reporting());
            var file = output;
            if (file == null) {
                // Only the last piece: a name must not lead anywhere else.
                file = Path.of(client.row(id.toString()).path("fileName").asString("document"))
                        .getFileName();
            }
            int bytes = client.fetch(id.toString(), file);
            http.output()
                    .print(
                            Json.object().put("file", file.toString()).put("bytes", bytes),
                            "wrote " + bytes + " bytes to " + file);
            return 0;
        }
    }
}
