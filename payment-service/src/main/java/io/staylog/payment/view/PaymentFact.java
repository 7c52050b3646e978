package io.staylog.payment.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.logview.LogFact;
import io.staylog.logview.Position;
import io.staylog.schemas.EventHeaders;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code payment.events}, understood.
 *
 * @param hotelId the record's key
 * @param position where it stands
 * @param at when it was decided
 * @param event what was decided
 * @param cause id of the record that caused it, or null
 */
public record PaymentFact(
        String hotelId,
        Position position,
        Instant at,
        SpecificRecord event,
        @Nullable String cause) implements LogFact {

    /** A record, of which this is the event. */
    public static PaymentFact of(ConsumerRecord<byte[], byte[]> record, SpecificRecord event) {
        return new PaymentFact(
                new String(record.key(), UTF_8),
                new Position(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                event,
                EventHeaders.text(record.headers(), EventHeaders.CAUSE));
    }
}
