package io.staylog.payment.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.EventHeaders;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** The fields by which a line of the log is found again: hotel, trace and place on the log. Never what a record holds. */
public final class RecordFields {
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern HOTEL = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private RecordFields() {}

    /** Adds them. */
    public static LoggingEventBuilder of(LoggingEventBuilder log, ConsumerRecord<byte[], byte[]> record) {
        return log.addKeyValue("hotelId", hotelId(record))
                .addKeyValue("traceId", traceId(record))
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset());
    }

    /** The W3C trace context that a record carries; null where it has none, or nonsense. */
    public static @Nullable String traceParent(ConsumerRecord<?, ?> record) {
        var text = EventHeaders.text(record.headers(), EventHeaders.TRACE_PARENT);
        return text != null && TRACE_PARENT.matcher(text).matches() ? text : null;
    }

    private static String traceId(ConsumerRecord<?, ?> record) {
        var parent = traceParent(record);
        return parent == null ? "" : parent.substring(3, 35);
    }

    /** A stranger chooses the key, so it is shown only where it looks like a hotel's. */
    private static String hotelId(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        return HOTEL.matcher(key).matches() && !CardNumbers.isIn(key) ? key : "";
    }
}
