package io.staylog.payment.domain;

/**
 * A charge that the guest's bank has taken back, or announces that it may.
 *
 * @param id as the bank calls it
 * @param amountMinor how much, in minor units
 * @param stage how far it has gone
 */
public record Dispute(String id, long amountMinor, Stage stage, Standing standing) {
    /** How far it has gone. */
    public enum Stage {
        /** Not known to this version. */
        UNKNOWN,
        /** The guest's bank asks. */
        INQUIRY,
        /** It has taken the money back. */
        CHARGEBACK,
        /** It does not accept the proof. */
        PREARBITRATION
    }

    /** What became of it. */
    public enum Standing {
        /** Nobody has answered. */
        OPEN,
        /** The hotel has proved the charge. */
        CHALLENGED,
        /** The hotel lets the money go. */
        ACCEPTED,
        /** The money is the hotel's. */
        WON,
        /** The money is the guest's. A later stage may open it again. */
        LOST
    }

    Dispute standing(Standing next) {
        return new Dispute(id, amountMinor, stage, next);
    }

    /** Whether the money cannot be given back by the hotel, because the guest's bank has it or may take it. */
    boolean holdsMoney() {
        return standing != Standing.WON;
    }

    boolean isOpen() {
        return switch (standing) {
            case OPEN, CHALLENGED, ACCEPTED -> true;
            case WON, LOST -> false;
        };
    }
}
