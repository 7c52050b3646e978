package io.staylog.bench.load;

import io.staylog.schemas.common.Guarantee;

/** How a stay is secured, and so how long its saga is. */
public enum Plan {
    /** Nothing is paid before check-out: the request is decided, and that is all. */
    FLEX(Guarantee.NONE),
    /** The card is authorised while the rooms are held. */
    CARD(Guarantee.CARD),
    /** All is captured while the rooms are held. */
    PREPAID(Guarantee.PREPAYMENT);

    private final Guarantee guarantee;

    Plan(Guarantee guarantee) {
        this.guarantee = guarantee;
    }

    Guarantee guarantee() {
        return guarantee;
    }
}
