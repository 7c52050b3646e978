package io.staylog.booking.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.TaxTotal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an invoice says on the log besides what was decided. */
class InvoiceWireTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final LocalDate DAY = LocalDate.parse("2026-06-01");

    @Test
    void an_invoice_on_the_log_has_the_sums_of_its_lines() {
        var event = (InvoiceIssued) EventWire.toAvro(
                new BookingEvent.InvoiceIssued(ID, ID, 4, DAY, "INV", 7, ID, "EUR", BookingWireTest.lines()), "rio");
        assertThat(event.getTotalGrossMinor()).isEqualTo(21_705);
        assertThat(event.getTaxes())
                .containsExactly(
                        new TaxTotal(0, 500L, 0L, 500L),
                        new TaxTotal(600, 20_000L, 1_200L, 21_200L),
                        new TaxTotal(2_300, 4L, 1L, 5L));
        var nights = event.getLines().getFirst();
        assertThat(nights.getLineNo()).isEqualTo(1);
        assertThat(nights.getUnitNetMinor()).isEqualTo(10_000);
        assertThat(nights.getTaxMinor()).isEqualTo(1_200);
    }
}
