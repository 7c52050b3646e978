package io.staylog.eventsourcing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the consumer group: takes partitions over, folds their past, lets {@link Decisions} decide their inputs,
 * gives them back. All in one thread.
 */
final class Session<S, C, E> implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long POLL_MS_MAX = 250;
    private static final Duration REPLAY_POLL = Duration.ofMillis(100);
    // While other partitions decide, one that folds its past may hold them up only so long.
    private static final Duration REPLAY_POLL_BESIDES = Duration.ofMillis(10);
    private static final int WORTH_PART = 50;
    private static final int WORTH_PART_OF_DUE = 100;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final EngineSettings settings;
    private final EngineMetrics metrics;
    private final InstantSource clock;
    private final EngineStatus status;
    private final BooleanSupplier stopping;
    private final SnapshotStore<S> snapshots;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Replayer<S, C, E> replayer;
    private final Transactions transactions;
    private final Positions positions;
    private final Decisions<S, C, E> decisions;
    private final Map<Integer, OwnedPartition<S, C, E>> deciding = new TreeMap<>();
    /** What was taken away to be given out anew, most of it to the same member; and what was folded ahead. */
    private final Map<Integer, OwnedPartition<S, C, E>> givenBack = new HashMap<>();

    private final Map<Integer, String> failed;
    private final UnreadableInputs unreadable;
    private final Set<Integer> toBegin = new HashSet<>();
    private final Set<Integer> withoutPositions = new HashSet<>();
    private boolean assigned;

    Session(
            EngineSettings settings,
            Decider<S, C, E> decider,
            Wire<C, E> wire,
            StateFormat<S> format,
            EngineMetrics metrics,
            InstantSource clock,
            Clients clients,
            EngineStatus status,
            Map<Integer, String> failed,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.status = status;
        this.failed = failed;
        this.stopping = stopping;
        this.snapshots = new SnapshotStore<>(settings.snapshots(), settings.eventTopic(), format, settings.instance());
        var opened = new ArrayList<AutoCloseable>();
        try {
            this.consumer = opened(opened, clients.inputs());
            this.producer = opened(opened, clients.producer());
            this.replayer =
                    opened(opened, new Replayer<>(settings, decider, wire, snapshots, clients, metrics, status));
        } catch (RuntimeException e) {
            opened.forEach(Session::closeQuietly);
            throw e;
        }
        this.positions = new Positions(settings, consumer, producer);
        this.unreadable = new UnreadableInputs(consumer, status);
        this.transactions = new Transactions(producer, settings.group(), settings.batchRecordsMax(), this::committed);
        this.decisions = new Decisions<>(settings, decider, wire, metrics, consumer, transactions);
    }

    private static <T extends AutoCloseable> T opened(List<AutoCloseable> all, T one) {
        all.add(one);
        return one;
    }

    private static void closeQuietly(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            LOG.info("A client could not be closed: {}", e.toString());
        }
    }

    void run() {
        producer.initTransactions();
        int count = commonPartitionCount();
        decisions.partitionCount(count);
        replayer.partitionCount(count);
        replayer.beginAhead();
        consumer.subscribe(settings.subscription(), this);
        while (!stopping.getAsBoolean()) {
            turn();
        }
        onPartitionsRevoked(List.of());
    }

    private void committed(Transactions.Committed transaction) {
        decisions.committed(transaction, deciding);
    }

    private int commonPartitionCount() {
        int count = partitionCount(settings.eventTopic());
        for (var topic : settings.subscription()) {
            int other = partitionCount(topic);
            if (other != count) {
                throw new KafkaException(topic + " has " + other + " partitions and " + settings.eventTopic() + " has "
                        + count + "; they are joined by partition number, so they must have as many");
            }
        }
        return count;
    }

    private int partitionCount(String topic) {
        int count = consumer.partitionsFor(topic).size();
        if (count == 0) {
            throw new KafkaException("topic " + topic + " does not exist");
        }
        return count;
    }

    private void turn() {
        var records = poll();
        transactions.settleEnded();
        takeOver();
        status.running(assigned);
        unreadable.tryAgain();
        metrics.lag(lagRecords());
        metrics.letters(
                deciding.values().stream().mapToLong(it -> it.letters().size()).sum(),
                deciding.values().stream()
                        .mapToLong(it -> it.letters().parkedCount())
                        .sum());
        var now = Instant.ofEpochMilli(clock.millis()); // As exact as the log is.
        if (records.isEmpty() && deciding.values().stream().noneMatch(it -> decisions.isTimerDue(it, now))) {
            return;
        }
        try {
            var outcome = decisions.decide(records, deciding, now);
            unreadable.sort(records.partitions(), outcome.mustWait());
            outcome.touched().forEach(this::snapshotIfDue);
        } catch (BrokenInvariantException e) {
            transactions.abort();
            metrics.aborted("invariant");
            fail(e.partition(), e);
            // What the aborted transaction evolved is in the states of all its partitions.
            readPositions(assignedOf(e.spoilt()));
        }
    }

    /** What is to be decided next. Where a position does not exist any more, its partition stands still, and nothing else. */
    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(Duration.ofMillis(pollMs()));
        } catch (InvalidOffsetException e) {
            for (var at : e.partitions()) {
                if (!settings.inputs().contains(at.topic())) {
                    // Somebody has cleared dead letters away; there is nothing in them that was not folded.
                    consumer.seekToBeginning(List.of(at));
                    continue;
                }
                var gone = new IllegalStateException(
                        "the records from offset " + positions.next(at) + " on are gone before they"
                                + " were decided. Restore them, or accept the loss by setting the position of group "
                                + settings.group() + " to the topic's beginning");
                fail(at.partition(), new BrokenInvariantException(at.partition(), "input " + at, gone));
            }
            return ConsumerRecords.empty();
        }
    }

    private void fail(int number, BrokenInvariantException fault) {
        LOG.error("Partition {} of {} stands still: {}", number, settings.group(), fault.getMessage(), fault);
        var detail = String.valueOf(fault.getMessage());
        failed.put(number, detail);
        deciding.remove(number);
        replayer.forget(number);
        consumer.pause(assignedOf(Set.of(number)));
        status.partition(number, EngineStatus.Phase.FAILED, detail, 0);
    }

    private long pollMs() {
        if (!replayer.idle() || !toBegin.isEmpty()) {
            // It waits in the replayer instead.
            return 0;
        }
        long now = clock.millis();
        long wait = POLL_MS_MAX;
        for (var partition : deciding.values()) {
            if (decisions.isTimerDue(partition, Instant.ofEpochMilli(now))) {
                return 0;
            }
            long left = partition.nextDueAt() - now;
            wait = left > 0 ? Math.min(wait, left) : wait; // One that waits for its inputs is woken by them.
        }
        return wait;
    }

    private long lagRecords() {
        long lag = 0;
        for (var at : consumer.assignment()) {
            lag += consumer.currentLag(at).orElse(0);
        }
        return lag;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!assigned) {
            givenBack.putAll(replayer.giveUp());
            status.partitions().keySet().forEach(status::gone);
        }
        readPositions(partitions);
        assigned = true;
    }

    /**
     * Goes back to the committed positions, keeps the inputs shut, and has the state folded anew. The brokers give out a
     * position only when no transaction that would move it is open any more.
     */
    private void readPositions(Collection<TopicPartition> partitions) {
        transactions.settle();
        consumer.pause(partitions);
        var committed = positions.committed(partitions);
        var beginnings = consumer.beginningOffsets(partitions);
        var numbers = new HashSet<Integer>();
        var positioned = new HashSet<Integer>();
        for (var at : partitions) {
            numbers.add(at.partition());
            var position = committed.get(at);
            long next = position == null ? beginnings.getOrDefault(at, 0L) : position.offset();
            if (position != null) {
                positioned.add(at.partition());
            }
            decisions.account(at, next, position);
            consumer.seek(at, next);
        }
        for (int number : numbers) {
            deciding.remove(number);
            replayer.forget(number);
            // Among members that read fewer topics, as older programs do, a number's topics may be with different ones.
            if (settings.subscription().stream()
                    .allMatch(topic -> consumer.assignment().contains(new TopicPartition(topic, number)))) {
                toBegin.add(number);
            }
        }
        unreadable.forget(numbers);
        withoutPositions.removeAll(positioned);
        numbers.removeAll(positioned);
        withoutPositions.addAll(numbers);
    }

    private void takeOver() {
        failed.forEach((number, fault) -> {
            if (toBegin.remove(number)) {
                status.partition(number, EngineStatus.Phase.FAILED, fault, 0);
            }
        });
        if (!toBegin.isEmpty()) {
            var numbers = Set.copyOf(toBegin);
            toBegin.clear();
            replayer.begin(numbers, givenBack).forEach(fault -> fail(fault.partition(), fault));
            givenBack.clear();
        }
        if (!replayer.idle()) {
            var progress = replayer.step(deciding.isEmpty() ? REPLAY_POLL : REPLAY_POLL_BESIDES);
            if (assigned) {
                progress.broken().forEach(fault -> fail(fault.partition(), fault));
                progress.caughtUp().forEach(this::open);
            } else {
                progress.caughtUp().forEach(it -> givenBack.put(it.partition().number(), it.partition()));
            }
        }
    }

    private void open(Replayer.CaughtUp<S, C, E> caughtUp) {
        var partition = caughtUp.partition();
        if (withoutPositions.contains(partition.number()) && partition.foldedEvents() > 0) {
            fail(partition.number(), lostPositions(partition.number()));
            return;
        }
        deciding.put(partition.number(), partition);
        var inputs = assignedOf(Set.of(partition.number()));
        decisions.open(inputs);
        consumer.resume(inputs);
        status.partition(partition.number(), EngineStatus.Phase.DECIDING, "", 0);
        metrics.replayed(caughtUp.took());
        LOG.info(
                "Partition {} of {} is caught up: {} events known, folded in {} ms",
                partition.number(),
                settings.eventTopic(),
                partition.foldedEvents(),
                caughtUp.took().toMillis());
    }

    private BrokenInvariantException lostPositions(int number) {
        var lost = new IllegalStateException("the group has no positions, but " + settings.eventTopic()
                + " has events: the group's offsets were lost. Deciding the inputs again would decide them twice;"
                + " set the positions by hand.");
        return new BrokenInvariantException(number, "group " + settings.group() + " partition " + number, lost);
    }

    private List<TopicPartition> assignedOf(Set<Integer> numbers) {
        return consumer.assignment().stream()
                .filter(at -> numbers.contains(at.partition()))
                .toList();
    }

    private void snapshotIfDue(int number) {
        var partition = deciding.get(number);
        if (partition != null && partition.eventsToKeep() >= settings.snapshotEvery()) {
            transactions.settle();
            save(partition);
        }
    }

    private void save(OwnedPartition<S, C, E> partition) {
        if (snapshots.save(partition.topicId(), partition.number(), partition.snapshot())) {
            partition.kept();
        } else {
            partition.keepLater();
        }
    }

    /** Called between batches, so when all of them are committed every state is that of the log. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        transactions.settle();
        for (var partition : deciding.values()) {
            if (isWorthASnapshot(partition)) {
                save(partition);
            }
        }
        givenBack.putAll(deciding);
        forgetAll();
    }

    /** Writing takes as long as all that is known, folding what is new as long as there is of it. */
    private boolean isWorthASnapshot(OwnedPartition<S, C, E> partition) {
        long soonFolded = Math.min(partition.foldedEvents() / WORTH_PART, settings.snapshotEvery() / WORTH_PART_OF_DUE);
        return partition.eventsToKeep() > soonFolded;
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("Lost the partitions {}; their state is thrown away", partitions);
        givenBack.clear();
        forgetAll();
    }

    private void forgetAll() {
        // The range assignor takes all partitions away before it gives out any.
        status.partitions().keySet().forEach(status::gone);
        replayer.forgetAll();
        deciding.clear();
        toBegin.clear();
        unreadable.forgetAll();
        withoutPositions.clear();
        assigned = false;
        status.running(false);
    }

    @Override
    public void close() {
        // Leaving the group gives the partitions back, and by then a failed transaction may have spoilt their states:
        // no
        // snapshot may be made of them. The regular end has made them before.
        deciding.clear();
        try (replayer) {
            transactions.close();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
