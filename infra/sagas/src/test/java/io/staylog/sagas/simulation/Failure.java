package io.staylog.sagas.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * How a simulation has failed.
 *
 * @param atStep index of the step in which it did; the number of steps where it was while everything came to its end
 */
record Failure(int atStep, Throwable cause) {
    /** Whether another failure may stand for this one. */
    boolean isLike(Failure other) {
        return rule().equals(other.rule());
    }

    private String rule() {
        return cause instanceof BrokenRule broken
                ? broken.rule()
                : cause.getClass().getName();
    }

    String what() {
        if (cause instanceof BrokenRule) {
            return String.valueOf(cause.getMessage());
        }
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
