package io.staylog.cli.dataset;

import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import java.util.List;

/** How a booking of the data set is paid (policy P1): each is a rate plan of that name. */
enum Deposit {
    /** All is paid at check-out; a no-show pays the first night. */
    NO_DEPOSIT("No Deposit", 0),
    /** 30 % are paid at booking, given back on cancellation and kept on a no-show. */
    REFUNDABLE("Refundable", 3_000),
    /** All is paid at booking and kept, whatever happens. */
    NON_REFUND("Non Refund", 10_000);

    private static final int ALL_BPS = 10_000;

    private final String label;
    private final int depositBps;

    Deposit(String label, int depositBps) {
        this.label = label;
        this.depositBps = depositBps;
    }

    static Deposit labelled(String label) {
        for (var deposit : values()) {
            if (deposit.label.equals(label)) {
                return deposit;
            }
        }
        throw Failure.usage("'" + label + "' is no deposit type of the data set");
    }

    String ratePlanId() {
        return name();
    }

    /** The deposit's name in the data. */
    String label() {
        return label;
    }

    Guarantee guarantee() {
        return this == NO_DEPOSIT ? Guarantee.NONE : Guarantee.PREPAYMENT;
    }

    /** Without a guarantee by prepayment the number means nothing; then it is the contract's default. */
    int prepaidBps() {
        return this == NO_DEPOSIT ? ALL_BPS : depositBps;
    }

    /** A fee counts from the moment of booking. */
    List<CancellationTierTemplate> cancellationTiers() {
        return this == NON_REFUND ? List.of(new CancellationTierTemplate(null, noShowFee())) : List.of();
    }

    Fee noShowFee() {
        return this == NO_DEPOSIT ? new Fee(FeeType.NIGHTS, 1L) : new Fee(FeeType.PERCENT_BPS, (long) depositBps);
    }
}
