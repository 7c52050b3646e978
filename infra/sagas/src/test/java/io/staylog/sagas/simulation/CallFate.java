package io.staylog.sagas.simulation;

import io.staylog.banksimulator.bank.Trouble;
import java.time.Duration;

/**
 * What becomes of a call to the bank.
 *
 * @param what happens
 * @param by how long something is late
 */
record CallFate(What what, Duration by) {
    static final CallFate USUAL = new CallFate(What.NOTHING, Duration.ZERO);

    /** What happens. */
    enum What {
        NOTHING,
        CALL_LATE,
        CALL_LOST,
        ANSWER_LATE,
        ANSWER_LOST,
        /** The bank has failed too often, and is not even called. */
        NOT_TRIED,
        /** The process dies while the call is on its way. */
        DIES_BEFORE_BANK,
        /** The process dies when the bank has done it, and nobody has heard that yet. */
        DIES_AFTER_BANK,
        /** The process dies with the answer in its hands. */
        DIES_BEFORE_WRITING,
        /** The answer is on the log, the position behind its instruction is not committed. */
        DIES_BEFORE_COMMIT,
        /** The process stands still with the answer in its hands, and another one takes its work over. */
        FREEZES_BEFORE_WRITING,
        BANK_RESETS,
        BANK_DOES_NOT_HEAR,
        BANK_DOES_NOT_ANSWER,
        BANK_TELLS_TWICE,
        BANK_TELLS_FIRST,
        BANK_TELLS_OUT_OF_ORDER
    }

    /** What the bank's own script of faults does to it. */
    Trouble.Kind trouble() {
        return switch (what) {
            case BANK_RESETS -> Trouble.Kind.RESET;
            case BANK_DOES_NOT_HEAR -> Trouble.Kind.TIMEOUT_BEFORE;
            case BANK_DOES_NOT_ANSWER -> Trouble.Kind.TIMEOUT_AFTER;
            case BANK_TELLS_TWICE -> Trouble.Kind.DUPLICATE;
            case BANK_TELLS_FIRST -> Trouble.Kind.EARLY;
            case BANK_TELLS_OUT_OF_ORDER -> Trouble.Kind.OUT_OF_ORDER;
            default -> Trouble.Kind.NONE;
        };
    }
}
