package io.staylog.eventsourcing;

import java.io.Serial;

/** A snapshot says something that no program of this version has written. It is gone by now, so the log is folded instead. */
final class UnusableSnapshotException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnusableSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
