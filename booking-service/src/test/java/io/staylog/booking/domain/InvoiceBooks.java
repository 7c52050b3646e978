package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent.CreditNoteIssued;
import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import io.staylog.booking.domain.BookingEvent.Invoicing;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** I25 to I27, kept beside a hotel from its events alone, and held against what its bookings owe. */
final class InvoiceBooks {
    private record Numbered(long number, LocalDate on) {}

    private record Name(String series, long number) {}

    private final Map<String, Numbered> last = new TreeMap<>();
    private final Map<UUID, Map<Name, List<InvoiceLine>>> valid = new HashMap<>();
    private final long seed;
    private int seen;

    InvoiceBooks(long seed) {
        this.seed = seed;
    }

    int seen() {
        return seen;
    }

    /** A document that was issued, with the hotel after it. */
    void see(Invoicing event, Hotel after) {
        seen++;
        switch (event) {
            case InvoiceIssued e -> {
                numberFollows(e.series(), new Numbered(e.number(), e.businessDate()));
                of(e.bookingId()).put(new Name(e.series(), e.number()), e.lines());
                allIsInvoicedOnce(e.bookingId(), after);
            }
            case CreditNoteIssued e -> {
                numberFollows(e.series(), new Numbered(e.number(), e.businessDate()));
                assertThat(of(e.bookingId()).remove(new Name(e.creditedSeries(), e.creditedNumber())))
                        .as("what %s takes back, seed %d", e, seed)
                        .isEqualTo(e.lines());
            }
        }
    }

    private Map<Name, List<InvoiceLine>> of(UUID bookingId) {
        return valid.computeIfAbsent(bookingId, id -> new HashMap<>());
    }

    private void numberFollows(String series, Numbered next) { // I25
        var before = last.put(series, next);
        assertThat(next.number())
                .as("number of %s, seed %d", series, seed)
                .isEqualTo(before == null ? 1 : before.number() + 1);
        assertThat(before == null || !next.on().isBefore(before.on()))
                .as("date of %s %s, seed %d", series, next, seed)
                .isTrue();
    }

    private void allIsInvoicedOnce(UUID bookingId, Hotel hotel) { // I26, I27
        var booking = hotel.booking(bookingId);
        var lines = of(bookingId).values().stream().flatMap(List::stream).toList();
        assertThat(InvoiceLine.total(lines))
                .as("invoiced and owed by %s, seed %d", booking, seed)
                .isEqualTo(booking.owedMinor());
        assertThat(lines.stream()
                        .filter(line -> line.unit().kind() == FolioLine.Kind.CHARGE)
                        .mapToInt(InvoiceLine::quantity)
                        .sum())
                .as("charges invoiced of %s, seed %d", booking, seed)
                .isEqualTo(booking.account().charges().size());
    }
}
