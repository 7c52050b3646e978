package io.staylog.reporting.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One SQL statement for any number of rows: each column travels as one array. A batch of a thousand rows is then one round
 * trip and one plan.
 *
 * @param <T> what a row is made from
 */
final class Unnest<T> {
    private record Column<T>(String name, String type, Function<T, @Nullable Object> value) {
        /** The driver has a binary form for arrays of these types; those of any object travel as text to be parsed. */
        @Nullable
        Object[] of(Collection<T> rows) {
            var values = array(rows.size());
            int i = 0;
            for (var row : rows) {
                values[i++] = cell(value.apply(row));
            }
            return values;
        }

        private @Nullable Object[] array(int size) {
            return switch (type) {
                case "bigint" -> new Long[size];
                case "int" -> new Integer[size];
                case "boolean" -> new Boolean[size];
                case "text" -> new String[size];
                default -> new Object[size];
            };
        }

        private @Nullable Object cell(@Nullable Object cell) {
            return cell != null && type.equals("text") ? cell.toString() : cell;
        }
    }

    private final List<Column<T>> columns = new ArrayList<>();
    private String sql = "";

    Unnest<T> column(String name, String type, Function<T, @Nullable Object> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    /** Inserts the rows; one whose key is there already takes the new values. */
    Unnest<T> upsert(String table, String... key) {
        var keys = List.of(key);
        var changes = columns.stream()
                .map(Column::name)
                .filter(name -> !keys.contains(name))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        return statement("insert into " + table + " (" + names() + ") select " + names() + " from {rows} on conflict ("
                + String.join(", ", keys) + ") do update set " + changes);
    }

    /** Inserts the rows; one whose key is there already takes the new values only where the condition holds. */
    Unnest<T> upsertWhere(String table, String condition, String... key) {
        upsert(table, key);
        sql = sql + " where " + condition;
        return this;
    }

    /** Any statement; {@code {rows}} stands for the rows, which are called {@code r} in it. */
    Unnest<T> statement(String text) {
        var arrays = columns.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "));
        sql = text.replace("{rows}", "unnest(" + arrays + ") as r(" + names() + ")");
        return this;
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Runs the statement, if there are rows. */
    int execute(JdbcTemplate jdbc, Collection<T> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return jdbc.update(connection -> {
            var statement = connection.prepareStatement(sql);
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                statement.setArray(i + 1, connection.createArrayOf(column.type(), column.of(rows)));
            }
            return statement;
        });
    }
}
