package io.staylog.payment.bank;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the rules have instructed, and writes down what the bank answered.
 *
 * <p>An instruction is carried out at least once, and has one effect, because each has a key that the bank knows it by. Whatever
 * goes wrong with the brokers ends the current {@link WorkerSession}, and the next one begins where all was done.
 */
public final class BankWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankWorker.class);
    private static final Duration RESTART_AFTER_MIN = Duration.ofMillis(500);
    private static final Duration RESTART_AFTER_MAX = Duration.ofSeconds(30);
    /** Who worked for so long has not failed in a row. */
    private static final Duration WORKED = Duration.ofMinutes(1);

    private final BankWorkerSettings settings;
    private final WorkerSession.Parts parts;
    private final BankClients clients;
    private final BankWorkerStatus status = new BankWorkerStatus();
    private final BankMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int failures;
    private @Nullable Thread thread;

    /**
     * Does nothing before {@link #start}.
     *
     * @param clock tells the age of an instruction
     */
    public BankWorker(
            BankWorkerSettings settings,
            Gateways gateways,
            BankCallWire wire,
            MeterRegistry meters,
            InstantSource clock) {
        this.settings = settings;
        this.metrics = new BankMetrics(meters);
        this.clients = new BankClients(settings);
        var lines = new BankLines(gateways, settings, clock);
        lines.all().forEach(metrics::show);
        status.banks(lines::standings);
        this.parts = new WorkerSession.Parts(settings, lines, wire, metrics, status, clock);
    }

    /** Begins to work, in a thread of its own. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the bank worker has been started before");
        }
        thread = Thread.ofPlatform().name("bank-worker").start(this::run);
    }

    /** What it is doing. */
    public BankWorkerStatus status() {
        return status;
    }

    private void run() {
        try {
            while (!isStopping()) {
                runSession();
            }
            status.stopped("is shut down");
        } catch (Error e) {
            // Without this a dead thread would look healthy for ever.
            LOG.error("The bank worker has died; restart the process", e);
            status.died("has died; restart the process: " + e);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void runSession() {
        long begun = System.nanoTime();
        try (var session = new WorkerSession(parts, clients.consumer(), clients.producer())) {
            session.run(this::isStopping);
        } catch (KafkaException e) {
            LOG.warn("The bank worker begins anew, because: {}", e.toString());
            beginAnew("begins anew, because: " + e.getMessage(), begun);
        } catch (RuntimeException e) {
            LOG.error("The bank worker begins anew after a fault of its own", e);
            beginAnew("begins anew after a fault of its own: " + e, begun);
        }
    }

    /** Waits the longer the more often it has failed, so that a fault that stays neither floods the log nor the brokers. */
    private void beginAnew(String reason, long begun) {
        metrics.begunAnew();
        failures = System.nanoTime() - begun > WORKED.toNanos() ? 1 : failures + 1;
        status.failed(reason, failures);
        try {
            var _ = stopping.await(restartAfter(failures).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    static Duration restartAfter(int failures) {
        var wait = RESTART_AFTER_MIN.multipliedBy(1L << Math.clamp(failures - 1, 0, 10));
        return wait.compareTo(RESTART_AFTER_MAX) < 0 ? wait : RESTART_AFTER_MAX;
    }

    /** Lets running calls end, commits what is done and leaves the group, so that a successor need not wait. */
    @Override
    public void close() {
        stopping.countDown();
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(settings.closeTimeout().plusSeconds(10))) {
                LOG.warn("The bank worker did not stop in time; it is interrupted");
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
