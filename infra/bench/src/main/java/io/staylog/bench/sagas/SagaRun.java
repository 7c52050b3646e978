package io.staylog.bench.sagas;

import io.staylog.bench.load.Latencies;
import io.staylog.bench.stack.CpuTimes;

/**
 * What one run of load has come to.
 *
 * @param perSecond bookings that were asked for in a second
 * @param times of its bookings
 * @param last the stage at which a booking of it is through
 * @param endNanos when the last one was due
 * @param lateness how late the generator itself was in writing a request; it is in the latencies too
 * @param cpu processor time from the first request until all bookings were through
 */
public record SagaRun(double perSecond, SagaTimes times, Stage last, long endNanos, Latencies lateness, CpuTimes cpu) {
    // By Little's law a backlog of one second's bookings means that a booking takes a second.
    private static final double BACKLOG_SECONDS_MAX = 1.0;

    /** Bookings that never got through. */
    public int stuck() {
        return times.missing(last, Long.MAX_VALUE / 2);
    }

    /** Bookings that were not through when the last one was due, in seconds of load. */
    public double backlogSeconds() {
        return times.missing(last, endNanos) / perSecond;
    }

    /** Whether the rate could go on: what is asked gets through about as fast as it comes, and all of it. */
    public boolean isSustained() {
        return backlogSeconds() <= BACKLOG_SECONDS_MAX && stuck() == 0 && times.refusals() == 0;
    }

    /** Processor seconds of a process for a thousand bookings. */
    public double cpuPerThousand(String process) {
        return cpu.seconds(process) * 1_000 / times.count();
    }

    /** In a line, for the one who waits. */
    @Override
    public String toString() {
        var through = times.latencies(last);
        return "%,.0f/s: %,d bookings, p50 %.0f ms, p99 %.0f ms, backlog %.2f s, stuck %d, refused %d, generator late p99 %.1f ms"
                .formatted(
                        perSecond,
                        times.count(),
                        through.ms(50),
                        through.ms(99),
                        backlogSeconds(),
                        stuck(),
                        times.refusals(),
                        lateness.ms(99));
    }
}
