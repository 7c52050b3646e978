package io.staylog.checker.source;

import io.staylog.checker.rules.Body;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A generic Avro record as the rules see it. */
record AvroBody(GenericRecord record) implements Body {

    @Override
    public @Nullable Object value(String field) {
        return record.hasField(field) ? plain(record.get(field)) : null;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case GenericRecord nested -> new AvroBody(nested);
            case List<?> list -> list.stream().map(AvroBody::plain).toList();
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
