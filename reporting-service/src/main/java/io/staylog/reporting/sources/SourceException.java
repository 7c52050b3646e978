package io.staylog.reporting.sources;

/** What was asked for cannot be made, however often it is tried; the request is answered with the reason. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A reason.
     *
     * @param code a word that stays, for example {@code unknown_hotel}
     * @param message a sentence with the next step
     */
    public SourceException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The word that stays. */
    public String code() {
        return code;
    }
}
