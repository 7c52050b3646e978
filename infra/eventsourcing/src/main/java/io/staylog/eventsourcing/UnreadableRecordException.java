package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadRecord.Why;

/** A record that nobody will ever be able to read. It goes to the dead-letter topic as it came, with this cause. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean isIllegible;

    /** One whose content nobody knows, so that later records may build on it. */
    public static UnreadableRecordException illegible(String reason, String message) {
        return new UnreadableRecordException(reason, message, true);
    }

    /**
     * One that says something, but nothing that counts.
     *
     * @param reason stable code, for example {@code undecodable} or {@code key-mismatch}
     * @param message one sentence for the person who looks at the dead-letter topic
     */
    public UnreadableRecordException(String reason, String message) {
        this(reason, message, false);
    }

    private UnreadableRecordException(String reason, String message, boolean isIllegible) {
        super(message);
        this.reason = reason;
        this.isIllegible = isIllegible;
    }

    /** The cause, for the dead letter. */
    Why why() {
        return new Why(reason, String.valueOf(getMessage()), null, isIllegible);
    }

    /** Stable code of the cause. */
    public String reason() {
        return reason;
    }
}
