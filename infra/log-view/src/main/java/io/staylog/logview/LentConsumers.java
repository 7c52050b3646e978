package io.staylog.logview;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A few consumers, lent out one at a time to whoever reads single records, because opening one takes longer than reading. */
public final class LentConsumers implements AutoCloseable {
    private static final int CONSUMERS_MAX = 4;

    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final Duration patience;
    private final Semaphore free = new Semaphore(CONSUMERS_MAX, true);
    private final Queue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

    /**
     * Opens nothing yet.
     *
     * @param clients makes a consumer without a group that reads committed records only
     * @param patience how long somebody waits for one
     */
    public LentConsumers(Supplier<Consumer<byte[], byte[]>> clients, Duration patience) {
        this.clients = clients;
        this.patience = patience;
    }

    /**
     * Reads with a consumer that nobody else has meanwhile.
     *
     * @throws LogUnavailableException if none is free in time, or Kafka cannot be read
     */
    public <R> R read(Function<Consumer<byte[], byte[]>, R> reading) {
        acquire();
        var lent = idle.poll();
        boolean isSound = false;
        try {
            lent = lent == null ? clients.get() : lent;
            var result = reading.apply(lent);
            isSound = true;
            return result;
        } catch (KafkaException e) {
            throw new LogUnavailableException("the log cannot be read now", e);
        } finally {
            giveBack(lent, isSound);
            free.release();
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException("too many are reading the log", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting to read the log", e);
        }
    }

    private void giveBack(@Nullable Consumer<byte[], byte[]> consumer, boolean isSound) {
        if (consumer != null && isSound) {
            idle.add(consumer);
        } else if (consumer != null) {
            consumer.close();
        }
    }

    @Override
    public void close() {
        for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close();
        }
    }
}
