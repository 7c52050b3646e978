package io.staylog.schemas.serde;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas that payloads were written with, and says that there is none only when that is sure.
 *
 * <p>While a registry replays its own log at start, it answers but does not know ids that it will know a moment later; one that
 * was wiped never will, and gives them to other schemas. So what it says counts only while it still says of the newest
 * schema seen so far what it said before, and a "no" only the second time; before any schema was seen, a "no" counts only when
 * the registry has said so for half a minute. An id just above the newest seen may be that of a schema that was
 * registered a moment ago, so it is waited for, too; but only now and then, because anybody can make up such ids.
 *
 * <p>What it said is remembered, so that neither made-up ids nor a registry that hangs take the caller's time again and again.
 */
final class WriterSchemas {
    private static final Duration REPLAY_WINDOW = Duration.ofSeconds(30);
    private static final Duration DOUBT_WINDOW = Duration.ofSeconds(2);
    private static final Duration DOUBT_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Duration NO_REMEMBERED = Duration.ofSeconds(60);
    // Such an id may become that of the next schema that is registered.
    private static final Duration NO_OF_A_NEAR_ID_REMEMBERED = Duration.ofSeconds(2);
    private static final int NEAR = 500;
    // Shorter than a restart: what a registry was believed before says nothing about it afterwards.
    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final Duration VERIFIED = Duration.ofSeconds(60);
    private static final int ASKED_AT_ONCE = 16;
    // Who made up thousands of ids may wait, and a registry that hangs must not hold the reader up for each of them.
    private static final int PREPARED_MAX = 256;
    private static final Duration PREPARED_WITHIN = Duration.ofSeconds(5);
    private static final Duration OUTAGE_REMEMBERED_MIN = Duration.ofMillis(500);
    private static final Duration OUTAGE_REMEMBERED_MAX = Duration.ofSeconds(20);
    private static final long SECOND_LOOK_AFTER_MS = 250;
    private static final int NOES_MAX = 10_000;

    private record Until(long nanos, String message) {}

