package io.staylog.reporting.report.daily;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which report is asked for.
 *
 * @param rooms reckon with this many rooms on every night instead of those the hotel has; null for those it has
 */
record Asked(String hotel, LocalDate date, @Nullable Integer rooms) {
    /** A table for a {@code with} list: {@code windows(no, first, last)}, numbered as in {@link Window}. */
    static final String WINDOWS = "windows(no, first, last) as (values "
            + Arrays.stream(Window.values())
                    .map(w -> "(%1$d, :first%1$d::date, :last%1$d::date)".formatted(w.no()))
                    .collect(Collectors.joining(", "))
            + ")";

    /** Whether a date is in any window; {@code {date}} stands for it. */
    private static final String IN_A_WINDOW =
            "({date} between :first4::date and :last4::date or {date} between :first5::date and :lastOfLastYear::date)";

    static String inAWindow(String date) {
        return IN_A_WINDOW.replace("{date}", date);
    }

    /** The statement with the hotel, the date and the windows as parameters. */
    JdbcClient.StatementSpec query(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).params(parameters());
    }

    /** The rows of the statement. */
    <T> List<T> list(JdbcClient jdbc, String sql, Class<T> type) {
        return query(jdbc, sql).query(type).stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private Map<String, @Nullable Object> parameters() {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("hotel", hotel);
        parameters.put("date", date);
        parameters.put("on", date);
        parameters.put("rooms", rooms);
        for (var window : Window.values()) {
            parameters.put("first" + window.no(), window.first(date));
            parameters.put("last" + window.no(), window.last(date));
        }
        var weekday = Window.sameWeekdayLastYear(date);
        var lastYear = Window.YTD_LAST_YEAR.last(date);
        parameters.put("lastOfLastYear", weekday.isAfter(lastYear) ? weekday : lastYear);
        return parameters;
    }
}
