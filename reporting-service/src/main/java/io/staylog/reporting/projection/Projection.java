package io.staylog.reporting.projection;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What each event means for the rows: a pure function, so the same log always gives the same rows.
 *
 * <p>An event that says nothing about rows gives none. It is counted all the same.
 */
public final class Projection {
    private Projection() {}

    /**
     * The changes that one event makes, in order.
     *
     * @throws UnprojectableException if a row could not hold what the event says
     */
    public static List<RowChange> changes(SpecificRecord event, Position position) {
        var changes = BookingProjection.changes(event, position).orElseGet(() -> {
            var ofHotel = HotelProjection.changes(event, position);
            return ofHotel.isEmpty() ? PaymentProjection.changes(event, position) : ofHotel;
        });
        var all = new ArrayList<>(changes);
        all.addAll(MovementProjection.changes(event));
        all.addAll(AttemptProjection.changes(event, position));
        all.addAll(InvoiceProjection.changes(event, position));
        all.addAll(LedgerProjection.changes(event, position));
        all.addAll(AriProjection.changes(event));
        all.addAll(DocumentProjection.changes(event, position));
        all.addAll(GuestProjection.changes(event, position));
        all.addAll(EventIndex.of(event, position));
        return List.copyOf(all);
    }
}
