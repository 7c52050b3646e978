package io.staylog.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls that wait for their answers, made in two ways.
 *
 * @param latencies of each call; in an open loop from the time at which it was due
 * @param seconds how long it took altogether
 */
public record Calls(Latencies latencies, double seconds) {

    /** Calls a second. */
    public double perSecond() {
        return latencies.count() / seconds;
    }

    /** Closed loop: so many callers, each of which calls again as soon as it has its answer. It shows what rate is possible. */
    public static Calls closed(int callers, Duration length, Runnable call) throws InterruptedException {
        var latencies = new Latencies();
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var all = new ArrayList<Future<?>>();
            for (int caller = 0; caller < callers; caller++) {
                all.add(threads.submit(() -> {
                    for (long from = System.nanoTime(); from < end; from = System.nanoTime()) {
                        call.run();
                        latencies.add(System.nanoTime() - from);
                    }
                }));
            }
            await(all);
        }
        return new Calls(latencies, (System.nanoTime() - begin) / 1e9);
    }

    /** Open loop: calls at times of their own, whether or not there was an answer to those before. It shows how long one waits. */
    public static Calls open(long seed, double perSecond, Duration length, Runnable call) throws InterruptedException {
        var latencies = new Latencies();
        long begin = System.nanoTime();
        var all = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OpenLoop.run(
                    begin,
                    OpenLoop.arrivals(seed, perSecond, length),
                    (number, due) -> all.add(threads.submit(() -> {
                        call.run();
                        latencies.add(System.nanoTime() - due);
                    })));
            await(all);
        }
        return new Calls(latencies, (System.nanoTime() - begin) / 1e9);
    }

    private static void await(Iterable<Future<?>> all) throws InterruptedException {
        for (var one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a call has failed", e.getCause());
            }
        }
    }
}
