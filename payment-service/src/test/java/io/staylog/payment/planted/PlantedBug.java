package io.staylog.payment.planted;

import io.staylog.checker.rules.Invariant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What could be wrong with a payment service. A hotel that is named after a bug is treated so, all others rightly. */
public enum PlantedBug {
    /** Every time that the bank is told, it hears another key, so it cannot know a repeat. */
    NO_KEY(Invariant.I17),
    /** An attempt has a key of its own, but not the one that was written ahead. */
    RANDOM_KEY_PER_ATTEMPT(Invariant.I17),
    /** A capture whose outcome is unknown is told again under a new key. */
    CAPTURE_REPEATED_UNDER_A_NEW_KEY(Invariant.I17),
    /** No answer is taken for a no. */
    UNKNOWN_TAKEN_AS_DECLINED(Invariant.I13),
    /** No answer is taken for a yes. */
    UNKNOWN_TAKEN_AS_APPROVED(Invariant.I13),
    /** Nobody undoes the payment of a stay that is off. */
    CANCELLATION_FORGOTTEN(Invariant.I20, Invariant.I21),
    /** A refund is paid out although the guest's bank has taken the money back already. */
    REFUND_AFTER_A_DISPUTE(Invariant.I15);

    private final Set<Invariant> breaks;

    PlantedBug(Invariant... breaks) {
        this.breaks = Set.of(breaks);
    }

    /** What the checker must find broken. */
    public Set<Invariant> breaks() {
        return breaks;
    }

    /** The hotel that has it. */
    public String hotelId() {
        return "hotel-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the hotel has it. */
    boolean isAt(String hotelId) {
        return hotelId().equals(hotelId);
    }

    static boolean isAnyAt(String hotelId) {
        return Arrays.stream(values()).anyMatch(bug -> bug.isAt(hotelId));
    }
}
