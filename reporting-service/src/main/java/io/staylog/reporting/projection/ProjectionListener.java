package io.staylog.reporting.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Takes each polled batch to the projector. Positions come from the database only: the offsets that the group commits to
 * Kafka are for people who look at lag there.
 */
final class ProjectionListener
        implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {
    private final BatchProjector projector;
    private final Admission admission;
    private final RetryForever retry;
    private final ProjectionState state;
    private final ProjectionMetrics metrics;
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

    ProjectionListener(
            BatchProjector projector,
            Admission admission,
            RetryForever retry,
            ProjectionState state,
            ProjectionMetrics metrics) {
        this.projector = projector;
        this.admission = admission;
        this.retry = retry;
        this.state = state;
        this.metrics = metrics;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        long startedNs = System.nanoTime();
        for (var input : records) {
            if (!reached.containsKey(new TopicPartition(input.topic(), input.partition()))) {
                throw new IllegalStateException("records of a partition that was not admitted");
            }
        }
        var result = projector.project(records, reached);
        reached.putAll(result.nextOffsets());
        for (var partition : result.steppedBack()) {
            Objects.requireNonNull(consumer)
                    .seek(partition, Objects.requireNonNull(result.nextOffsets().get(partition)));
        }
        metrics.projected(result, System.nanoTime() - startedNs);
        retry.succeeded();
        state.succeeded();
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            var offsets = admission.admit(partitions);
            offsets.forEach(consumer::seek);
            reached.putAll(offsets);
        } catch (RuntimeException e) {
            // Reading on from anywhere else would leave a gap; the supervisor starts afresh.
            consumer.pause(partitions);
            refusal.set(e);
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(reached::remove);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(reached::remove);
    }

    /** When nothing comes, steps over the ends of transactions, so that "up to date" reads as a lag of 0. */
    void onIdle(ListenerContainerIdleEvent idle) {
        if (idle.getTopicPartitions() == null) {
            return;
        }
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : idle.getTopicPartitions()) {
            var before = reached.get(partition);
            if (before != null) {
                long position = idle.getConsumer().position(partition);
                if (position > before) {
                    positions.put(partition, position);
                }
            }
        }
        if (!positions.isEmpty()) {
            projector.settle(reached, positions);
            reached.putAll(positions);
        }
        state.succeeded();
    }

    /** Why the partitions last assigned must not be read, once. */
    @Nullable
    RuntimeException takeRefusal() {
        return refusal.getAndSet(null);
    }

    /** Forgets all positions before reading starts anew. */
    void reset() {
        reached.clear();
        refusal.set(null);
    }
}
