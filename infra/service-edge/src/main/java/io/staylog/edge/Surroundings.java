package io.staylog.edge;

import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds whether brokers and registry are there, so that a health check answers at once. */
public final class Surroundings implements SmartLifecycle {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final String NOT_LOOKED = "has not been asked yet";

    private final Brokers brokers;
    private final SchemaRegistry registry;
    private volatile @Nullable String brokerTrouble = NOT_LOOKED;
    private volatile @Nullable String registryTrouble = NOT_LOOKED;
    private @Nullable Thread brokerLook;
    private @Nullable Thread registryLook;

    /** Looks at nothing before {@link #start}. */
    public Surroundings(Brokers brokers, SchemaRegistry registry) {
        this.brokers = brokers;
        this.registry = registry;
    }

    /** Why no broker can be reached, or null where one can. */
    public @Nullable String brokerTrouble() {
        return brokerTrouble;
    }

    /** Why the registry cannot be relied on, or null where it can. */
    public @Nullable String registryTrouble() {
        return registryTrouble;
    }

    @Override
    public synchronized void start() {
        // Two threads, so that one that is away does not hide the other.
        brokerLook = Thread.ofVirtual().name("look-at-brokers").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                brokerTrouble = brokers.trouble();
                rest();
            }
        });
        registryLook = Thread.ofVirtual().name("look-at-registry").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                registryTrouble = registry.trouble().orElse(null);
                rest();
            }
        });
    }

    private static void rest() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        if (brokerLook != null && registryLook != null) {
            brokerLook.interrupt();
            registryLook.interrupt();
        }
        brokerLook = null;
        registryLook = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return brokerLook != null;
    }
}
