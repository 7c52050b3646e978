package io.staylog.guard;

import io.staylog.guard.Breach.Weight;

/** How much is demanded. */
public enum Profile {
    /** One machine with one disk, listening on loopback. */
    DEFAULT,
    /** Several brokers, other people's networks, other people's money. */
    PRODUCTION;

    /** The Spring profile that makes it production. */
    public static final String PRODUCTION_NAME = "production";

    boolean refuses(Weight weight) {
        return switch (weight) {
            case ALWAYS -> true;
            case ONE_DISK, PRODUCTION -> this == PRODUCTION;
            case UNTOLD -> false;
        };
    }

    boolean warnsOf(Weight weight) {
        return switch (weight) {
            case ALWAYS, PRODUCTION -> false;
            case ONE_DISK -> this == DEFAULT;
            case UNTOLD -> this == PRODUCTION;
        };
    }
}
