package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Names of the headers of a record: CloudEvents' Kafka binding in binary mode, W3C trace context, and our own.
 *
 * <p>Readers rely on none of them; a record without any header is a good record.
 */
public final class EventHeaders {
    /** Version of CloudEvents, always {@code 1.0}. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** Unique per source. Of an event it is derived from the input record: {@code topic/partition/offset/index}. */
    public static final String ID = "ce_id";

    /** Full name of the Avro record. */
    public static final String TYPE = "ce_type";

    /** Which program wrote the record. */
    public static final String SOURCE = "ce_source";

    /** When, RFC 3339. */
    public static final String TIME = "ce_time";

    /** What it is about: the key. */
    public static final String SUBJECT = "ce_subject";

    /** Always {@code application/avro}. */
    public static final String CONTENT_TYPE = "content-type";

    /** W3C trace context, carried on from a request to everything that follows from it. */
    public static final String TRACE_PARENT = "traceparent";

    /** {@link #ID} of the record that caused this one, or its {@code topic/partition/offset} where it had none. */
    public static final String CAUSE = "staylog_cause";

    private static final byte[] SPEC_VERSION_1 = "1.0".getBytes(UTF_8);
    private static final byte[] AVRO = "application/avro".getBytes(UTF_8);

    private static final int ID_BYTES_MAX = 200;
    private static final int TRACE_BYTES = 55;

    private EventHeaders() {}

    /**
     * The headers of a new record.
     *
     * @param id unique per source
     * @param type full name of the Avro record
     * @param source which program writes
     * @param at when
     * @param subject the key
     */
    public static Headers of(String id, String type, String source, Instant at, String subject) {
        return new RecordHeaders()
                .add(SPEC_VERSION, SPEC_VERSION_1)
                .add(ID, id.getBytes(UTF_8))
                .add(TYPE, type.getBytes(UTF_8))
                .add(SOURCE, source.getBytes(UTF_8))
                .add(TIME, Rfc3339.bytes(at))
                .add(SUBJECT, subject.getBytes(UTF_8))
                .add(CONTENT_TYPE, AVRO);
    }

    /**
     * Adds what a record owes to the one that caused it: its id and its trace. Anybody may have written them, so what has not
     * the form of an id or of a trace, or is a card number, is left out: it would live on in everything that follows.
     */
    public static Headers causedBy(Headers headers, ConsumerRecord<?, ?> cause) {
        byte @Nullable [] id = null;
        @Nullable Header trace = null;
        // Once through for both. Kafka makes a text of each name that it is asked for, so few are.
        for (var header : cause.headers()) {
            if (id == null && header.key().equals(ID)) {
                id = header.value();
            } else if (isTrace(header.value()) && header.key().equals(TRACE_PARENT)) {
                trace = header;
            }
        }
        headers.add(
                CAUSE,
                id != null && isId(id)
                        ? id
                        : (cause.topic() + "/" + cause.partition() + "/" + cause.offset()).getBytes(UTF_8));
        return trace == null ? headers : headers.add(trace);
    }

    /** The W3C trace context of a record; null where it has none, or something else in its place. */
    public static @Nullable String traceParent(Headers headers) {
        var trace = headers.lastHeader(TRACE_PARENT);
        return trace != null && isTrace(trace.value()) ? new String(trace.value(), UTF_8) : null;
    }

    private static boolean isId(byte[] bytes) {
        if (CardNumbers.isUuid(bytes)) {
            return true; // Most are.
        }
        if (bytes.length == 0 || bytes.length > ID_BYTES_MAX) {
            return false;
        }
        for (byte b : bytes) {
            if (!isLetterOrDigit(b) && b != '-' && b != '.' && b != '_' && b != ':' && b != '/') {
                return false;
            }
        }
        return !CardNumbers.isIn(new String(bytes, US_ASCII));
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    /** {@code 00-<32 hex digits>-<16 hex digits>-<2 hex digits>}, as W3C's trace context has it. */
    private static boolean isTrace(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != TRACE_BYTES) {
            return false;
        }
        for (int i = 0; i < TRACE_BYTES; i++) {
            byte b = bytes[i];
            boolean dash = i == 2 || i == 35 || i == 52;
            if (dash ? b != '-' : !(b >= '0' && b <= '9') && !(b >= 'a' && b <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether one of the headers of a name is a text. Values are looked at first, because Kafka makes a text of each name that it
     * is asked for.
     */
    static boolean has(Headers headers, String name, String text) {
        for (var header : headers) {
            var value = header.value();
            if (value != null
                    && value.length == text.length()
                    && header.key().equals(name)
                    && text.equals(new String(value, UTF_8))) {
                return true;
            }
        }
        return false;
    }

    /** A header's text, or null where there is no such header. */
    public static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
