package io.staylog.eventsourcing;

import java.util.Set;

/** A rule or a fold has failed, which no input may bring about: the partition stops, and a person must look. */
final class BrokenInvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int partition;
    private transient Set<Integer> spoilt;

    BrokenInvariantException(int partition, String where, Throwable cause) {
        super(where + ": " + cause, cause);
        this.partition = partition;
        this.spoilt = Set.of(partition);
    }

    /** The same fault, with the partitions whose states hold something of a transaction that it has ended. */
    BrokenInvariantException spoiling(Set<Integer> touched) {
        spoilt = Set.copyOf(touched);
        return this;
    }

    Set<Integer> spoilt() {
        return spoilt;
    }

    int partition() {
        return partition;
    }
}
