package io.staylog.booking.domain;

import java.time.LocalDate;

/**
 * One thing that a guest owes. Gross is net plus tax.
 *
 * @param kind what it is about
 * @param chargeKind which kind of charge; OTHER where it is none
 * @param description in words: the room type's id or the charge's description
 * @param suppliedOn the night, or the business date of the charge or fee
 * @param grossMinor with tax, in minor units
 * @param netMinor without tax, in minor units
 * @param taxRateBps the tax rate in basis points
 */
public record FolioLine(
        Kind kind,
        ChargeKind chargeKind,
        String description,
        LocalDate suppliedOn,
        long grossMinor,
        long netMinor,
        int taxRateBps) {

    /** What a line is about. */
    public enum Kind {
        /** One that this program does not know, because a newer one wrote it. */
        UNKNOWN,
        NIGHT,
        CHARGE,
        CANCELLATION_FEE,
        NO_SHOW_FEE,
        EARLY_DEPARTURE_FEE,
        ADJUSTMENT
    }

    static FolioLine night(RoomStay stay, NightPrice price) {
        return new FolioLine(
                Kind.NIGHT,
                ChargeKind.OTHER,
                stay.roomTypeId(),
                price.night(),
                price.grossMinor(),
                price.netMinor(),
                price.taxRateBps());
    }

    static FolioLine charge(BookingEvent.FolioChargePosted event) {
        return new FolioLine(
                Kind.CHARGE,
                event.kind(),
                event.description(),
                event.businessDate(),
                event.amountMinor(),
                event.amountMinor() - event.taxMinor(),
                event.taxRateBps());
    }

    /** What is paid for giving up a stay is no price of anything supplied, so it contains no tax, here as in the ledger. */
    static FolioLine fee(Kind kind, String description, LocalDate on, long amountMinor) {
        return new FolioLine(kind, ChargeKind.OTHER, description, on, amountMinor, amountMinor, 0);
    }
}
