package io.staylog.schemas.topics;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a registry may say something against itself before it counts: one that is starting answers before it knows what it
 * knew. For one thread.
 */
public final class StartingGrace {
    private static final Duration REGISTRY_STARTS_WITHIN = Duration.ofSeconds(15);

    private final Duration lasts;
    private final LongSupplier nanoTime;
    private @Nullable Long wrongSinceNanos;

    /** As long as a registry takes to start. */
    public StartingGrace() {
        this(REGISTRY_STARTS_WITHIN, System::nanoTime);
    }

    /** As long as told, by a clock of nanoseconds. */
    public StartingGrace(Duration lasts, LongSupplier nanoTime) {
        this.lasts = lasts;
        this.nanoTime = nanoTime;
    }

    /** Whether what is wrong now, and has been each time since the last {@link #begin}, counts. */
    public boolean isOver() {
        long now = nanoTime.getAsLong();
        if (wrongSinceNanos == null) {
            wrongSinceNanos = now;
        }
        return now - wrongSinceNanos >= lasts.toNanos();
    }

    /** Nothing is wrong, or the registry is away: it will start once more, and has its time again. */
    public void begin() {
        wrongSinceNanos = null;
    }
}
