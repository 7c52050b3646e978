package io.staylog.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Ends the command with an exit status and one message for stderr. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    private Failure(Exit exit, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** The exit status. */
    public Exit exit() {
        return exit;
    }

    /** A check found a difference. */
    public static Failure failed(String message) {
        return new Failure(Exit.FAILED, message, null);
    }

    /** The command line or an input file is wrong. */
    public static Failure usage(String message) {
        return new Failure(Exit.USAGE, message, null);
    }

    /** Understood and refused. */
    public static Failure rejected(String code, String message) {
        return new Failure(Exit.REJECTED, "rejected: " + code + ": " + message, null);
    }

    /** Sent, and nobody has answered in time. */
    public static Failure unknown(String message) {
        return new Failure(Exit.UNKNOWN, message, null);
    }

    /** Something that is needed does not answer. */
    public static Failure unreachable(String message, @Nullable Throwable cause) {
        return new Failure(Exit.UNREACHABLE, message, cause);
    }
}
