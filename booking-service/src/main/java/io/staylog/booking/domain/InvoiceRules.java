package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.IssueCreditNote;
import io.staylog.booking.domain.BookingCommand.IssueInvoice;
import io.staylog.booking.domain.BookingEvent.CreditNoteIssued;
import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for invoices and credit notes. A hotel has one writer, and the last number of each series is in its state: so
 * numbers have no gap, and none is given out twice.
 */
final class InvoiceRules {
    /** More would not fit a record of the log, however long the descriptions are. */
    static final int LINES_MAX = 5_000;

    private InvoiceRules() {}

    /** Whether it is over, in a way that can have left something to pay. */
    static boolean isInvoiceable(Booking booking) {
        return booking.state() == State.CHECKED_OUT
                || booking.state() == State.NO_SHOW
                || booking.state() == State.CANCELLED;
    }

    /** Over everything that no invoice has yet. */
    static List<BookingEvent> issue(Hotel hotel, Booking booking, IssueInvoice issue) {
        var fiscal = fiscal(hotel);
        var lines = TaxReasons.explain(InvoiceLine.of(Folio.open(booking)), fiscal, issue.buyerVatCountry());
        var objection = objection(hotel, booking, lines);
        if (objection != null) {
            return BookingDecider.rejected(hotel, issue, booking.id(), objection);
        }
        return List.of(new InvoiceIssued(
                issue.request().id(),
                booking.id(),
                booking.nextVersion(),
                hotel.openDate(),
                fiscal.invoiceSeries(),
                hotel.nextNumber(fiscal.invoiceSeries()),
                issue.partyId(),
                booking.terms().currency(),
                lines));
    }

    private static @Nullable Rejection objection(Hotel hotel, Booking booking, List<InvoiceLine> lines) {
        var outdated = Folio.outdated(booking);
        if (outdated != null) {
            return new Rejection(
                    Reason.INVOICE_OUTDATED,
                    "invoice " + outdated.name() + " has what is not owed any more; credit it first",
                    named(outdated.series(), outdated.number()));
        }
        if (lines.stream().allMatch(line -> line.grossMinor() == 0)) {
            return Rejection.of(
                    Reason.NOTHING_TO_INVOICE, "the booking owes nothing that is not on one of its invoices already");
        }
        if (lines.size() > LINES_MAX) {
            return Rejection.of(Reason.LIMIT_EXCEEDED, "an invoice has at most " + LINES_MAX + " lines");
        }
        var unexplained = TaxReasons.objection(hotel, fiscal(hotel), lines);
        return unexplained == null ? address(hotel) : unexplained;
    }

    /** Over all of an invoice, whose lines can be invoiced again afterwards. */
    static List<BookingEvent> credit(Hotel hotel, Booking booking, IssueCreditNote credit) {
        var fiscal = fiscal(hotel);
        var invoice = booking.account().invoice(credit.series(), credit.number());
        var objection = objection(hotel, booking, invoice, credit);
        if (invoice == null || objection != null) {
            return BookingDecider.rejected(hotel, credit, booking.id(), Objects.requireNonNull(objection));
        }
        return List.of(new CreditNoteIssued(
                credit.request().id(),
                booking.id(),
                booking.nextVersion(),
                hotel.openDate(),
                fiscal.creditNoteSeries(),
                hotel.nextNumber(fiscal.creditNoteSeries()),
                invoice.series(),
                invoice.number(),
                credit.reason(),
                invoice.partyId(),
                booking.terms().currency(),
                invoice.lines()));
    }

    private static @Nullable Rejection objection(
            Hotel hotel, Booking booking, @Nullable Invoice invoice, IssueCreditNote credit) {
        if (invoice == null) {
            return new Rejection(
                    Reason.INVOICE_NOT_FOUND,
                    "booking " + booking.id() + " has no invoice " + credit.series() + "/" + credit.number(),
                    named(credit.series(), credit.number()));
        }
        if (invoice.credited()) {
            return new Rejection(
                    Reason.INVOICE_CREDITED,
                    "invoice " + invoice.name() + " was credited before",
                    named(invoice.series(), invoice.number()));
        }
        return credit.reason().isBlank()
                ? new Rejection(
                        Reason.FIELD_INVALID,
                        "reason must be why the invoice is taken back",
                        Map.of("field", "reason", "actual", "blank", "expected", "why the invoice is taken back"))
                : address(hotel);
    }

    private static @Nullable Rejection address(Hotel hotel) {
        return fiscal(hotel).address().isBlank()
                ? new Rejection(
                        Reason.HOTEL_ADDRESS_MISSING,
                        "hotel " + hotel.id()
                                + " has no address, which its invoices must name; register it again with one",
                        Map.of("field", "address"))
                : null;
    }

    private static Fiscal fiscal(Hotel hotel) {
        return Objects.requireNonNull(hotel.registration(), "commands about bookings are for registered hotels")
                .fiscal();
    }

    private static Map<String, String> named(String series, long number) {
        return Map.of("series", series, "number", Long.toString(number));
    }
}
