package io.staylog.reporting.report.daily;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Sums by window and name, as a query gives them: a row per window with a column per sum. */
final class Sums {
    private final Map<Window, Map<String, Long>> sums = new EnumMap<>(Window.class);

    /** Takes the columns from that one on. */
    void add(ResultSet row, int firstColumn) throws SQLException {
        var ofWindow = sums.computeIfAbsent(Window.of(row.getInt("no")), window -> new HashMap<>());
        var columns = row.getMetaData();
        for (int i = firstColumn; i <= columns.getColumnCount(); i++) {
            ofWindow.merge(columns.getColumnLabel(i), row.getLong(i), Long::sum);
        }
    }

    /** One sum in all windows; 0 where there is no row. */
    Figure figure(String column) {
        return Figure.of(window -> sums.getOrDefault(window, Map.of()).getOrDefault(column, 0L));
    }
}
