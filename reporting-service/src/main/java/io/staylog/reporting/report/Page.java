package io.staylog.reporting.report;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a long list.
 *
 * @param rows the part
 * @param next where the next part begins; null after the last one
 * @param <T> a row
 */
record Page<T>(List<T> rows, @Nullable String next) {

    /** All there is. */
    static <T> Page<T> whole(List<T> rows) {
        return new Page<>(rows, null);
    }

    /** The first rows of a query that asked for one more than the limit, to see whether there are more. */
    static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursor) {
        if (oneMore.size() <= limit) {
            return whole(oneMore);
        }
        var rows = List.copyOf(oneMore.subList(0, limit));
        return new Page<>(rows, cursor.apply(rows.getLast()));
    }
}
