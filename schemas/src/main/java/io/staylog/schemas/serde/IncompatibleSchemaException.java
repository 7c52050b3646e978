package io.staylog.schemas.serde;

/** The registry refused a schema because it would break a reader or a writer of an earlier one. */
public final class IncompatibleSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    IncompatibleSchemaException(String subject, String rule) {
        super("the registry refused a new version of '" + subject + "': " + rule);
        this.subject = subject;
    }

    /** Which subject's new version was refused. */
    public String subject() {
        return subject;
    }
}
