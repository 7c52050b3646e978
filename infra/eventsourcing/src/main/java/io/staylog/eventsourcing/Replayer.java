package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the past of partitions that were just taken over.
 *
 * <p>A partition is caught up when every record up to the <em>high watermark</em> at hand-over is behind the reader. The
 * reader sees committed records only, so this waits out a transaction that the previous owner left open: its records are below
 * the high watermark, but are not passed before its marker is there. The last stable offset would stop short of them.
 */
final class Replayer<S, C, E> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    private final class Past {
        final OwnedPartition<S, C, E> partition;
        final TopicPartition at;
        /** High watermarks at hand-over: of the events, and of the dead letters. */
        final Map<TopicPartition, Long> ends;

        /** How far it has been read; the consumer may have to ask the brokers for what is known here. */
        final Map<TopicPartition, Long> positions = new HashMap<>();

        final Map<TopicPartition, Long> beginnings;
        /** What this process knew of it when it gave it back. */
        final @Nullable OwnedPartition<S, C, E> before;

        final long startedNanos = System.nanoTime();
        boolean isBegun;
        /** Nothing came, as where a transaction is open. */
        boolean isStalled;

        long waitsUntilNanos;
        String waitsFor = "";

        Past(
                OwnedPartition<S, C, E> partition,
                Map<TopicPartition, Long> ends,
                Map<TopicPartition, Long> beginnings,
                @Nullable OwnedPartition<S, C, E> before) {
            this.partition = partition;
            this.at = new TopicPartition(settings.eventTopic(), partition.number());
            this.ends = ends;
            this.beginnings = beginnings;
            this.before = before;
        }

        /** From what was known before or from the snapshot on, if there is either, and all dead letters. */
        void begin() {
            isBegun = true;
            if (before != null && before.topicId().equals(partition.topicId()) && isOfThisLog(before.nextOffset())) {
                partition.restore(before);
            } else {
                snapshots
                        .load(partition.topicId(), partition.number())
                        .filter(snapshot -> isOfThisLog(snapshot.nextOffset()))
                        .ifPresent(partition::restore);
            }
            ends.keySet().forEach(it -> positions.put(it, beginnings.getOrDefault(it, 0L)));
            positions.put(at, partition.nextOffset());
            positions.forEach(consumer::seek);
        }

        private boolean isOfThisLog(long nextOffset) {
            return nextOffset <= ends.getOrDefault(at, 0L);
        }

        void readOn() {
            var until = Map.copyOf(positions);
            positions.replaceAll((it, position) -> consumer.position(it));
            isStalled = positions.equals(until);
            partition.nextOffset(positions.getOrDefault(at, 0L));
        }

