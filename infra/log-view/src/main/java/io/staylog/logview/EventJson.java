package io.staylog.logview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows any Avro record as plain maps and lists, for JSON.
 *
 * <p>It follows the record's own schema, so that a new record type or field needs nothing here.
 */
public final class EventJson {
    /** Good for taking money, so not for everybody's eyes. */
    private static final Set<String> MASKED = Set.of("paymentMethodToken");

    private EventJson() {}

    /** The fields of a record by name, without those that are null; what pays is masked. */
    public static Map<String, Object> of(IndexedRecord event) {
        var json = new LinkedHashMap<String, Object>();
        for (var field : event.getSchema().getFields()) {
            var value = shown(event.get(field.pos()));
            if (value != null) {
                json.put(field.name(), MASKED.contains(field.name()) ? "***" : value);
            }
        }
        return json;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case IndexedRecord nested -> of(nested);
            case List<?> list -> list.stream().map(EventJson::shown).toList();
            case Map<?, ?> map -> texts(map);
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString(); // Dates, instants, UUIDs and enums all read well.
        };
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        var json = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> json.put(String.valueOf(key), String.valueOf(value)));
        return json;
    }
}
