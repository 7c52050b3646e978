package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The account of one booking: what was charged, what was paid, what is open.
 *
 * @param balanceMinor charges less payments; what the guest owes where it is above 0
 */
public record FolioSource(
        Heading heading,
        Stay stay,
        String status,
        Guest guest,
        String currency,
        List<Charge> charges,
        List<Payment> payments,
        long balanceMinor)
        implements DocumentSource {

    /**
     * The stay that a folio or an invoice is about.
     *
     * @param reference the confirmation code
     * @param roomTypes one by room, in order
     */
    public record Stay(
            UUID bookingId,
            String reference,
            List<String> roomTypes,
            LocalDate arrival,
            LocalDate departure,
            int guests) {
        public Stay {
            roomTypes = List.copyOf(roomTypes);
        }
    }

    /** One charge; {@code kind} is ROOM, NO_SHOW_FEE, CANCELLATION_FEE, FOOD_AND_BEVERAGE and the like. */
    public record Charge(
            LocalDate businessDate,
            String kind,
            String description,
            int quantity,
            long netMinor,
            long taxMinor,
            long grossMinor,
            int taxRateBps) {}

    /**
     * Money that came (above 0) or went back (below 0).
     *
     * @param kind CAPTURE, REFUND, MANUAL_REFUND, DISPUTE and the like
     * @param purpose what it was for, in words; empty where that is not known
     * @param method the card's brand and its last four digits; empty where no card is known
     */
    public record Payment(LocalDate businessDate, String kind, String purpose, String method, long amountMinor) {}

    public FolioSource {
        charges = List.copyOf(charges);
        payments = List.copyOf(payments);
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.FOLIO;
    }

    @Override
    public String subject() {
        return stay.reference().isEmpty() ? stay.bookingId().toString() : stay.reference();
    }

    @Override
    public Set<UUID> guests() {
        return guest.isNamed() && guest.guestId() != null ? Set.of(guest.guestId()) : Set.of();
    }
}
