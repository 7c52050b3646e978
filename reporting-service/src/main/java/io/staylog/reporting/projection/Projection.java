package io.staylog.reporting.projection;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What each event means for the rows: a pure function, so the same log always gives the same rows.
 *
 * <p>An event that says nothing about rows, such as a price, gives none. It is counted all the same.
 */
public final class Projection {
    private Projection() {}

    /**
     * The changes that one event makes, in order.
     *
     * @throws UnprojectableException if a row could not hold what the event says
     */
    public static List<RowChange> changes(SpecificRecord event, Position position) {
        return BookingProjection.changes(event, position).orElseGet(() -> {
            var changes = HotelProjection.changes(event, position);
            return changes.isEmpty() ? PaymentProjection.changes(event, position) : changes;
        });
    }
}
