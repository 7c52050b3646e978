package io.staylog.logview;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** One thread that reads with one consumer until it is closed, and goes on with a fresh consumer after a failure of Kafka. */
public final class ReadingThread implements AutoCloseable {
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** What is done with a consumer. */
    public interface Reading {
        /**
         * Reads until there is nothing to go on with.
         *
         * @param consumer nobody else's
         * @param goesOn whether to read on; false soon after the thread is closed
         * @throws KafkaException if it should begin again with another consumer, a moment later
         */
        void read(Consumer<byte[], byte[]> consumer, BooleanSupplier goesOn);
    }

    private final String name;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final Reading reading;
    private final java.util.function.Consumer<KafkaException> trouble;
    private final Runnable died;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * Does nothing before {@link #start}.
     *
     * @param clients makes a consumer
     * @param trouble hears why it begins again
     * @param died is called if the reading ends by another failure than Kafka's
     */
    public ReadingThread(
            String name,
            Supplier<Consumer<byte[], byte[]>> clients,
            Reading reading,
            java.util.function.Consumer<KafkaException> trouble,
            Runnable died) {
        this.name = name;
        this.clients = clients;
        this.reading = reading;
        this.trouble = trouble;
        this.died = died;
    }

    /** Begins to read. */
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name(name).start(this::run);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                try (var consumer = clients.get()) {
                    reading.read(consumer, () -> !stopping);
                } catch (KafkaException e) {
                    trouble.accept(e);
                    pause();
                }
            }
        } finally {
            if (!stopping) {
                died.run();
            }
        }
    }

    /** Lets half a second pass, for something that may be there later. */
    void pause() {
        try {
            Thread.sleep(TRY_AGAIN_AFTER);
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        var running = thread;
        if (running != null) {
            try {
                if (!running.join(CLOSE_TIMEOUT)) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
