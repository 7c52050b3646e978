package io.staylog.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long things took. Safe for use by many threads. */
public final class Latencies {
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final Histogram histogram =
            new ConcurrentHistogram(TimeUnit.MICROSECONDS.toNanos(1), HIGHEST_NANOS, DIGITS);

    /** One more. */
    public void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
    }

    /** All of another one. */
    public void add(Latencies others) {
        histogram.add(others.histogram);
    }

    /** How many. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** What so many percent did not exceed, in milliseconds; not a number where there is nothing. */
    public double ms(double percentile) {
        return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e6;
    }

    /** The slowest, in milliseconds; not a number where there is nothing. */
    public double maxMs() {
        return count() == 0 ? Double.NaN : histogram.getMaxValue() / 1e6;
    }
}
