package io.staylog.reporting.projection;

import io.staylog.schemas.RecordFields;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

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

    /** What a dead letter says it is about: the booking, or else the payment; null where neither is known. */
    @Nullable
    String text() {
        var id = bookingId == null ? paymentId : bookingId;
        return id == null ? null : id.toString();
    }

    /** Adds to a log line what may be said of a record and of this. */
    LoggingEventBuilder add(LoggingEventBuilder line, ConsumerRecord<?, ?> input) {
        var fields = RecordFields.add(line, input);
        fields = RecordFields.add(fields, "bookingId", bookingId);
        return RecordFields.add(fields, "paymentId", paymentId);
    }
}
