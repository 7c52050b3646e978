package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Behind;
import io.staylog.reporting.report.Boards;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The headings of the lists behind numbers. */
final class Titles {
    private Titles() {}

    static String of(
            Behind behind, @Nullable String value, @Nullable String type, @Nullable LocalDate on, Words words) {
        var title = on == null ? behind.title() : dated(behind.title(), words.date(on));
        if (value == null) {
            return title;
        }
        var about = switch (behind) {
            case NIGHT -> words.date(LocalDate.parse(value)) + (type == null ? "" : ", room type " + type);
            case LEAD -> Boards.leadLabel(Integer.parseInt(value));
            case CHANNEL -> words.state(value);
            default -> value;
        };
        return title + " " + about;
    }

    private static String dated(String title, String date) {
        if (title.contains("today")) {
            return title.replace("today", "on " + date);
        }
        return title.replace("this month, up to tonight", "the month, up to the night of " + date)
                .replace("on the same weekday last year", "on the same weekday a year before " + date);
    }
}
