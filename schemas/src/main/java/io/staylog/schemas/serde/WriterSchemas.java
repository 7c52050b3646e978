package io.staylog.schemas.serde;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas that payloads were written with, and says that there is none only when that is sure.
 *
 * <p>While a registry replays its own log at start, it answers but does not know ids that it will know a moment later; one that
 * was wiped never will, and gives them to other schemas. So a "no" counts only from a registry that still says of the newest
 * schema seen so far what it said before, and only the second time; before any schema was seen, only when the registry has said
 * no for half a minute. An id just above the newest seen may be that of a schema that was
 * registered a moment ago, so it is waited for, too; but only now and then, because anybody can make up such ids.
 *
 * <p>What it said is remembered, so that neither made-up ids nor a registry that hangs take the caller's time again and again.
 */
final class WriterSchemas {
    private static final Duration REPLAY_WINDOW = Duration.ofSeconds(30);
    private static final Duration DOUBT_WINDOW = Duration.ofSeconds(10);
    private static final Duration DOUBT_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Duration NO_REMEMBERED = Duration.ofSeconds(60);
    // Such an id may become that of the next schema that is registered.
    private static final Duration NO_OF_A_NEAR_ID_REMEMBERED = Duration.ofSeconds(2);
    private static final int NEAR = 500;
    private static final Duration COMPLETE_REMEMBERED = Duration.ofSeconds(10);
    private static final Duration OUTAGE_REMEMBERED_MIN = Duration.ofMillis(500);
    private static final Duration OUTAGE_REMEMBERED_MAX = Duration.ofSeconds(20);
    private static final long SECOND_LOOK_AFTER_MS = 250;
    private static final int NOES_MAX = 10_000;

    private record Until(long nanos, String message) {}

    private final SchemaRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<Integer, Until> noes = new HashMap<>();
    private final Map<Integer, Until> verified = new HashMap<>();
    private Duration outageRemembered = OUTAGE_REMEMBERED_MIN;
    private @Nullable Until outage;
    private @Nullable Until complete;
    private @Nullable Until replayWindow;
    private @Nullable Until doubtWindow;
    private @Nullable Until doubtPause;

    WriterSchemas(SchemaRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /**
     * The schema of an id. One caller at a time asks the registry, the others wait for what it says.
     *
     * @throws UndecodableException if there is none, or none that Avro understands
     * @throws RegistryUnavailableException if the registry gave no usable answer, or one that may change in a moment
     */
    synchronized Schema get(int id) {
        var no = noes.get(id);
        if (no != null && lasts(no)) {
            throw new UndecodableException(no.message);
        }
        if (outage != null && lasts(outage)) {
            throw new RegistryUnavailableException(outage.message);
        }
        try {
            var schema = ask(id).orElseThrow(() -> new UndecodableException(
                    "schema " + id + " is not registered at " + registry.address() + "; its producer made up the id"));
            noes.remove(id);
            return schema;
        } catch (UndecodableException e) {
            rememberNo(id, e);
            throw e;
        }
    }

    /**
     * Makes sure that bytes which do not fit the schema of their id are to blame themselves, and not a registry that has given
     * the id to another schema since. Where it does not answer, what it said before counts: running readers need no registry.
     *
     * @throws RegistryUnavailableException if the id stands for something else now
     */
    synchronized void verify(int id, Schema known) {
        if (lasts(verified.get(id)) || lasts(outage)) {
            return;
        }
        Optional<Schema> now;
        try {
            now = call(id);
        } catch (RegistryUnavailableException e) {
            return;
        }
        // An id that is unknown now stands for nothing else, so nobody can have meant anything else by it.
        var before = Witness.of(id, known);
        if (now.isPresent() && before.isContradictedBy(now.get())) {
            throw forgotten(before, now);
        }
        if (verified.size() >= NOES_MAX) {
            verified.clear();
        }
        verified.put(id, until(COMPLETE_REMEMBERED, ""));
    }

    private RegistryUnavailableException forgotten(Witness before, Optional<Schema> now) {
        complete = null;
        return new RegistryUnavailableException(before.sentence(registry.address(), now));
    }

    private Optional<Schema> ask(int id) {
        var newest = registry.witness();
        var schema = call(id);
        if (schema.isPresent()) {
            return schema;
        }
        if (isNear(newest, id) && isDoubtful()) {
            throw new RegistryUnavailableException("the schema registry at " + registry.address()
                    + " does not know schema " + id + " yet; it may be a new one");
        }
        if (lasts(complete)) {
            return schema;
        }
        if (newest == null) {
            return refuseInReplayWindow(id);
        }
        var now = call(newest.id());
        if (now.isEmpty() || newest.isContradictedBy(now.get())) {
            throw forgotten(newest, now);
        }
        pause();
        var second = call(id);
        complete = until(COMPLETE_REMEMBERED, "");
        return second;
    }

    private static boolean isNear(@Nullable Witness newest, int id) {
        return newest != null && id > newest.id() && id <= newest.id() + NEAR;
    }

    /** Whether near ids are waited for: for a while, and then not again before a longer while has passed. */
    private boolean isDoubtful() {
        if (lasts(doubtWindow)) {
            return true;
        }
        if (lasts(doubtPause)) {
            return false;
        }
        doubtWindow = until(DOUBT_WINDOW, "");
        doubtPause = until(DOUBT_AGAIN_AFTER, "");
        return true;
    }

    private Optional<Schema> refuseInReplayWindow(int id) {
        if (replayWindow == null) {
            replayWindow = until(REPLAY_WINDOW, "");
        }
        if (lasts(replayWindow)) {
            throw new RegistryUnavailableException("the schema registry at " + registry.address()
                    + " does not know schema " + id + "; it may still be starting");
        }
        return Optional.empty();
    }

    private Optional<Schema> call(int id) {
        try {
            var schema = registry.schema(id);
            outage = null;
            outageRemembered = OUTAGE_REMEMBERED_MIN;
            return schema;
        } catch (RegistryUnavailableException e) {
            outage = until(outageRemembered, String.valueOf(e.getMessage()));
            var twice = outageRemembered.multipliedBy(2);
            outageRemembered = twice.compareTo(OUTAGE_REMEMBERED_MAX) < 0 ? twice : OUTAGE_REMEMBERED_MAX;
            // It may come back with an older state of its own.
            complete = null;
            throw e;
        }
    }

    private void rememberNo(int id, UndecodableException e) {
        if (noes.size() >= NOES_MAX) {
            noes.clear();
        }
        var remembered = isNear(registry.witness(), id) ? NO_OF_A_NEAR_ID_REMEMBERED : NO_REMEMBERED;
        noes.put(id, until(remembered, String.valueOf(e.getMessage())));
    }

    private Until until(Duration duration, String message) {
        return new Until(nanoTime.getAsLong() + duration.toNanos(), message);
    }

    private boolean lasts(@Nullable Until until) {
        return until != null && nanoTime.getAsLong() - until.nanos < 0;
    }

    private void pause() {
        try {
            Thread.sleep(SECOND_LOOK_AFTER_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }
}
