package io.staylog.bench.sagas;

import io.staylog.bench.stack.BenchStack;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A few bookings whose confirmation is waited for. */
public final class Probe implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(2).toNanos();

    private final SagaTimes times;
    private final SagaFollower follower;

    /** Begins to read. */
    public Probe(BenchStack stack, int bookings) {
        times = new SagaTimes(stack.nextRun(), bookings);
        follower = new SagaFollower(stack);
        follower.follow(times);
    }

    /** Id of a booking. */
    public UUID bookingId(int number) {
        return times.bookingId(number);
    }

    /** Id of the request for it. */
    public UUID requestId(int number) {
        return times.requestId(number);
    }

    /** Waits until all are confirmed. */
    public void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!times.areAllConfirmed()) {
            follower.check();
            if (System.nanoTime() > deadline || times.refusals() > 0) {
                throw new IllegalStateException("of " + times.count() + " bookings " + times.refusals()
                        + " were refused, and not all were decided within " + patience);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** When the first was confirmed, by {@link System#nanoTime()}. */
    public long first() {
        return IntStream.range(0, times.count())
                .mapToLong(i -> times.at(Stage.CONFIRMED, i))
                .min()
                .orElseThrow();
    }

    /** When the last was. */
    public long last() {
        return IntStream.range(0, times.count())
                .mapToLong(i -> times.at(Stage.CONFIRMED, i))
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        follower.close();
    }
}
