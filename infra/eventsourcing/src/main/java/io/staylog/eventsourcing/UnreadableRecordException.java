package io.staylog.eventsourcing;

/** A record that nobody will ever be able to read. It goes to the dead-letter topic as it came, with this cause. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Names the cause.
     *
     * @param reason stable code, for example {@code undecodable} or {@code key-mismatch}
     * @param message one sentence for the person who looks at the dead-letter topic
     */
    public UnreadableRecordException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Stable code of the cause. */
    public String reason() {
        return reason;
    }
}
