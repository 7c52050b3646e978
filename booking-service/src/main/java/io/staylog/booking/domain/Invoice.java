package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An invoice of a booking.
 *
 * @param series the series
 * @param number the number within the series
 * @param partyId whom it is made out to
 * @param lines what it is about
 * @param credited whether it was taken back
 */
public record Invoice(String series, long number, UUID partyId, List<InvoiceLine> lines, boolean credited) {

    /** Keeps its own copy. */
    public Invoice {
        lines = List.copyOf(lines);
    }

    static Invoice of(InvoiceIssued event) {
        return new Invoice(event.series(), event.number(), event.partyId(), event.lines(), false);
    }

    boolean has(String otherSeries, long otherNumber) {
        return series.equals(otherSeries) && number == otherNumber;
    }

    Invoice takenBack() {
        return new Invoice(series, number, partyId, lines, true);
    }

    void count(Map<FolioLine, Integer> counts) {
        lines.forEach(line -> counts.merge(line.unit(), line.quantity(), Integer::sum));
    }

    /** As people say it. */
    String name() {
        return series + "/" + number;
    }
}
