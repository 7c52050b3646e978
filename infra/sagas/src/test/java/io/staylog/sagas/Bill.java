package io.staylog.sagas;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a booking stands and what its guest owes, reckoned from booking-service's events alone.
 *
 * @param state the state's name in domain.md; empty where it was never sold
 * @param prepaid whether all of it is paid at booking
 * @param nightsMinor the sum of the nights
 * @param feeMinor what is owed in place of them once the stay is off, or besides them when it was cut short
 * @param chargesMinor what was charged besides
 */
public record Bill(String state, boolean prepaid, long nightsMinor, long feeMinor, long chargesMinor) {
    static Bill of(Story story) {
        var bill = new Bill("", false, 0, 0, 0);
        for (var event : story.events()) {
            bill = bill.after(event);
        }
        return bill;
    }

    private Bill after(SpecificRecord event) {
        return switch (event.getSchema().getName()) {
            case "BookingHeld" -> sold("HELD", event);
            case "BookingConfirmed" -> state.isEmpty() ? sold("CONFIRMED", event) : in("CONFIRMED");
            case "BookingReinstated" -> in("CONFIRMED").owing(nightsMinor, 0);
            case "BookingModified" -> owing(Labels.minor(event, "totalGrossMinor"), 0);
            case "GuestCheckedIn" -> in("IN_HOUSE");
            case "GuestCheckedOut" ->
                in("CHECKED_OUT")
                        .owing(Labels.minor(event, "totalGrossMinor"), Labels.minor(event, "earlyDepartureFeeMinor"));
            case "BookingReleased" -> in("RELEASED");
            case "BookingExpired" -> in("EXPIRED");
            case "BookingCancelled" -> in("CANCELLED").owing(nightsMinor, Labels.minor(event, "feeMinor"));
            case "BookingNoShow" -> in("NO_SHOW").owing(nightsMinor, Labels.minor(event, "feeMinor"));
            case "GuestWalked" -> in("WALKED");
            case "FolioChargePosted" ->
                new Bill(state, prepaid, nightsMinor, feeMinor, chargesMinor + Labels.minor(event, "amountMinor"));
            default -> this;
        };
    }

    private Bill sold(String newState, SpecificRecord event) {
        var terms = (SpecificRecord) Objects.requireNonNull(Labels.field(event, "terms"));
        boolean isPrepaid = "PREPAYMENT".equals(String.valueOf(Labels.field(terms, "guarantee")));
        return new Bill(newState, isPrepaid, Labels.minor(terms, "totalGrossMinor"), 0, 0);
    }

    private Bill in(String newState) {
        return new Bill(newState, prepaid, nightsMinor, feeMinor, chargesMinor);
    }

    private Bill owing(long nights, long fee) {
        return new Bill(state, prepaid, nights, fee, chargesMinor);
    }

    boolean isOver() {
        return switch (state) {
            case "RELEASED", "EXPIRED", "CANCELLED", "NO_SHOW", "CHECKED_OUT", "WALKED" -> true;
            default -> false;
        };
    }

    /** What must have been paid by now. */
    long owedMinor() {
        return switch (state) {
            case "CONFIRMED", "IN_HOUSE" -> prepaid ? nightsMinor : 0; // The rest, and what is charged, at check-out.
            case "CHECKED_OUT" -> nightsMinor + feeMinor + chargesMinor;
            case "CANCELLED", "NO_SHOW" -> feeMinor + chargesMinor;
            case "WALKED" -> chargesMinor;
            default -> 0;
        };
    }
}
