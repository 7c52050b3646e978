package io.staylog.reporting.document;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.daily.Window;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What stands behind figures of nights as they were known at the end of a business date. */
final class BooksLinks {
    private final Links links;
    private final LocalDate on;

    BooksLinks(Links links, LocalDate on) {
        this.links = links;
        this.on = on;
    }

    /** What was on the books. */
    View.@Nullable Link books(LocalDate from, LocalDate to) {
        return links.behind(BehindFigure.ON_THE_BOOKS, null, from, to, on);
    }

    /** What was on the books for the same weekdays at the same time last year. */
    View.@Nullable Link lastYear(LocalDate from, LocalDate to) {
        return links.behind(
                BehindFigure.ON_THE_BOOKS,
                null,
                Window.sameWeekdayLastYear(from),
                Window.sameWeekdayLastYear(to),
                Window.sameWeekdayLastYear(on));
    }

    /** What came in, or went, within so many business dates. */
    View.@Nullable Link pickup(LocalDate from, LocalDate to, int days) {
        return links.behind(BehindFigure.PICKED_UP, String.valueOf(days), from, to, on);
    }

    /** How many rooms there were. */
    View.@Nullable Link rooms(LocalDate from, LocalDate to) {
        return links.behind(BehindFigure.ROOMS, null, from, to, on);
    }
}
