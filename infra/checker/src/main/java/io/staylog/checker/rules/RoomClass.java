package io.staylog.checker.rules;

import java.util.BitSet;

/** A hotel's class of equal rooms, night by night: how many can be sold, and how many are. */
final class RoomClass {
    private static final int NOT_SET = -1;
    // A stay may be as long as a year, and what is given back of it lies as far in the past.
    private static final int KEPT_PAST_NIGHTS = 400;

    int count;
    final NightNumbers physical = new NightNumbers(NOT_SET);
    final NightNumbers outOfOrder = new NightNumbers(0);
    final NightNumbers overbooking = new NightNumbers(0);
    final NightNumbers taken = new NightNumbers(0);
    private final BitSet soldOut = new BitSet();

    /** Those that exist and work, and what may be sold beyond them. */
    int sellable(int night) {
        int set = physical.get(night);
        return Math.max(0, (set == NOT_SET ? count : set) - outOfOrder.get(night) + overbooking.get(night));
    }

    int beyond(int night) {
        return taken.get(night) - sellable(night);
    }

    /** Whether the last room of a night was sold, and never before. */
    boolean isSoldOutAnew(int night) {
        boolean isNew = beyond(night) == 0 && night >= 0 && !soldOut.get(night);
        if (isNew) {
            soldOut.set(night);
        }
        return isNew;
    }

    void forgetBefore(int businessDate) {
        int night = businessDate - KEPT_PAST_NIGHTS;
        physical.forgetBefore(night);
        outOfOrder.forgetBefore(night);
        overbooking.forgetBefore(night);
        taken.forgetBefore(night);
    }
}
