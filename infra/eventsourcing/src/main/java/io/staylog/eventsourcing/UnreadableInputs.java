package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Inputs whose next record cannot be read now. They are paused and tried again, while the others go on. */
final class UnreadableInputs {
    private static final Duration WAIT = Duration.ofMillis(500);

    private final Consumer<?, ?> consumer;
    private final EngineStatus status;
    // By the monotonic clock, as a wall clock may be set back.
    private final Map<TopicPartition, Long> untilNanos = new HashMap<>();

    UnreadableInputs(Consumer<?, ?> consumer, EngineStatus status) {
        this.consumer = consumer;
        this.status = status;
    }

    /**
     * Of inputs that were read: those that must wait are paused, the others are known to go on.
     *
     * @param mustWait with the reason
     */
    void sort(Collection<TopicPartition> read, Map<TopicPartition, String> mustWait) {
        for (var at : read) {
            var reason = mustWait.get(at);
            if (reason == null) {
                goesOn(at);
            } else {
                consumer.pause(List.of(at));
                untilNanos.put(at, System.nanoTime() + WAIT.toNanos());
                status.partition(at.partition(), EngineStatus.Phase.WAITING, reason, 0);
            }
        }
    }

    private void goesOn(TopicPartition at) {
        if (untilNanos.remove(at) != null
                && untilNanos.keySet().stream().noneMatch(other -> other.partition() == at.partition())) {
            status.partition(at.partition(), EngineStatus.Phase.DECIDING, "", 0);
        }
    }

    /** Lets those that have waited be read once more. Whether that went well, the next batch will tell. */
    void tryAgain() {
        untilNanos.forEach((at, until) -> {
            if (System.nanoTime() - until >= 0) {
                consumer.resume(List.of(at));
            }
        });
    }

    /** These partition numbers begin anew. */
    void forget(Collection<Integer> numbers) {
        untilNanos.keySet().removeIf(at -> numbers.contains(at.partition()));
    }

    void forgetAll() {
        untilNanos.clear();
    }
}
