package io.staylog.eventsourcing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key. One that comes from a snapshot stays as the bytes that it was kept as until somebody asks for it: after
 * a restart most keys are not asked about for long, and reading them all would hold up the first decision.
 *
 * <p>It belongs to the engine's thread, as the state does.
 */
final class KeptState<S> {
    private @Nullable S state;
    private byte @Nullable [] bytes;
    private @Nullable Supplier<S> reading;

    private KeptState(@Nullable S state, byte @Nullable [] bytes, @Nullable Supplier<S> reading) {
        this.state = state;
        this.bytes = bytes;
        this.reading = reading;
    }

    static <S> KeptState<S> of(S state) {
        return new KeptState<>(state, null, null);
    }

    /**
     * One from a snapshot.
     *
     * @param reading makes the state of the bytes
     */
    static <S> KeptState<S> frozen(byte[] bytes, Supplier<S> reading) {
        return new KeptState<>(null, bytes, reading);
    }

    /**
     * The state.
     *
     * @throws UnusableSnapshotException if the bytes are none
     */
    S state() {
        var known = state;
        if (known == null) {
            if (reading == null) {
                throw new IllegalStateException("a state or how to read it is always there");
            }
            known = reading.get();
            state = known;
            bytes = null;
            reading = null;
        }
        return known;
    }

    /** The bytes of one that nobody has asked for yet; they say what the state says. */
    byte @Nullable [] bytes() {
        return bytes;
    }
}
