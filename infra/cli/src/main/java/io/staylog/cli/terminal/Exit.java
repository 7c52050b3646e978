package io.staylog.cli.terminal;

/** How the program ends, so that a script can tell apart what a person reads on stderr. */
public enum Exit {
    /** Done. */
    OK(0),
    /** A check found a difference, or the program itself failed. */
    FAILED(1),
    /** The command line or an input file is wrong; nothing was sent. */
    USAGE(2),
    /** Understood and refused; nothing has changed. */
    REJECTED(3),
    /** Sent, and nobody has answered in time; it is safe to repeat with the same request id. */
    UNKNOWN(4),
    /** Something that is needed does not answer. */
    UNREACHABLE(5);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
