package io.staylog.reporting.sources;

import io.staylog.reporting.document.InvoiceSource.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The sentences that an invoice must say about lines without tax: each reason once, with what it is about. */
final class TaxNotes {
    private static final int NAMES_MAX = 4;

    private TaxNotes() {}

    static List<String> of(List<Line> lines) {
        var about = new LinkedHashMap<String, Set<String>>();
        for (var line : lines) {
            if (!line.taxReason().isEmpty()) {
                about.computeIfAbsent(line.taxReason(), _ -> new LinkedHashSet<>())
                        .add(name(line));
            }
        }
        var notes = new ArrayList<String>();
        about.forEach((reason, names) -> notes.add("No VAT on " + names(List.copyOf(names)) + ": " + end(reason)));
        return notes;
    }

    private static String name(Line line) {
        var kind = line.kind().replace('_', ' ').toLowerCase(Locale.ROOT);
        return switch (line.kind()) {
            case "CHARGE" -> line.description();
            case "NIGHT" -> "nights (" + line.description() + ")";
            default -> kind;
        };
    }

    private static String names(List<String> names) {
        int more = names.size() - NAMES_MAX;
        return String.join(", ", names.subList(0, Math.min(names.size(), NAMES_MAX)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String end(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
