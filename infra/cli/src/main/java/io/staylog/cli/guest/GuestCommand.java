package io.staylog.cli.guest;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code staylog guest}: what is known of a guest, and how it is forgotten. */
@Command(
        name = "guest",
        description = "Show, export and erase what is known of a guest.",
        subcommands = {GuestCommand.Show.class, GuestCommand.Export.class, EraseCommand.class})
public final class GuestCommand {
    static final String PATH = "/v1/guests/";

    /** {@code staylog guest show}. */
    @Command(name = "show", description = "What is known of a guest.")
    public static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "<guestId>", description = "The guest.")
        private UUID guestId;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            return http.print(http.settings().reporting(), PATH + guestId, Map.of());
        }
    }

    /** {@code staylog guest export}. */
    @Command(
            name = "export",
            description =
                    "Everything that is known of a guest, with the history of each booking, as one JSON document.")
    public static final class Export implements Callable<Integer> {
        private static final String PAGE = "200";

        @Parameters(paramLabel = "<guestId>", description = "The guest.")
        private UUID guestId;

        @Option(names = "--output", paramLabel = "<file>", description = "Write it to this file.")
        private @Nullable Path file;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            try (var api = http.api()) {
                var answer = api.tree(http.settings().reporting(), PATH + guestId, Map.of());
                var guest = answer.path("rows").path(0);
                var all = Json.object();
                all.set("guest", guest);
                var timelines = all.putObject("timelines");
                for (var booking : guest.path("bookings")) {
                    var id = booking.path("bookingId").asString();
                    timelines.set(id, timeline(api, id));
                }
                all.set("asOf", answer.path("asOf"));
                return write(all);
            }
        }

        private ArrayNode timeline(HttpApi api, String booking) {
            var entries = Json.array();
            var query = new java.util.HashMap<>(Map.of("limit", PAGE));
            while (true) {
                var path = "/v1/bookings/" + booking + "/timeline";
                var page = api.tree(http.settings().reporting(), path, query);
                page.path("rows").forEach(entries::add);
                if (!page.hasNonNull("next")) {
                    return entries;
                }
                query.put("cursor", page.path("next").asString());
            }
        }

        private int write(JsonNode all) {
            if (file == null) {
                System.out.println(Json.line(all));
                return 0;
            }
            try {
                Files.writeString(file, Json.line(all) + "\n");
            } catch (IOException e) {
                throw Failure.usage("cannot write " + file + ": " + e.getMessage());
            }
            http.output().print(Json.object().put("file", file.toString()), "wrote " + file);
            return 0;
        }
    }
}
