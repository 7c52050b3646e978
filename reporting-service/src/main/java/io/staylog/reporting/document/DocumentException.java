package io.staylog.reporting.document;

/** A document that cannot be made, with a code that stays and a sentence with the next step. */
public final class DocumentException extends RuntimeException {
    private final String code;

    DocumentException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** {@code format_not_offered} or {@code too_large}. */
    public String code() {
        return code;
    }
}
