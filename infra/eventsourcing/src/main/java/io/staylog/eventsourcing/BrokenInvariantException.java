package io.staylog.eventsourcing;

/** A rule or a fold has failed, which no input may bring about: the partition stops, and a person must look. */
final class BrokenInvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int partition;

    BrokenInvariantException(int partition, String where, Throwable cause) {
        super(where + ": " + cause, cause);
        this.partition = partition;
    }

    int partition() {
        return partition;
    }
}
