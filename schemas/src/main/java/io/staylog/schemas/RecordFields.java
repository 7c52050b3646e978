package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a log line may say of a record: where it stands, which hotel it is about, and its trace. Never what is in it, and no key
 * that is not an id: anybody may have written it.
 */
public final class RecordFields {
    private static final int HOTEL_ID_LENGTH_MAX = 64;
    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;

    private RecordFields() {}

    /** Adds what is known; what is not, is left out. */
    public static LoggingEventBuilder add(LoggingEventBuilder line, ConsumerRecord<?, ?> record) {
        var fields = line.addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset());
        fields = add(fields, "hotelId", hotelId(record.key()));
        var trace = EventHeaders.traceParent(record.headers());
        return add(fields, "traceId", trace == null ? null : trace.substring(TRACE_ID_BEGIN, TRACE_ID_END));
    }

    /** Adds a field where it is known. */
    public static LoggingEventBuilder add(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static @Nullable String hotelId(@Nullable Object key) {
        var text = key instanceof byte[] bytes ? new String(bytes, UTF_8) : key instanceof String string ? string : "";
        boolean isId = !text.isEmpty()
                && text.length() <= HOTEL_ID_LENGTH_MAX
                && text.chars().allMatch(RecordFields::isIdCharacter)
                && !CardNumbers.isIn(text);
        return isId ? text : null;
    }

    private static boolean isIdCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:-".indexOf(c) >= 0;
    }
}
