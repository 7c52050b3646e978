package io.staylog.checker.rules;

import org.jspecify.annotations.Nullable;

/** One request as its sender wrote it down: before it was sent, and when it was known what had become of it. */
final class Operation {
    private static final long NEVER = Long.MAX_VALUE;

    final String id;
    final String op;
    final String hotelId;
    final String bookingId;
    final long wallMs;
    /** Of the first time that it was sent, by the sender's own clock that never jumps. */
    final long invokedNs;

    int sent = 1;
    int acknowledged;
    int failed;
    int unknown;
    /** When it was first acknowledged. */
    long acknowledgedNs = NEVER;
    /** Where the acknowledgement says that it stands; null where it does not say. */
    @Nullable
    Place told;

    // Of the log.

    int written;

    @Nullable
    Place first;

    /** Where the record of it stands that was decided. */
    @Nullable
    Place decided;

    @Nullable
    Place decidedAgain;

    Operation(String id, String op, String hotelId, String bookingId, long wallMs, long invokedNs) {
        this.id = id;
        this.op = op;
        this.hotelId = hotelId;
        this.bookingId = bookingId;
        this.wallMs = wallMs;
        this.invokedNs = invokedNs;
    }

    boolean isAcknowledged() {
        return acknowledged > 0;
    }

    /** Each time that it was sent it has certainly not happened. */
    boolean isFailed() {
        return failed == sent;
    }

    /** Whether nobody has written down what became of it, the last time that it was sent. */
    boolean isOpen() {
        return acknowledged + failed + unknown < sent;
    }

    String name() {
        return op + " " + id;
    }
}
