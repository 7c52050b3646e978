package io.staylog.edge.web;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts answers by what they said: {@code staylog.requests} with type and code. */
public final class AnswerFigures {
    private final MeterRegistry meters;

    /** Counts into a registry. */
    public AnswerFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Both are from short fixed lists, never from what a caller sent. */
    public void answered(String type, String code) {
        meters.counter("staylog.requests", "type", type, "code", code).increment();
    }
}
