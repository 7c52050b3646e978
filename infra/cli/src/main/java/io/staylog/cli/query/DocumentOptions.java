package io.staylog.cli.query;

import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Suggestions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What makes a report a document: the file it is to be written to, and what it is about. */
final class DocumentOptions {
    /** The documents there are, by the names of their reports. */
    static final Map<String, String> KINDS = kinds();

    @Option(
            names = "--date",
            paramLabel = "<date>",
            description =
                    "The business date, of a document and of what is as of a date. Default: the one that is open.")
    private @Nullable LocalDate date;

    @Option(names = "--series", paramLabel = "<series>", description = "The series of an invoice or credit note.")
    private @Nullable String series;

    @Option(names = "--number", paramLabel = "<number>", description = "Its number.")
    private @Nullable Long number;

    @Option(names = "--pdf", paramLabel = "<file>", description = "Write a document to this file: a PDF.")
    private @Nullable Path pdf;

    @Option(names = "--csv", paramLabel = "<file>", description = "The same as CSV.")
    private @Nullable Path csv;

    @Option(names = "--xlsx", paramLabel = "<file>", description = "The same for spreadsheets.")
    private @Nullable Path xlsx;

    @Option(names = "--jsonl", paramLabel = "<file>", description = "The same as JSON lines.")
    private @Nullable Path jsonl;

    @Option(
            names = "--wait",
            paramLabel = "<time>",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "How long to wait for a document or a verification. Default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofMinutes(2);

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("daily", "DAILY_REPORT");
        for (var name : new String[] {
            "arrivals",
            "departures",
            "in-house",
            "no-shows",
            "pickup",
            "folio",
            "invoice",
            "credit-note",
            "bookings",
            "stay-nights",
            "payments",
            "ledger",
            "kpi-daily"
        }) {
            kinds.put(name, name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
        return kinds;
    }

    /** The business date; null where none was given. */
    @Nullable
    LocalDate date() {
        return date;
    }

    Duration patience() {
        return patience;
    }

    /** The files that are wanted, by format. */
    Map<String, Path> files() {
        var files = new LinkedHashMap<String, Path>();
        put(files, "PDF", pdf);
        put(files, "CSV", csv);
        put(files, "XLSX", xlsx);
        put(files, "JSONL", jsonl);
        return files;
    }

    private static void put(Map<String, Path> files, String format, @Nullable Path file) {
        if (file != null) {
            files.put(format, file);
        }
    }

    /** The request for one of them, without id and format. */
    ObjectNode request(
            String report,
            @Nullable String hotel,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable UUID booking) {
        var kind = KINDS.get(report);
        if (kind == null) {
            throw Failure.usage("<report>: there is no document " + report + "; "
                    + Suggestions.nearest(report, java.util.List.copyOf(KINDS.keySet())));
        }
        if (hotel == null) {
            throw Failure.usage("a document is about one hotel; add --hotel");
        }
        var request = Json.object().put("hotelId", hotel).put("kind", kind);
        put(request, "businessDate", date);
        put(request, "fromDate", from);
        put(request, "toDate", to);
        put(request, "bookingId", booking);
        put(request, "series", series);
        if (number != null) {
            request.put("number", number);
        }
        return request;
    }

    private static void put(ObjectNode request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value.toString());
        }
    }
}
