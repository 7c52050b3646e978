package io.staylog.reporting.document;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of typed values.
 *
 * @param name small letters, one word
 * @param rows as many values as columns in each, made one after the other
 * @param links which values lead to what stands behind them
 */
record Sheet(String name, List<Column> columns, Rows rows, List<Link> links) {

    /** One without links. */
    Sheet(String name, List<Column> columns, Rows rows) {
        this(name, columns, rows, List.of());
    }

    /** The address behind a column's value in a row; null where there is none. */
    record Link(String column, Function<List<@Nullable Object>, @Nullable String> address) {}

    Sheet with(List<Link> more) {
        return new Sheet(name, columns, rows, more);
    }

    /** Where a column stands; -1 where there is no such column. */
    int at(String column) {
        return columns.stream().map(Column::name).toList().indexOf(column);
    }

    /** What a column holds: String, Long, BigDecimal, LocalDate, Instant or Boolean, or null. */
    enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        MINOR,
        MAJOR,
        DATE,
        TIME,
        FLAG
    }

    record Column(String name, Type type) {}

    /** Rows that can be gone through more than once. */
    interface Rows {
        int count();

        Stream<List<@Nullable Object>> stream();

        default Iterator<List<@Nullable Object>> iterator() {
            return stream().iterator();
        }
    }

    static Rows rows(List<List<@Nullable Object>> rows) {
        return new Rows() {
            @Override
            public int count() {
                return rows.size();
            }

            @Override
            public Stream<List<@Nullable Object>> stream() {
                return rows.stream();
            }
        };
    }
}
