package io.staylog.payment.bank;

/**
 * A notification that is not taken.
 *
 * @param message one sentence for a person, without anything that the sender wrote
 */
public record NotNoticed(Code code, String message) implements Notification {
    /** Why not, and how to answer. */
    public enum Code {
        /** It is not signed: 401. */
        SIGNATURE_MISSING("signature_missing", 401),
        /** It is not signed by the bank, or was changed: 401. */
        SIGNATURE_INVALID("signature_invalid", 401),
        /** It may be a recording: 401; the bank signs anew whenever it repeats. */
        SIGNATURE_TOO_OLD("signature_too_old", 401),
        /** It is signed, but cannot be understood: 400. */
        BODY_INVALID("body_invalid", 400),
        /** It is of a kind that does not concern us: 204, so that the bank does not repeat it. */
        TYPE_UNKNOWN("type_unknown", 204),
        /** The bank has to be asked what it is about, and does not answer now: 503, so that it repeats it. */
        NOT_NOW("not_now", 503);

        private final String text;
        private final int status;

        Code(String text, int status) {
            this.text = text;
            this.status = status;
        }

        /** Its stable name, for answers and counters. */
        public String text() {
            return text;
        }

        /** The HTTP status of the answer. */
        public int status() {
            return status;
        }
    }
}
