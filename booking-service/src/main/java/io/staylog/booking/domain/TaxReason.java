package io.staylog.booking.domain;

/**
 * Why a hotel takes no tax on something, as its invoices must say it (Directive 2006/112/EC, Article 226, points 11 and 11a).
 *
 * @param scope what it is about; one for a single kind goes before one for everything
 * @param text in the words that the invoice says
 * @param reverseCharge whether the buyer owes the tax: then it counts for buyers alone who have a VAT number of another member
 *     state than the hotel's
 */
public record TaxReason(Scope scope, String text, boolean reverseCharge) {
    /** What a reason is about: everything, the nights, one kind of charge, or one kind of fee. */
    public enum Scope {
        /** One that this program does not know, because a newer one wrote it. */
        UNKNOWN,
        ANY,
        NIGHT,
        FOOD_AND_BEVERAGE,
        MINIBAR,
        PARKING,
        CITY_TAX,
        OTHER,
        CANCELLATION_FEE,
        NO_SHOW_FEE,
        EARLY_DEPARTURE_FEE;

        /** What a line is about. */
        static Scope of(FolioLine line) {
            return switch (line.kind()) {
                case NIGHT -> NIGHT;
                case CHARGE -> of(line.chargeKind());
                case CANCELLATION_FEE -> CANCELLATION_FEE;
                case NO_SHOW_FEE -> NO_SHOW_FEE;
                case EARLY_DEPARTURE_FEE -> EARLY_DEPARTURE_FEE;
                case ADJUSTMENT, UNKNOWN -> OTHER;
            };
        }

        private static Scope of(ChargeKind kind) {
            return switch (kind) {
                case FOOD_AND_BEVERAGE -> FOOD_AND_BEVERAGE;
                case MINIBAR -> MINIBAR;
                case PARKING -> PARKING;
                case CITY_TAX -> CITY_TAX;
                case OTHER, UNKNOWN -> OTHER;
            };
        }

        boolean isFee() {
            return this == CANCELLATION_FEE || this == NO_SHOW_FEE || this == EARLY_DEPARTURE_FEE;
        }
    }
}
