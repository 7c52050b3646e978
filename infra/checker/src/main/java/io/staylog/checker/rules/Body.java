package io.staylog.checker.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a record, by name. A field that the writer did not know has no value. */
public interface Body {

    /** A text, a number, a boolean, a {@link Body} or a list of them; null where there is none. */
    @Nullable
    Object value(String field);

    /** The fields of a record made by hand. */
    static Body of(Map<String, ?> fields) {
        return fields::get;
    }

    /** Whether the field has a value. */
    default boolean has(String field) {
        return value(field) != null;
    }

    /** The field's text; empty where it has no value. */
    default String text(String field) {
        var value = value(field);
        return value == null ? "" : value.toString();
    }

    /** The field's number; 0 where it has no value. */
    default long number(String field) {
        return value(field) instanceof Number number ? number.longValue() : 0;
    }

    /** The field's truth. */
    default boolean flag(String field, boolean absent) {
        return value(field) instanceof Boolean flag ? flag : absent;
    }

    /** The record in the field; null where it has no value. */
    default @Nullable Body body(String field) {
        return value(field) instanceof Body body ? body : null;
    }

    /** The records in the field; empty where it has no value. */
    default List<Body> bodies(String field) {
        return value(field) instanceof List<?> list
                ? list.stream()
                        .filter(Body.class::isInstance)
                        .map(Body.class::cast)
                        .toList()
                : List.of();
    }
}
