package io.staylog.reporting.projection;

/** What is behind an exception, in words for an operator. */
final class Causes {
    private Causes() {}

    /** The innermost cause. */
    static Throwable root(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The message in one line, and behind it that of the innermost cause. */
    static String said(Throwable thrown) {
        var root = root(thrown);
        return thrown.getCause() == null ? firstLine(root) : firstLine(thrown) + " (" + firstLine(root) + ")";
    }

    private static String firstLine(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