        boolean isFolded() {
            return isBegun
                    && ends.entrySet().stream()
                            .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    /** A partition whose past is folded. */
    record CaughtUp<S, C, E>(OwnedPartition<S, C, E> partition, Duration took) {}

    /**
     * How far it came.
     *
     * @param broken partitions whose past cannot be folded
     */
    record Progress<S, C, E>(List<CaughtUp<S, C, E>> caughtUp, List<BrokenInvariantException> broken) {}

    private final EngineSettings settings;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final SnapshotStore<S> snapshots;
    private final Consumer<byte[], byte[]> consumer;
    private final LogAdmin admin;
    private final EngineMetrics metrics;
    private final EngineStatus status;
    private final Map<Integer, Past> pasts = new TreeMap<>();
    private int partitionCount;

    Replayer(
            EngineSettings settings,
            Decider<S, C, E> decider,
            Wire<C, E> wire,
            SnapshotStore<S> snapshots,
            Clients clients,
            EngineMetrics metrics,
            EngineStatus status) {
        this.settings = settings;
        this.decider = decider;
        this.wire = wire;
        this.snapshots = snapshots;
        this.consumer = clients.replay();
        this.admin = new LogAdmin(clients.admin());
        this.metrics = metrics;
        this.status = status;
    }

    void partitionCount(int count) {
        partitionCount = count;
    }

    boolean idle() {
        return pasts.isEmpty();
    }

    /**
     * Begins to fold the past of partitions. The caller has read the committed positions of their inputs before: they are stable
     * only when every transaction of the previous owner that moved them has ended, so that whatever it wrote is below the high
     * watermark that is read here.
     *
     * @param known what this process knew of partitions when it last gave them back; whoever had them since has only added to it
     * @return partitions of whose past a part is gone
     */
    List<BrokenInvariantException> begin(Set<Integer> numbers, Map<Integer, OwnedPartition<S, C, E>> known) {
        var all = numbers.stream().flatMap(number -> topics(number).stream()).toList();
        var ends = admin.offsets(all, OffsetSpec.latest());
        var beginnings = admin.offsets(all, OffsetSpec.earliest());
        var topicId = admin.topicId(settings.eventTopic());
        var broken = new ArrayList<BrokenInvariantException>();
        for (int number : numbers) {
            var at = new TopicPartition(settings.eventTopic(), number);
            try {
                requireWholePast(at, beginnings.getOrDefault(at, 0L));
            } catch (BrokenInvariantException e) {
                broken.add(e);
                continue;
            }
            var partition = new OwnedPartition<>(decider, settings.group(), number, topicId);
            pasts.put(number, new Past(partition, only(number, ends), only(number, beginnings), known.get(number)));
        }
        assign();
        pasts.values().forEach(this::report);
        return broken;
    }

    private static Map<TopicPartition, Long> only(int number, Map<TopicPartition, Long> offsets) {
        var own = new HashMap<>(offsets);
        own.keySet().removeIf(at -> at.partition() != number);
        return own;
    }

    /** What a partition is folded from: its events, and the dead letters of its inputs. */
    private List<TopicPartition> topics(int number) {
        var all = new ArrayList<TopicPartition>();
        all.add(new TopicPartition(settings.eventTopic(), number));
        settings.inputs().forEach(input -> all.add(new TopicPartition(DeadRecord.topicOf(input), number)));
        return all;
    }

    /** Also where a snapshot would do: it may be deleted at any time, and then the state would silently be another. */
    private static void requireWholePast(TopicPartition at, long logStart) {
        if (logStart > 0) {
            var gone = new IllegalStateException("the events before offset " + logStart
                    + " are gone: somebody deleted a part of the source of truth. Restore it from a backup.");
            throw new BrokenInvariantException(at.partition(), "partition " + at, gone);
        }
    }

    /**
     * While the brokers still take a killed predecessor for alive there is nothing to do but to fold what it had. What is broken is
     * told when it is taken over.
     */
    void beginAhead() {
        var numbers = admin.partitionsOfPredecessor(settings.group(), settings.member());
        if (!numbers.isEmpty()) {
            LOG.info("The past of partitions {} is folded while the session of whoever had them ends", numbers);
            begin(numbers, Map.of());
        }
    }

    /** Ends folding, however far it came: what is folded by now, for {@link #begin} to go on from. */
    Map<Integer, OwnedPartition<S, C, E>> giveUp() {
        var begun = new HashMap<Integer, OwnedPartition<S, C, E>>();
        pasts.forEach((number, past) -> {
            if (past.isBegun) {
                begun.put(number, past.partition);
            }
        });
        forgetAll();
        return begun;
    }

    void forgetAll() {
        pasts.clear();
        consumer.unsubscribe();
    }

    void forget(int number) {
        if (pasts.remove(number) != null) {
            assign();
        }
    }

    /**
     * Folds a little further.
     *
     * @param timeout how long to wait if there is nothing to fold
     */
    Progress<S, C, E> step(Duration timeout) {
        goOnWaiting();
        var broken = new ArrayList<BrokenInvariantException>();
        // Where a snapshot knows everything there is nothing to wait for.
        boolean isNothingToRead = pasts.values().stream().anyMatch(Past::isFolded);
        var records = isNothingToRead ? ConsumerRecords.<byte[], byte[]>empty() : consumer.poll(timeout);
        for (var at : records.partitions()) {
            var past = Objects.requireNonNull(pasts.get(at.partition()));
            if (!at.equals(past.at)) {
                records.records(at).forEach(past.partition.letters()::fold);
                continue;
            }
            try {
                fold(past, records.records(at));
            } catch (BrokenInvariantException e) {
                broken.add(e);
            }
        }
        broken.forEach(fault -> pasts.remove(fault.partition()));
        var done = new ArrayList<CaughtUp<S, C, E>>();
        for (var past : pasts.values().stream().filter(it -> it.isBegun).toList()) {
            if (!isNothingToRead) {
                past.readOn();
            }
            report(past);
            if (past.isFolded()) {
                pasts.remove(past.partition.number());
                done.add(new CaughtUp<>(past.partition, Duration.ofNanos(System.nanoTime() - past.startedNanos)));
            }
        }
        boolean isChanged = !done.isEmpty() || !broken.isEmpty();
        if (isChanged || next().isPresent()) {
            assign();
        }
        return new Progress<>(done, broken);
    }

    private void fold(Past past, List<ConsumerRecord<byte[], byte[]>> events) {
        for (var event : events) {
            if (!wire.isOurs(event)) {
                wire.describe(LOG.atError(), event)
                        .log("A record that somebody else has written to our topic is left out");
                metrics.foreign();
                continue;
            }
            try {
                requireInPlace(event);
                var key = new String(event.key(), UTF_8);
                past.partition.evolve(key, wire.readEvent(event), Instant.ofEpochMilli(event.timestamp()));
                past.waitsFor = "";
            } catch (RetriableException e) {
                consumer.seek(past.at, event.offset());
                consumer.pause(List.of(past.at));
                past.waitsUntilNanos = System.nanoTime() + WAIT.toNanos();
                past.waitsFor = "cannot read the event at offset " + event.offset() + " yet: " + e.getMessage();
                return;
            } catch (UnusableSnapshotException e) {
                throw e;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new BrokenInvariantException(
                        past.partition.number(), "event at " + past.at + " offset " + event.offset(), e);
            }
        }
    }

    /** With another partition count keys move, and the past of a key would lie in two places: in none of them whole. */
    private void requireInPlace(ConsumerRecord<byte[], byte[]> event) {
        int home = Partitions.home(event.key(), partitionCount);
        if (home != event.partition()) {
            throw new IllegalStateException("its key belongs to partition " + home + " of " + partitionCount
                    + ": the topic's partition count was changed, or somebody else has written to it");
        }
    }

    /** Lets those be read once more that wait. Whether that goes well, the next record will tell. */
    private void goOnWaiting() {
        for (var past : pasts.values()) {
            if (!past.waitsFor.isEmpty() && System.nanoTime() - past.waitsUntilNanos >= 0) {
                consumer.resume(List.of(past.at));
            }
        }
    }

    private void report(Past past) {
        long left = past.ends.getOrDefault(past.at, 0L) - past.partition.nextOffset();
        int number = past.partition.number();
        if (past.waitsFor.isEmpty()) {
            status.partition(number, EngineStatus.Phase.REPLAYING, "folds its past", left);
        } else {
            status.partition(number, EngineStatus.Phase.WAITING, past.waitsFor, left);
        }
    }

    /** One partition after the other, so that the first decides while the pasts of the others are folded. */
    private void assign() {
        var reading = new ArrayList<>(
                pasts.values().stream().filter(past -> past.isBegun).toList());
        var next = next();
        next.ifPresent(reading::add);
        consumer.assign(
                reading.stream().flatMap(past -> past.ends.keySet().stream()).toList());
        next.ifPresent(Past::begin);
    }

    /**
     * Whose turn it is: first those whose state is here, which can decide at once. One that waits for something outside, or for
     * the end of a transaction, does not hold up others.
     */
    private Optional<Past> next() {
        boolean isBusy =
                pasts.values().stream().anyMatch(past -> past.isBegun && !past.isStalled && past.waitsFor.isEmpty());
        return isBusy
                ? Optional.empty()
                : pasts.values().stream()
                        .filter(past -> !past.isBegun)
                        .min(Comparator.comparing(past -> past.before == null));
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            admin.close();
        }
    }
}
