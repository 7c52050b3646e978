package io.staylog.sagas.simulation;

import io.staylog.sagas.Clockwork;
import java.util.function.Consumer;

/**
 * What everybody in a simulation has in common.
 *
 * @param story told what happens
 */
record Surroundings(Logs logs, Clockwork clock, Bugs bugs, Figures figures, Consumer<String> story) {
    static final int PARTITIONS = 3;
    /** Processes of each kind. */
    static final int PROCESSES = 2;
}
