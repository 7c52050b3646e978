package io.staylog.reporting.projection;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is charged besides nights, and what was invoiced. */
sealed interface InvoiceChange extends RowChange {

    /** A guest was charged for something besides the nights. */
    record ChargePosted(
            Position position,
            String hotelId,
            UUID bookingId,
            UUID requestId,
            LocalDate businessDate,
            String kind,
            String description,
            long grossMinor,
            long taxMinor,
            int taxRateBps)
            implements InvoiceChange {}

    /**
     * An invoice or a credit note exists.
     *
     * @param credited what a credit note takes back; null for an invoice
     */
    record DocumentIssued(
            Position position,
            String hotelId,
            String series,
            long number,
            UUID bookingId,
            UUID partyId,
            LocalDate issuedOn,
            String currency,
            long totalGrossMinor,
            @Nullable Credited credited,
            List<Line> lines,
            List<TaxSum> taxes)
            implements InvoiceChange {}

    /** Which invoice is taken back, and why. */
    record Credited(String series, long number, String reason) {}

    /** One line of either. */
    record Line(
            int no,
            String kind,
            String description,
            LocalDate suppliedOn,
            int quantity,
            long unitNetMinor,
            long netMinor,
            long taxMinor,
            long grossMinor,
            int taxRateBps,
            @Nullable String chargeKind,
            String taxReason,
            boolean reverseCharge) {}

    /** The sums of one tax rate. */
    record TaxSum(int taxRateBps, long netMinor, long taxMinor, long grossMinor) {}
}
