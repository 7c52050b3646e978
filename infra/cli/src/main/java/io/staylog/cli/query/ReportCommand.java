package io.staylog.cli.query;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.terminal.Failure;
import java.io.IOException;
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

/** {@code staylog report}: a report as a table, or as a file to keep. */
@Command(name = "report", description = "Read a report: a table here, or a PDF, CSV, XLSX or JSON file.")
public final class ReportCommand implements Callable<Integer> {
    /** What a report can be written as. */
    enum Format {
        JSON("application/json"),
        CSV("text/csv"),
        PDF("application/pdf"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    @Parameters(
            paramLabel = "<report>",
            description = "For example totals, nights, months, arrivals, event-days, kpi, pickup, cash.")
    private String report;

    @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
    private @Nullable String hotel;

    @Option(names = "--by", description = "A row per DAY or MONTH.")
    private @Nullable String by;

    @Option(names = "--date", paramLabel = "<date>", description = "The business date.")
    private @Nullable LocalDate date;

    @Option(names = "--from", paramLabel = "<date>", description = "First date.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "<date>", description = "Last date, included.")
    private @Nullable LocalDate to;

    @Option(names = "--param", paramLabel = "<name=value>", description = "A further parameter of the report.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}. Default: by the name of --output, else JSON.")
    private @Nullable Format format;

    @Option(names = "--output", paramLabel = "<file>", description = "Write the report to this file.")
    private @Nullable Path file;

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Override
    public Integer call() {
        var query = new LinkedHashMap<String, String>(parameters);
        BookingQueries.put(query, "hotel", hotel);
        BookingQueries.put(query, "by", by);
        BookingQueries.put(query, "date", date);
        BookingQueries.put(query, "from", from);
        BookingQueries.put(query, "to", to);
        var base = http.settings().reporting();
        var path = "/v1/reports/" + HttpApi.piece(report);
        if (file == null && (format == null || format == Format.JSON)) {
            return http.print(base, path, query);
        }
        try (var api = http.api()) {
            return write(api.get(base, path, query, format().mediaType));
        }
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

    private int write(byte[] body) {
        try {
            if (file == null) {
                System.out.write(body);
                System.out.flush();
            } else {
                Files.write(file, body);
                System.err.println("wrote " + body.length + " bytes to " + file);
            }
            return 0;
        } catch (IOException e) {
            throw Failure.usage("cannot write " + file + ": " + e.getMessage());
        }
    }
}
