package io.staylog.reporting.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how many events per second are taken in, over the last minute. */
public final class FlowMeter {
    private static final Logger LOG = LoggerFactory.getLogger(FlowMeter.class);
    private static final int SECONDS = 60;
    private static final double NS_PER_S = 1e9;

    private record Sample(long atNs, long records) {}

    private final LongSupplier records;
    private final Deque<Sample> samples = new ArrayDeque<>();

    FlowMeter(LongSupplier records) {
        this.records = records;
    }

    /** Takes a sample unless the database is away, of which health speaks. */
    void sampleIfPossible() {
        try {
            sample();
        } catch (RuntimeException e) {
            LOG.debug("the events that were taken in cannot be counted now", e);
        }
    }

    /** Takes a sample. */
    void sample() {
        long now = records.getAsLong();
        synchronized (samples) {
            samples.addLast(new Sample(System.nanoTime(), now));
            while (samples.size() > SECONDS + 1) {
                samples.removeFirst();
            }
        }
    }

    /** Events per second between each two samples, the oldest first. */
    public List<Double> rates() {
        List<Sample> taken;
        synchronized (samples) {
            taken = List.copyOf(samples);
        }
        var rates = new ArrayList<Double>();
        for (int i = 1; i < taken.size(); i++) {
            var before = taken.get(i - 1);
            var after = taken.get(i);
            // A rebuild or a new fold takes the count back.
            long records = Math.max(0, after.records() - before.records());
            rates.add(records * NS_PER_S / Math.max(1, after.atNs() - before.atNs()));
        }
        return rates;
    }
}
