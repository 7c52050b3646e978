package io.staylog.reporting.report;

import java.util.Map;

/** What was asked for cannot be answered, and why; nothing is wrong with the service. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of "no" it is. */
    public enum Kind {
        /** The question makes no sense. */
        BAD_REQUEST,
        /** It speaks of something that does not exist. */
        NOT_FOUND,
        /** Too many questions at once; the same one may be answered later. */
        BUSY,
        /** What was to be waited for has not come in time; it may a little later. */
        LATE,
        /** Only those may ask who show the token. */
        UNAUTHORIZED
    }

    private final Kind kind;
    private final String code;
    private final transient Map<String, String> details;

    /**
     * A "no".
     *
     * @param kind what kind
     * @param code stable code for programs, for example {@code hotel_not_found}
     * @param message one sentence for a person; it must not repeat what the caller sent
     * @param details values behind the code
     */
    public ReportException(Kind kind, String code, String message, Map<String, String> details) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.details = details;
    }

    /** What kind of "no" it is. */
    public Kind kind() {
        return kind;
    }

    /** Stable code for programs. */
    public String code() {
        return code;
    }

    /** Values behind the code. */
    public Map<String, String> details() {
        return details;
    }

    /** One that comes from a parameter. */
    public static ReportException badRequest(String code, String message, String parameter) {
        return new ReportException(Kind.BAD_REQUEST, code, message, Map.of("parameter", parameter));
    }
}
