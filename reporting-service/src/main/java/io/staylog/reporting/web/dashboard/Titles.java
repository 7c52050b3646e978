package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Behind;
import io.staylog.reporting.report.Boards;
import io.staylog.reporting.report.Listing;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The headings of the lists behind numbers. */
final class Titles {
    private Titles() {}

    static String of(Listing listing, Listing.About about, Words words) {
        var title = listing.title();
        if (about.value() != null) {
            title += " " + named(listing, about.value(), about.type(), words);
        }
        var from = about.from();
        var to = about.to();
        if (from == null || to == null) {
            return title;
        }
        var dates = from.equals(to) ? words.date(from) : words.date(from) + " to " + words.date(to);
        return title + ", " + dates
                + (about.on() == null || about.on().equals(to)
                        ? ""
                        : ", as known at the end of " + words.date(about.on()));
    }

    private static String named(Listing listing, String value, @Nullable String type, Words words) {
        return switch (listing) {
            case Behind.NIGHT -> words.date(LocalDate.parse(value)) + (type == null ? "" : ", room type " + type);
            case Behind.LEAD -> Boards.leadLabel(Integer.parseInt(value));
            case Behind.CHANNEL -> words.state(value);
            default -> value;
        };
    }
}
