package io.staylog.booking.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.logview.LogFact;
import io.staylog.logview.Position;
import io.staylog.schemas.EventHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code booking.events}, understood.
 *
 * @param hotelId the record's key
 * @param position where it stands
 * @param at when it was decided
 * @param event what was decided
 * @param cause id of the record that caused it, or null
 */
public record Fact(
        String hotelId,
        Position position,
        Instant at,
        BookingEvent event,
        @Nullable String cause) implements LogFact {

    /** A record, of which this is the event. */
    public static Fact of(ConsumerRecord<byte[], byte[]> record, BookingEvent event) {
        return new Fact(
                new String(record.key(), UTF_8),
                new Position(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                event,
                EventHeaders.text(record.headers(), EventHeaders.CAUSE));
    }
}
