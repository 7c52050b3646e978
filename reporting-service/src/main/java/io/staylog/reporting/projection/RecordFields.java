package io.staylog.reporting.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.EventHeaders;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a log line may say of a record: where it stands, which hotel, booking and payment it is about, and its trace. It
 * never says anything else that is in the record, and no key that is not an id, as anybody may have written it.
 */
final class RecordFields {
    private static final Pattern HOTEL_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Which booking and which payment an event is about, as far as it says. */
    record Subject(@Nullable UUID bookingId, @Nullable UUID paymentId) {
        /** Of what could not be read. */
        static final Subject UNKNOWN = new Subject(null, null);

        static Subject of(SpecificRecord event) {
            return new Subject(id(event, "bookingId"), id(event, "paymentId"));
        }

        private static @Nullable UUID id(SpecificRecord event, String name) {
            var field = event.getSchema().getField(name);
            return field != null && event.get(field.pos()) instanceof UUID id ? id : null;
        }
    }

    private RecordFields() {}

    /** Adds what is known; what is not, is left out. */
    static LoggingEventBuilder add(LoggingEventBuilder line, ConsumerRecord<?, ?> input, Subject subject) {
        var fields = line.addKeyValue("topic", input.topic())
                .addKeyValue("partition", input.partition())
                .addKeyValue("offset", input.offset());
        fields = add(fields, "hotelId", hotelId(input.key()));
        fields = add(fields, "bookingId", subject.bookingId());
        fields = add(fields, "paymentId", subject.paymentId());
        return add(fields, "traceId", traceId(input));
    }

    private static LoggingEventBuilder add(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static @Nullable String hotelId(@Nullable Object key) {
        var text = key instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
        return HOTEL_ID.matcher(text).matches() && !CardNumbers.isIn(text) ? text : null;
    }

    /** Of the W3C header {@code 00-<trace>-<span>-<flags>}. */
    private static @Nullable String traceId(ConsumerRecord<?, ?> input) {
        var header = EventHeaders.text(input.headers(), EventHeaders.TRACE_PARENT);
        var parts = TRACE_PARENT.matcher(header == null ? "" : header);
        return parts.matches() ? parts.group(1) : null;
    }
}
