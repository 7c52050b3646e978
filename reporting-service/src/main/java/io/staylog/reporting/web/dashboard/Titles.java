package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Behind;
import io.staylog.reporting.report.Boards;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The headings of the lists behind numbers. */
final class Titles {
    private Titles() {}

    static String of(Behind behind, @Nullable String value, @Nullable String type, Words words) {
        if (value == null) {
            return behind.title();
        }
        var about = switch (behind) {
            case NIGHT -> words.date(LocalDate.parse(value)) + (type == null ? "" : ", room type " + type);
            case LEAD -> Boards.leadLabel(Integer.parseInt(value));
            case CHANNEL -> words.state(value);
            default -> value;
        };
        return behind.title() + " " + about;
    }
}
