package io.staylog.reporting.document;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a sheet of records: each component is a column, what is called {@code …Minor} is two, in minor units and as an amount, a
 * guest is two, id and name.
 */
final class RecordSheet<T> implements Sheet.Rows {
    private static final String MINOR = "Minor";
    private static final String CURRENCY = "currency";

    private final List<? extends T> records;
    private final RecordComponent[] components;
    private final String currency;
    private final boolean addsCurrency;
    private final int currencyAt;

    private RecordSheet(Class<? extends T> type, List<? extends T> records, String currency) {
        this.records = records;
        this.components = type.getRecordComponents();
        this.currency = currency;
        this.currencyAt =
                Arrays.stream(components).map(RecordComponent::getName).toList().indexOf(CURRENCY);
        this.addsCurrency = currencyAt < 0 && Arrays.stream(components).anyMatch(RecordSheet::isMinor);
    }

    /**
     * Makes a sheet.
     *
     * @param currency of rows that do not name their own
     */
    static <T> Sheet of(String name, Class<? extends T> type, List<? extends T> records, String currency) {
        var rows = new RecordSheet<T>(type, records, currency);
        return new Sheet(name, rows.columns(), rows);
    }

    private List<Sheet.Column> columns() {
        var columns = new ArrayList<Sheet.Column>();
        for (var component : components) {
            var name = component.getName();
            if (component.getType() == Guest.class) {
                columns.add(new Sheet.Column(name + "Id", Sheet.Type.TEXT));
                columns.add(new Sheet.Column(name + "Name", Sheet.Type.TEXT));
            } else if (isMinor(component)) {
                columns.add(new Sheet.Column(name, Sheet.Type.MINOR));
                columns.add(new Sheet.Column(name.substring(0, name.length() - MINOR.length()), Sheet.Type.MAJOR));
            } else {
                columns.add(new Sheet.Column(name, type(component.getType())));
            }
        }
        if (addsCurrency) {
            columns.add(new Sheet.Column(CURRENCY, Sheet.Type.TEXT));
        }
        return List.copyOf(columns);
    }

    private static boolean isMinor(RecordComponent component) {
        return component.getName().endsWith(MINOR);
    }

    private static Sheet.Type type(Class<?> type) {
        if (type == LocalDate.class) {
            return Sheet.Type.DATE;
        }
        if (type == Instant.class) {
            return Sheet.Type.TIME;
        }
        if (type == BigDecimal.class) {
            return Sheet.Type.DECIMAL;
        }
        if (type == boolean.class) {
            return Sheet.Type.FLAG;
        }
        return type == int.class || type == long.class || type == Long.class ? Sheet.Type.INTEGER : Sheet.Type.TEXT;
    }

    @Override
    public int count() {
        return records.size();
    }

    @Override
    public Stream<List<@Nullable Object>> stream() {
        return records.stream().map(this::row);
    }

    private List<@Nullable Object> row(T row) {
        var cells = new ArrayList<@Nullable Object>();
        var own = currencyAt < 0 ? currency : String.valueOf(value(components[currencyAt], row));
        for (var component : components) {
            var value = value(component, row);
            if (value instanceof Guest guest) {
                cells.add(guest.guestId() == null ? null : guest.guestId().toString());
                cells.add(guest.shown());
            } else if (isMinor(component)) {
                cells.add(cell(value));
                cells.add(major(value, own));
            } else {
                cells.add(cell(value));
            }
        }
        if (addsCurrency) {
            cells.add(currency);
        }
        return cells;
    }

    static @Nullable BigDecimal major(@Nullable Object minor, String currency) {
        return switch (minor) {
            case null -> null;
            case BigDecimal average -> Shown.major(average, currency);
            case Number whole -> Shown.major(BigDecimal.valueOf(whole.longValue()), currency);
            default -> throw new IllegalStateException("an amount is a number");
        };
    }

    private static @Nullable Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case LocalDate date -> date;
            case Instant time -> time;
            case BigDecimal decimal -> decimal;
            case Boolean flag -> flag;
            case Number whole -> whole.longValue();
            case List<?> list ->
                String.join("; ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    private @Nullable Object value(RecordComponent component, T row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("what documents are made from are public records", e);
        }
    }
}
