package io.staylog.reporting.report;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.staylog.reporting.testing.PublicData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lays a truth file of the public data set beside a report, figure by figure. */
final class Truth {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<String> differences = new ArrayList<>();
    private int compared;

    /** Compares the rows of one hotel; a key that only one side has counts as 0 on the other. */
    void compare(String file, String hotel, String truthKey, String rowKey, List<?> rows, Map<String, String> columns) {
        Map<String, NamedCsvRecord> expected = new HashMap<>();
        PublicData.csv(file).stream()
                .filter(line -> line.getField("hotel").equals(hotel))
                .forEach(line -> expected.put(line.getField(truthKey), line));
        Map<String, Object> actual = new HashMap<>();
        rows.forEach(row -> actual.put(String.valueOf(value(row, rowKey)), row));
        var keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (var key : keys) {
            columns.forEach((truth, column) -> {
                var right = expected.containsKey(key)
                        ? new BigDecimal(expected.get(key).getField(truth))
                        : BigDecimal.ZERO;
                var found = actual.containsKey(key) ? number(value(actual.get(key), column)) : BigDecimal.ZERO;
                check(file + " " + hotel + " " + key + " " + truth, right, found);
            });
        }
    }

    /** Whole numbers must be equal; of two rates the less exact says how far. */
    void check(String what, BigDecimal expected, BigDecimal actual) {
        compared++;
        int digits = Math.max(0, Math.min(expected.scale(), actual.scale()));
        var tolerance = digits > 0 ? HALF.movePointLeft(digits) : BigDecimal.ZERO;
        if (expected.subtract(actual).abs().compareTo(tolerance) > 0) {
            differences.add(what + ": expected " + expected + ", got " + actual);
        }
    }

    List<String> differences() {
        return differences;
    }

    int compared() {
        return compared;
    }

    static BigDecimal number(Object value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    static Object value(Object row, String component) {
        try {
            var accessor = Arrays.stream(row.getClass().getRecordComponents())
                    .filter(c -> c.getName().equals(component))
                    .findFirst()
                    .orElseThrow()
                    .getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
