package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note, with all that Article 226 of the EU VAT Directive wants to see. A credit note has the amounts of
 * the invoice it takes back, above 0, and says that it takes them back.
 *
 * @param kind INVOICE or CREDIT_NOTE
 * @param form how much of the lines is shown; the sums are the same
 * @param credits the invoice that a credit note takes back; null for an invoice
 * @param creditedBy the credit note that has taken this invoice back; null where none has
 * @param lines in order
 * @param taxes by rate, lowest first
 * @param balanceMinor what is still to be paid
 * @param event where on the log it stands; null where that is not known
 * @param notes exemption, reverse charge and other sentences that the law wants; empty where there are none
 */
public record InvoiceSource(
        Heading heading,
        DocumentKind kind,
        Form form,
        String series,
        long number,
        LocalDate issuedOn,
        Buyer buyer,
        FolioSource.Stay stay,
        Guest guest,
        String currency,
        List<Line> lines,
        List<Tax> taxes,
        long totalGrossMinor,
        List<FolioSource.Payment> payments,
        @Nullable Long balanceMinor,
        @Nullable Reference credits,
        @Nullable Reference creditedBy,
        String reason,
        @Nullable Event event,
        List<String> notes)
        implements DocumentSource {

    /** DETAILED has each line, SUMMARY one line for each kind and rate. */
    public enum Form {
        DETAILED,
        SUMMARY
    }

    /** Where an event stands on the log. */
    public record Event(String topic, int partition, long offset) {}

    /** Names another invoice or credit note. */
    public record Reference(
            String series, long number, @Nullable LocalDate issuedOn) {
        public String shown() {
            return series + "-" + number;
        }
    }

    /**
     * Whom it is made out to, as it was then.
     *
     * @param guestId the guest behind it; null where unknown
     * @param name empty where it had to go after the time that the law wants it kept
     * @param address lines separated by a line feed
     * @param vatNumber empty where there is none
     */
    public record Buyer(@Nullable UUID guestId, String name, String address, String vatNumber) {}

    /**
     * One line; {@code kind} as in the event, such as ROOM_NIGHT.
     *
     * @param chargeKind which kind of charge; null where it is none
     * @param taxReason why it carries no tax; empty where it carries tax or costs nothing
     * @param reverseCharge whether the customer owes the tax
     */
    public record Line(
            int lineNo,
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
    public record Tax(int taxRateBps, long netMinor, long taxMinor, long grossMinor) {}

    public InvoiceSource {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
        payments = List.copyOf(payments);
        notes = List.copyOf(notes);
        if (kind != DocumentKind.INVOICE && kind != DocumentKind.CREDIT_NOTE) {
            throw new IllegalArgumentException(kind + " is no invoice");
        }
        if (kind == DocumentKind.CREDIT_NOTE && credits == null) {
            throw new IllegalArgumentException("a credit note names the invoice it takes back");
        }
    }

    /** The sequential number as it is printed. */
    public String shownNumber() {
        return new Reference(series, number, issuedOn).shown();
    }

    @Override
    public String subject() {
        return shownNumber() + (form == Form.SUMMARY ? "-summary" : "");
    }

    @Override
    public Set<UUID> guests() {
        var named = new java.util.HashSet<UUID>();
        if (buyer.guestId() != null && !buyer.name().isBlank()) {
            named.add(buyer.guestId());
        }
        if (guest.isNamed() && guest.guestId() != null) {
            named.add(guest.guestId());
        }
        return Set.copyOf(named);
    }
}