    private final SchemaRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<Integer, Until> noes = new HashMap<>();
    private final Map<Integer, Until> verified = new HashMap<>();
    private final Map<Integer, Optional<Schema>> prepared = new HashMap<>();
    private @Nullable Until preparedLast;
    private Duration outageRemembered = OUTAGE_REMEMBERED_MIN;
    private @Nullable Until outage;
    private @Nullable Until confirmed;
    private @Nullable Until complete;
    private @Nullable Until same;
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
     * Asks for many ids at once, so that a batch full of made-up ones takes hardly longer than one. What is then to be made of
     * each answer, and of none, is for {@link #get} to say, soon.
     */
    void prepare(Collection<Integer> ids) {
        List<Integer> open;
        synchronized (this) {
            open = lasts(outage)
                    ? List.of()
                    : ids.stream()
                            .filter(id -> !lasts(noes.get(id)))
                            .limit(PREPARED_MAX)
                            .toList();
        }
        if (open.size() < 2) {
            return;
        }
        var answers = new ConcurrentHashMap<Integer, Optional<Schema>>();
        var threads = Executors.newFixedThreadPool(Math.min(ASKED_AT_ONCE, open.size()), WriterSchemas::daemon);
        try {
            threads.invokeAll(
                    open.stream()
                            .map(id -> Executors.callable(() -> look(id, answers)))
                            .toList(),
                    PREPARED_WITHIN.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        synchronized (this) {
            prepared.clear();
            prepared.putAll(answers);
            preparedLast = until(BELIEVED, "");
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "look-up-schemas");
        thread.setDaemon(true);
        return thread;
    }

    private void look(int id, Map<Integer, Optional<Schema>> answers) {
        try {
            answers.put(id, registry.schema(id));
        } catch (UndecodableException | RegistryUnavailableException e) {
            // Whoever needs it asks again, and hears why.
        }
    }

    private Optional<Schema> answer(int id) {
        var known = prepared.remove(id);
        return known != null && lasts(preparedLast) ? known : registry.schema(id);
    }

    /**
     * Makes sure that bytes which do not fit the schema of their id are to blame themselves, and not a registry that has given
     * the id to another schema since. Where it does not answer, what it said before counts: running readers need no registry.
     *
     * @throws RegistryUnavailableException if the id stands for something else now
     */
    synchronized void verify(int id, Schema known) {
        if (lasts(outage)) {
            return;
        }
        // The newest again and again, so that a batch of garbage costs few calls; each id itself now and then.
        var newest = registry.witness();
        if (newest != null && !lasts(same)) {
            requireSame(newest);
            same = until(BELIEVED, "");
        }
        if (!lasts(verified.get(id))) {
            requireSame(Witness.of(id, known));
            if (verified.size() >= NOES_MAX) {
                verified.clear();
                same = null;
            }
            verified.put(id, until(VERIFIED, ""));
        }
    }

    private void requireSame(Witness before) {
        if (isGivenToAnother(before)) {
            throw forgotten(
                    registry.contradiction(before).orElse("schema " + before.id() + " stood for another one just now"));
        }
    }

    /** An id that is unknown now stands for nothing else, so nobody can have meant anything else by it. */
    private boolean isGivenToAnother(Witness before) {
        try {
            return call(() -> registry.schema(before.id()))
                    .filter(before::isContradictedBy)
                    .isPresent();
        } catch (UndecodableException e) {
            return true;
        } catch (RegistryUnavailableException e) {
            return false;
        }
    }

    private RegistryUnavailableException forgotten(String sentence) {
        believeNothing();
        return new RegistryUnavailableException(sentence);
    }

    private void believeNothing() {
        prepared.clear();
        verified.clear();
        confirmed = null;
        complete = null;
        // What comes back may be about to learn of ids that are new to it.
        doubtPause = null;
    }

    private Optional<Schema> ask(int id) {
        var newest = registry.witness();
        Optional<Schema> schema;
        try {
            schema = call(() -> answer(id));
        } catch (UndecodableException e) {
            confirm(newest);
            throw e;
        }
        if (schema.isPresent()) {
            confirm(newest);
            registry.believe(id, schema.get());
            return schema;
        }
        return sureNo(id, newest);
    }

    /** What the registry says of an id of which it has just said that it does not know it. */
    private Optional<Schema> sureNo(int id, @Nullable Witness newest) {
        if (isNear(newest, id) && isDoubtful()) {
            throw new RegistryUnavailableException("the schema registry at " + registry.address()
                    + " does not know schema " + id + " yet; it may be a new one");
        }
        if (lasts(complete)) {
            return Optional.empty();
        }
        if (newest == null) {
            return refuseInReplayWindow(id);
        }
        confirmed = null;
        confirm(newest);
        pause();
        var second = call(() -> registry.schema(id));
        second.ifPresent(schema -> registry.believe(id, schema));
        complete = until(BELIEVED, "");
        return second;
    }

    /** Makes sure, after an answer, that the registry still says of the newest schema what it said before. */
    private void confirm(@Nullable Witness newest) {
        if (newest == null || lasts(confirmed)) {
            return;
        }
        var contradiction = call(() -> registry.contradiction(newest));
        if (contradiction.isPresent()) {
            throw forgotten(contradiction.get());
        }
        confirmed = until(BELIEVED, "");
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

    private <T> T call(Supplier<T> question) {
        try {
            var answer = question.get();
            outage = null;
            outageRemembered = OUTAGE_REMEMBERED_MIN;
            return answer;
        } catch (RegistryUnavailableException e) {
            outage = until(outageRemembered, String.valueOf(e.getMessage()));
            var twice = outageRemembered.multipliedBy(2);
            outageRemembered = twice.compareTo(OUTAGE_REMEMBERED_MAX) < 0 ? twice : OUTAGE_REMEMBERED_MAX;
            // It may come back with an older state of its own.
            believeNothing();
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
