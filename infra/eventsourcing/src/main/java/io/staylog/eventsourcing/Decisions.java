package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one poll has brought, and the timers that are due; they are committed together, and with them the positions read.
 *
 * <p>Every transaction carries positions, also one that holds nothing but timer decisions: with them goes the group's generation,
 * and that is what fences an owner whose partitions have moved on.
 */
final class Decisions<S, C, E> {
    private static final int TIMERS_MAX = 2_000;
    // Reading may take time, where it asks a schema registry. What has been decided must not wait for all that has not.
    private static final int BUDGET_OF_TIMEOUT = 4;

    /**
     * What became of a batch.
     *
     * @param touched partitions whose state or position has changed
     * @param mustWait inputs that cannot be read now, with the reason
     */
    record Outcome(Set<Integer> touched, Map<TopicPartition, String> mustWait) {}

    private final EngineSettings settings;
    private final EngineMetrics metrics;
    private final Consumer<byte[], byte[]> consumer;
    private final Transactions transactions;
    private final Strays strays;
    private final Rules<S, C, E> rules;
    private final LetterDesk<S, C, E> desk;
    private final Intake<S, C, E> intake;
    private final Duration budget;
    private final List<String> inputs;
    private final Map<TopicPartition, Account> accounts = new HashMap<>();
    /** Positions that the transactions so far carry, so that the next one carries only those that have moved since. */
    private final Map<TopicPartition, Long> carried = new HashMap<>();

    private final Set<TopicPartition> slow = new HashSet<>();
    private final Map<TopicPartition, Long> backlogEnds = new HashMap<>();
    private final Map<TopicPartition, Long> readUntil = new HashMap<>();

    Decisions(
            EngineSettings settings,
            Decider<S, C, E> decider,
            Wire<C, E> wire,
            EngineMetrics metrics,
            Consumer<byte[], byte[]> consumer,
            Transactions transactions) {
        this.settings = settings;
        this.metrics = metrics;
        this.consumer = consumer;
        this.transactions = transactions;
        this.strays = new Strays(settings, wire, transactions);
        this.rules = new Rules<>(settings.eventTopic(), decider, wire, transactions);
        this.desk = new LetterDesk<>(settings.group(), wire, rules, strays);
        this.intake = new Intake<>(settings.group(), wire, rules, strays, desk);
        this.budget = settings.transactionTimeout().dividedBy(BUDGET_OF_TIMEOUT);
        this.inputs = settings.inputs();
    }

    void partitionCount(int count) {
        strays.partitionCount(count);
    }

    /** Goes on with the account that stands beside a committed position, or begins one. */
    void account(TopicPartition at, long position, @Nullable OffsetAndMetadata committed) {
        var account = committed == null ? Optional.<Account>empty() : Account.parse(committed.metadata());
        accounts.put(at, account.orElseGet(() -> Account.beginningAt(position)));
        carried.remove(at);
    }

    /** These are about to be decided. What they hold by now comes before any timer that is due later. */
    void open(Collection<TopicPartition> partitions) {
        readUntil.keySet().removeAll(partitions);
        backlogEnds.putAll(consumer.endOffsets(partitions));
    }

    /**
     * Whether a timer can be decided now. One that is due waits until everything that arrived before its time has been decided,
     * or else a service that was away would take what has been waiting for it to be late.
     */
    boolean isTimerDue(OwnedPartition<S, C, E> partition, Instant now) {
        return partition.nextDueAt() <= Math.min(now.toEpochMilli(), readUntil(partition.number()));
    }

    private long readUntil(int number) {
        long until = Long.MAX_VALUE;
        for (var input : inputs) {
            var at = new TopicPartition(input, number);
            // The lag is known from what was fetched last, so that before the first fetch it says nothing.
            boolean isRead = consumer.position(at) >= backlogEnds.getOrDefault(at, Long.MAX_VALUE)
                    && consumer.currentLag(at).orElse(0) <= 0;
            if (!isRead) {
                until = Math.min(until, readUntil.getOrDefault(at, Long.MIN_VALUE));
            }
        }
        return until;
    }

    /**
     * Decides, and hands over to be committed.
     *
     * @throws BrokenInvariantException if a rule failed; all touched state is spoilt, and nothing of the batch has been written
     * @throws BrokenTransactionException if a transaction before did not commit; all state is spoilt
     */
    Outcome decide(
            ConsumerRecords<byte[], byte[]> records, Map<Integer, OwnedPartition<S, C, E>> partitions, Instant now) {
        intake.prepare(inputs.stream().map(records::records).toList());
        var batch = new Batch(now, records.count());
        try {
            for (var at : slowestLast(records.partitions())) {
                var partition = partitions.get(at.partition());
                if (partition == null) {
                    throw new IllegalStateException("got records of " + at + ", which is not being decided");
                }
                batch.touched.add(at.partition());
                decideInput(at, records.records(at), partition, batch);
            }
            for (var partition : partitions.values()) {
                if (decideTimers(partition, batch)) {
                    batch.touched.add(partition.number());
                }
            }
        } catch (BrokenInvariantException e) {
            // Those whose turn had not come have spoilt nothing, but the consumer has gone past their records.
            records.partitions().forEach(at -> batch.touched.add(at.partition()));
            batch.touched.add(e.partition());
            throw e.spoiling(batch.touched);
        }
        commit(batch);
        return new Outcome(batch.touched, batch.mustWait);
    }

