package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.EventIndexed;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Notes of any event that names a booking or a payment where it stands, by the fields that all of them have. */
final class EventIndex {
    private EventIndex() {}

    /** One row, or none where the event names neither. */
    static List<RowChange> of(IndexedRecord event, Position at) {
        var subject = new Subject(id(event, "bookingId"), id(event, "paymentId"));
        if (subject.bookingId() == null && subject.paymentId() == null) {
            return List.of();
        }
        var type = event.getSchema().getName();
        var hotel = value(event, "hotelId");
        return List.of(new EventIndexed(
                at,
                Checked.text(type),
                Checked.id(hotel == null ? "?" : hotel.toString()),
                subject,
                value(event, "businessDate") instanceof LocalDate date ? Checked.date(date) : null));
    }

    private static @Nullable UUID id(IndexedRecord event, String name) {
        return value(event, name) instanceof UUID id ? id : null;
    }

    private static @Nullable Object value(IndexedRecord event, String name) {
        var field = event.getSchema().getField(name);
        return field == null ? null : event.get(field.pos());
    }
}
