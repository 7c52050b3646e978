package io.staylog.cli.query;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code staylog report}: a report as a table, or as a file to keep. */
@Command(name = "report", description = "Read a report: a table here, or a CSV or JSON file.")
public final class ReportCommand implements Callable<Integer> {
    private static final String DAILY = "daily";
    private static final String VERIFY = "verify";

    /** What a report can be written as. */
    enum Format {
        JSON("application/json"),
        CSV("text/csv");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "<report>",
            completionCandidates = Filters.Reports.class,
            description = "Which one: ${COMPLETION-CANDIDATES}; or verify.")
    private String report;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<file>",
            description = "With verify: the file that is to be made anew and compared.")
    private @Nullable Path toVerify;

    @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
    private @Nullable String hotel;

    @Option(names = "--by", description = "A row per ${COMPLETION-CANDIDATES}.")
    private Filters.@Nullable By by;

    @Option(names = "--from", paramLabel = "<date>", description = "First date.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "<date>", description = "Last date, included.")
    private @Nullable LocalDate to;

    @Option(names = "--per", description = "A row for each ${COMPLETION-CANDIDATES}.")
    private Filters.@Nullable Per per;

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Option(names = "--param", paramLabel = "<name=value>", description = "A further parameter of the report.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: by the name of --output, else a table.")
    private @Nullable Format format;

    @Option(names = "--output", paramLabel = "<file>", description = "Write the report to this file.")
    private @Nullable Path file;

    @Mixin
    private DocumentOptions document = new DocumentOptions();

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Override
    public Integer call() {
        if (report.equals(VERIFY)) {
            return verify();
        }
        if (toVerify != null) {
            throw Failure.usage("only verify takes a file; a report is written with --output or --pdf");
        }
        return document.files().isEmpty() ? read() : make();
    }

    /** Asks for one document of each format. */
    private int make() {
        try (var api = http.api()) {
            var client = new DocumentClient(api, http.settings().reporting());
            document.files().forEach((wanted, target) -> {
                var row = client.make(
                        document.request(report, hotel, from, to, journal.booking()), wanted, document.patience());
                var id = row.path("documentId").asString();
                int bytes = client.fetch(id, target);
                http.output()
                        .print(
                                Json.object()
                                        .put("documentId", id)
                                        .put("file", target.toString())
                                        .put("bytes", bytes)
                                        .put("sha256", row.path("sha256").asString()),
                                "wrote " + bytes + " bytes to " + target + ", document " + id);
            });
            return 0;
        }
    }

    private int verify() {
        if (toVerify == null) {
            throw Failure.usage("say which file: staylog report verify FILE");
        }
        try (var api = http.api()) {
            var result = new DocumentClient(api, http.settings().reporting()).verify(toVerify, document.patience());
            if (result.path("phase").asString().equals("FAILED")) {
                throw Failure.failed("the document could not be made anew: "
                        + result.path("reason").asString());
            }
            boolean equal = result.path("equal").asBoolean();
            http.output().print(result, equal ? sentence(result) : difference(result));
            return equal ? 0 : 1;
        }
    }

    private static String sentence(JsonNode result) {
        return "the same bytes again, from "
                + (result.path("from").asString().equals("LOG")
                        ? "the log up to the document's offsets"
                        : "the rows as they are now");
    }

    private static String difference(JsonNode result) {
        var lines = new StringBuilder("not the same bytes: ")
                .append(result.path("reason").asString());
        result.path("differences").forEach(line -> lines.append('\n').append(line.asString()));
        return lines.toString();
    }

    private int read() {
        var query = new LinkedHashMap<String, String>(parameters);
        BookingQueries.put(query, "hotel", hotel);
        BookingQueries.put(query, "by", by);
        BookingQueries.put(query, "from", from);
        BookingQueries.put(query, "to", to);
        BookingQueries.put(query, "per", per);
        BookingQueries.put(query, report.equals(DAILY) ? "date" : "on", document.date());
        journal.addTo(query);
        var base = http.settings().reporting();
        if (DocumentOptions.KINDS.containsKey(report) && !new Filters.Reports().contains(report)) {
            throw Failure.usage("a " + report + " is a document; add --pdf, --csv, --xlsx or --jsonl with a file");
        }
        var path = "/v1/reports/" + HttpApi.piece(name());
        if (file == null && format == null) {
            return http.print(base, path, query);
        }
        var written = format();
        if (file == null && written != Format.JSON && http.output().json()) {
            throw Failure.usage("--json and --format " + written + " exclude each other without --output");
        }
        try (var api = http.api()) {
            return write(api.answer(base, path, query, written.mediaType));
        }
    }

    /** The daily report is a tree; a table or CSV of it has a line per figure. */
    private String name() {
        boolean isTable = file == null && format == null && !http.output().json();
        boolean lines = report.equals(DAILY) && (isTable || format() == Format.CSV);
        return lines ? DAILY + "-lines" : Filters.Reports.checked(report);
    }

    private Format format() {
        if (format != null || file == null) {
            return format == null ? Format.JSON : format;
        }
        var name = file.toString().toUpperCase(Locale.ROOT);
        for (var candidate : Format.values()) {
            if (name.endsWith("." + candidate)) {
                return candidate;
            }
        }
        throw Failure.usage("the name of " + file + " does not say what it is to be; add --format");
    }

    /** A table of numbers does not say what it stands on, so that is said beside it. */
    private int write(HttpApi.Answer answer) {
        var asOf = "as of " + (answer.asOf().isEmpty() ? "unknown offsets" : answer.asOf());
        var body = answer.body().endsWith("\n") ? answer.body() : answer.body() + "\n";
        try {
            if (file == null) {
                System.out.print(body);
                System.err.println(asOf);
                return 0;
            }
            Files.writeString(file, body);
        } catch (FileSystemException e) {
            throw Failure.usage("cannot write " + file + ": " + e.getMessage());
        } catch (IOException e) {
            throw Failure.failed("cannot write " + file + ": " + e.getMessage());
        }
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (http.output().json()) {
            var json = Json.object().put("file", file.toString()).put("bytes", bytes);
            http.output().print(json.put("asOf", answer.asOf()));
        } else {
            System.err.println("wrote " + bytes + " bytes to " + file + ", " + asOf);
        }
        return 0;
    }
}