    /** What has used up the time of the last transaction waits for the others in the next one. */
    private List<TopicPartition> slowestLast(Set<TopicPartition> all) {
        var ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing(slow::contains));
        slow.clear();
        return ordered;
    }

    /** If it is not committed, positions and accounts are read anew, as they were before. */
    private void commit(Batch batch) {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        var touched = consumer.assignment().stream()
                .filter(at -> batch.touched.contains(at.partition()))
                .toList();
        for (var at : touched) {
            accounts.merge(at, batch.tally.of(at), Account::plus);
            long position = consumer.position(at);
            if (!Long.valueOf(position).equals(carried.put(at, position))) {
                positions.put(at, asOf(at, position));
            }
        }
        if (positions.isEmpty()) {
            // Of timers alone. Without any position the group's generation would not be looked at.
            touched.forEach(at -> positions.put(at, asOf(at, consumer.position(at))));
        }
        transactions.commit(batch, positions, consumer.groupMetadata());
    }

    private OffsetAndMetadata asOf(TopicPartition at, long position) {
        var account = accounts.getOrDefault(at, Account.beginningAt(0));
        return new OffsetAndMetadata(position, inputs.contains(at.topic()) ? account.metadata() : "");
    }

    /** What was decided is on the log now. */
    void committed(Transactions.Committed transaction, Map<Integer, OwnedPartition<S, C, E>> partitions) {
        for (var batch : transaction.batches()) {
            for (int number : batch.touched) {
                var partition = partitions.get(number);
                if (partition != null) {
                    rules.committed(partition, transaction);
                }
            }
            batch.tally.tell(metrics);
        }
        int records = transaction.batches().stream().mapToInt(it -> it.records).sum();
        metrics.transaction(records, transaction.batches().getFirst().ageAt(transaction.endedNanos()));
    }

    private void decideInput(
            TopicPartition at,
            List<ConsumerRecord<byte[], byte[]>> records,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        boolean begun = false;
        for (var record : records) {
            if (batch.age().compareTo(budget) > 0) {
                consumer.seek(at, record.offset()); // For the next transaction.
                if (begun) {
                    slow.add(at);
                }
                return;
            }
            try {
                begun = true;
                decide(record, partition, batch);
                readUntil.put(at, record.timestamp());
            } catch (RetriableException e) {
                consumer.seek(at, record.offset());
                batch.mustWait.put(
                        at, "cannot read the record at offset " + record.offset() + " yet: " + e.getMessage());
                return;
            }
        }
    }

    private void decide(ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, Batch batch) {
        if (inputs.contains(record.topic())) {
            intake.take(record, partition, batch);
            return;
        }
        // What was put aside, and what has become of it, is our own writing: the state has it already.
        if (DeadHeaders.read(record).orElse(null) instanceof DeadRecord.Order order
                && order.group().equals(settings.group())) {
            desk.carryOut(order, record, partition, batch);
        }
    }

    private boolean decideTimers(OwnedPartition<S, C, E> partition, Batch batch) {
        for (int i = 0; i < TIMERS_MAX; i++) {
            if (!isTimerDue(partition, batch.now)) {
                return i > 0;
            }
            try {
                var due = partition.pollDue(batch.now.toEpochMilli());
                if (due == null) {
                    return i > 0;
                }
                batch.tally.timerDecided(decideTimer(partition, due, batch.now));
            } catch (KafkaException | BrokenInvariantException | UnusableSnapshotException e) {
                throw e;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new BrokenInvariantException(partition.number(), "timer of partition " + partition.number(), e);
            }
        }
        return true;
    }

    /** There is no record that could be put aside, so a fault here is the program's, and the partition stands still. */
    private int decideTimer(OwnedPartition<S, C, E> partition, OwnedPartition.Due<C> due, Instant now) {
        // A decision of a timer folds at least one event, or else the timer would not move: so no two have the same id.
        var id = settings.eventTopic() + "/timer/" + partition.number() + "/" + partition.foldedEvents() + "/";
        int events = rules.decide(
                partition, due.command(), new Rules.Cause(due.key(), due.key().getBytes(UTF_8), id, null), now);
        partition.settled(due);
        return events;
    }
}
