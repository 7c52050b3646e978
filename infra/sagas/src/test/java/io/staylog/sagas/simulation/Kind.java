package io.staylog.sagas.simulation;

import io.staylog.eventsourcing.Decider;
import io.staylog.eventsourcing.StateFormat;
import io.staylog.eventsourcing.Wire;
import java.util.List;
import java.util.function.Function;

/**
 * What makes a service what it is.
 *
 * @param picture a state as a value, to compare it
 * @param inputs topics that it reads
 * @param events its own topic
 */
record Kind<S, C, E>(
        String name,
        Decider<S, C, E> rules,
        Wire<C, E> wire,
        StateFormat<S> format,
        Function<S, Object> picture,
        List<String> inputs,
        String events) {}
