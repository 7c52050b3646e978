package io.staylog.reporting.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which template a source is set with, and what stands at the top and foot of each document. */
final class Layouts {
    private static final int OFFSETS_MAX = 360;

    private Layouts() {}

    /** A template and what it is given. */
    record Layout(String template, Map<String, Object> variables) {}

    static Layout of(DocumentSource source, int rowsMax) {
        return switch (source) {
            case DailyReportSource daily -> DailyLayout.of(daily);
            case GuestListSource list -> ListLayout.of(list, rowsMax);
            case PickupSource pickup -> ListLayout.of(pickup, rowsMax);
            case FolioSource folio -> FolioLayout.of(folio, rowsMax);
            case InvoiceSource invoice -> InvoiceLayout.of(invoice, rowsMax);
            case ExportSource export ->
                throw new DocumentException("format_not_offered", "An export has no PDF: " + export.kind() + ".");
        };
    }

    /** What every template needs. */
    static Map<String, Object> page(DocumentSource source, String title, String subject, String status) {
        var hotel = source.heading().hotel();
        var standsOn = source.heading().standsOn();
        var page = new HashMap<String, Object>();
        page.put("title", title);
        page.put("subject", subject);
        page.put("status", status);
        page.put("hotel", View.text(hotel.name().isBlank() ? hotel.hotelId() : hotel.name()));
        page.put("hotelId", hotel.hotelId());
        page.put("dataAt", Shown.time(standsOn.dataAt(), hotel.timeZone()));
        page.put("standsOn", onPaper(standsOn));
        page.put("standsOnWhole", standsOn.inWords());
        page.put("schema", source.kind().schema());
        page.put("description", title + " of " + hotel.hotelId() + ", " + subject);
        page.put("landscape", false);
        return page;
    }

    /** All positions where they fit, else how many there are and their sum; the file's properties have all of them. */
    private static String onPaper(Heading.StandsOn standsOn) {
        var whole = standsOn.inWords();
        if (whole.length() <= OFFSETS_MAX) {
            return whole.replace(";", "; ");
        }
        return standsOn.offsets().entrySet().stream()
                .map(topic -> "%s: %s records in %s partitions"
                        .formatted(
                                topic.getKey(),
                                topic.getValue().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                topic.getValue().size()))
                .collect(Collectors.joining("; "));
    }

    static String status(boolean isClosed) {
        return isClosed ? "CLOSED" : "OPEN";
    }

    static void check(List<?> rows, int rowsMax, DocumentKind kind) {
        if (rows.size() > rowsMax) {
            throw new DocumentException(
                    "too_large",
                    "%s has %s rows, a PDF takes up to %s; ask for CSV, XLSX or JSONL, or for less."
                            .formatted(kind, rows.size(), rowsMax));
        }
    }
}
