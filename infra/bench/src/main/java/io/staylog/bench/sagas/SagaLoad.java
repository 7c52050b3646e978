package io.staylog.bench.sagas;

import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Latencies;
import io.staylog.bench.load.OpenLoop;
import io.staylog.bench.load.Plan;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.load.Zipf;
import io.staylog.bench.stack.BenchStack;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks hotels for rooms at a rate of its own, and watches every booking until it is through. */
public final class SagaLoad implements AutoCloseable {
    /** About what hotels of very different sizes look like to a chain: the first of 200 gets a sixth of all bookings. */
    private static final double ZIPF_EXPONENT = 1.0;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final BenchStack stack;
    private final BenchHotels hotels;
    private final long seed;
    private final Duration patience;
    private final RequestWriter writer;
    private final SagaFollower follower;
    private final @Nullable ReportedRows rows;
    private final Zipf zipf;
    private long asked;

    /**
     * Connects.
     *
     * @param hotels which have been asked to be registered
     * @param patience after which a booking that is not through counts as stuck
     */
    public SagaLoad(BenchStack stack, BenchHotels hotels, long seed, Duration patience) throws SQLException {
        this.stack = stack;
        this.hotels = hotels;
        this.seed = seed;
        this.patience = patience;
        this.writer = new RequestWriter(stack);
        this.follower = new SagaFollower(stack);
        this.rows = stack.settings().parts().contains(Part.REPORTING) ? new ReportedRows(stack) : null;
        this.zipf = new Zipf(hotels.count(), ZIPF_EXPONENT);
    }

    /** Asks at that rate for so long, and waits until all bookings are through or stuck. */
    public SagaRun run(double perSecond, Duration length, Plan plan) {
        return run(perSecond, length, plan, () -> {});
    }

    /** The same, while something else happens; an exception of it is thrown at the end. */
    public SagaRun run(double perSecond, Duration length, Plan plan, Runnable meanwhile) {
        int run = stack.nextRun();
        var arrivals = OpenLoop.arrivals(seed + run, perSecond, length);
        var times = new SagaTimes(run, arrivals.length);
        asked += arrivals.length;
        var random = new Random(seed * 31 + run);
        var lateness = new Latencies();
        follower.follow(times);
        var cpu = stack.cpu();
        long begin = System.nanoTime() + Duration.ofMillis(50).toNanos();
        var other = new FutureTask<Void>(meanwhile, null);
        Thread.ofPlatform().name("meanwhile").start(other);
        OpenLoop.run(begin, arrivals, (number, due) -> {
            times.due(number, due);
            int hotel = zipf.next(random);
            var request = hotels.request(
                    times.requestId(number), times.bookingId(number), hotel, plan, hotels.opening(), random);
            writer.write(Topics.BOOKING_REQUESTS, hotels.id(hotel), request, (metadata, e) -> {
                if (e == null) {
                    times.reached(Stage.ACCEPTED, number, System.nanoTime());
                }
            });
            lateness.add(System.nanoTime() - due);
        });
        writer.flush();
        awaitAll(times);
        finish(other);
        return new SagaRun(
                perSecond,
                times,
                rows == null ? Stage.CONFIRMED : Stage.REPORTED,
                begin + arrivals[arrivals.length - 1],
                lateness,
                stack.cpu().since(cpu));
    }

    /** Bookings that were asked for in all runs. */
    public long asked() {
        return asked;
    }

    private void awaitAll(SagaTimes times) {
        long deadline = System.nanoTime() + patience.toNanos();
        await(times::areAllDecided, deadline);
        if (rows != null) {
            await(() -> times.areAllReported(rows), deadline);
            times.take(rows);
        }
        follower.check();
    }

    private static void await(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static void finish(FutureTask<Void> other) {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what went on beside the load has failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        follower.close();
        if (rows != null) {
            rows.close();
        }
    }
}
