package io.staylog.reporting.rendering;

import io.staylog.reporting.rendering.Desk.End;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes one request at a time from the share group and has it done, renewing its lock while that lasts. Whatever happens it
 * goes on; when the process dies, the lock runs out and another renderer takes the request.
 */
final class Renderer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Renderer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOCK_MS = 30_000;
    private static final long LOOK_MS = 200;
    private static final long STOP_WITHIN_MS = 10_000;

    private record Place(String topic, int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.topic(), record.partition(), record.offset());
        }
    }

    /** A request that is being done, and since when the present attempt lasts. */
    private static final class Job {
        private final Future<End> end;
        private volatile long sinceNs = System.nanoTime();

        Job(ExecutorService executor, Function<Runnable, End> body) {
            this.end = executor.submit(() -> body.apply(() -> sinceNs = System.nanoTime()));
        }

        boolean lastsLongerThan(Duration time) {
            return System.nanoTime() - sinceNs > time.toNanos();
        }
    }

    private final String name;
    private final Runnable prepare;
    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final Desk desk;
    private final RenderingSettings settings;
    private final RenderingMetrics metrics;
    private final Map<Place, Job> jobs = new HashMap<>();

    private volatile boolean running;
    private @Nullable Thread thread;
    private volatile @Nullable ExecutorService worker;
    private volatile @Nullable ShareConsumer<byte[], byte[]> polling;
    private String lastTrouble = "";

    /**
     * Does not begin yet.
     *
     * @param prepare what must have been done before the first request can be taken; it may fail and is tried again
     */
    Renderer(
            String name,
            Runnable prepare,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            Desk desk,
            RenderingSettings settings,
            RenderingMetrics metrics) {
        this.name = name;
        this.prepare = prepare;
        this.consumers = consumers;
        this.desk = desk;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public synchronized void start() {
        running = true;
        worker = newWorker();
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name + "-job").factory());
    }

    private void run() {
        while (running) {
            try {
                prepare.run();
                session();
            } catch (RuntimeException e) {
                trouble(e);
                pause();
            }
        }
    }

    private void trouble(RuntimeException e) {
        if (!running) {
            return;
        }
        var said = String.valueOf(e.getMessage());
        if (!said.equals(lastTrouble)) {
            lastTrouble = said;
            LOG.warn("{} cannot take requests, it tries again: {}", name, said);
        }
    }

    private void pause() {
        try {
            if (running) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void session() {
        jobs.clear();
        try (var consumer = consumers.get()) {
            polling = consumer;
            consumer.setAcknowledgementCommitCallback((offsets, failure) -> {
                if (failure != null) {
                    // Somebody else gets it, or this one again; what is done is found then.
                    LOG.info("{} has lost the lock of a request: {}", name, failure.getMessage());
                    offsets.forEach((partition, lost) -> lost.forEach(
                            offset -> jobs.remove(new Place(partition.topic(), partition.partition(), offset))));
                }
            });
            consumer.subscribe(List.of(Topics.REPORT_REQUESTS.name()));
            while (running) {
                for (var record : consumer.poll(POLL)) {
                    int lockMs = consumer.acquisitionLockTimeoutMs().orElse(LOCK_MS);
                    consumer.acknowledge(record, work(record, lockMs / 3));
                }
                lastTrouble = "";
            }
        } finally {
            polling = null;
        }
    }

    /** Waits for the job, which goes on behind the record if it takes longer than the lock. */
    private AcknowledgeType work(ConsumerRecord<byte[], byte[]> record, long waitMs) {
        var place = Place.of(record);
        var executor = worker;
        if (executor == null) {
            return AcknowledgeType.RELEASE;
        }
        var job = jobs.computeIfAbsent(
                place, it -> new Job(executor, begins -> desk.handle(record, () -> running, begins)));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        while (running) {
            try {
                var end = job.end.get(Math.min(LOOK_MS, waitMs), TimeUnit.MILLISECONDS);
                jobs.remove(place);
                return end == End.DONE ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE;
            } catch (TimeoutException e) {
                if (job.lastsLongerThan(settings.renderWithin())) {
                    return givenUp(place, job, executor);
                }
                if (System.nanoTime() > deadline) {
                    metrics.renewed();
                    return AcknowledgeType.RENEW;
                }
            } catch (ExecutionException e) {
                jobs.remove(place);
                LOG.error("{} failed at a request, somebody shall try again", name, e.getCause());
                return AcknowledgeType.RELEASE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
        return AcknowledgeType.RELEASE;
    }

    /** Nobody can make a thread stop; so the next request gets another one. */
    private AcknowledgeType givenUp(Place place, Job job, ExecutorService executor) {
        LOG.error("{} gives up an attempt that has taken longer than {}", name, settings.renderWithin());
        jobs.remove(place);
        job.end.cancel(true);
        executor.shutdownNow();
        worker = newWorker();
        return AcknowledgeType.RELEASE;
    }

    @Override
    public synchronized void stop() {
        running = false;
        var consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread != null) {
                thread.join(STOP_WITHIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var executor = worker;
        if (executor != null) {
            executor.shutdownNow();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
