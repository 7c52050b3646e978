package io.staylog.logview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic of events from its beginning with one thread, outside of any consumer group, and folds all of it into a
 * {@link ViewModel}. So every instance shows everything, and a restart costs time and nothing else.
 *
 * @param <F> an event, understood
 */
public final class ViewReader<F extends LogFact> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    // The end of a transaction comes with its last event, but only the next poll passes over it; callers wait for that.
    private static final Duration POLL_FOR_END_TIMEOUT = Duration.ofMillis(5);

    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, @Nullable F> wire;
    private final ViewModel<F> model;
    private final java.util.function.Consumer<F> news;
    private final ViewStatus status = new ViewStatus();
    // How far the log went when this process began to read; what follows is news.
    private final Map<TopicPartition, Long> oldNews = new HashMap<>();
    private final ReadingThread thread;

    /**
     * Reads nothing before {@link #start}.
     *
     * @param clients makes a consumer that reads committed records only
     * @param wire reads an event, null where somebody else has written it; throws a {@link RetriableException} if it cannot be
     *     read now
     * @param news hears of what happens from now on, after the model has it
     */
    public ViewReader(
            String topic,
            Supplier<Consumer<byte[], byte[]>> clients,
            Function<ConsumerRecord<byte[], byte[]>, @Nullable F> wire,
            ViewModel<F> model,
            java.util.function.Consumer<F> news) {
        this.topic = topic;
        this.wire = wire;
        this.model = model;
        this.news = news;
        this.thread = new ReadingThread("log-view", clients, this::follow, this::beginAgain, status::died);
    }

    /** Begins to follow, in a thread of its own. */
    public void start() {
        thread.start();
    }

    /** How far it has come. */
    public ViewStatus status() {
        return status;
    }

    private void beginAgain(KafkaException cause) {
        LOG.warn("The view reads on in a moment, because: {}", cause.toString());
        status.trouble("reads on in a moment, because: " + cause.getMessage());
    }

    private void follow(Consumer<byte[], byte[]> consumer, BooleanSupplier goesOn) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        if (oldNews.isEmpty()) {
            oldNews.putAll(consumer.endOffsets(partitions));
        }
        partitions.forEach(at -> consumer.seek(at, model.nextOffset(at.partition())));
        status.partitions(partitions.size());
        partitions.stream()
                .filter(at -> status.stopped().containsKey(at.partition()))
                .forEach(at -> consumer.pause(List.of(at)));
        status.trouble(null);
        var timeout = POLL_TIMEOUT;
        while (goesOn.getAsBoolean()) {
            poll(consumer, timeout);
            notice(consumer, partitions);
            timeout = isEndAwaited(partitions) ? POLL_FOR_END_TIMEOUT : POLL_TIMEOUT;
        }
    }

    private boolean isEndAwaited(List<TopicPartition> partitions) {
        return partitions.stream()
                .anyMatch(at ->
                        model.isUnfinished(at.partition()) && !status.stopped().containsKey(at.partition()));
    }

    private void poll(Consumer<byte[], byte[]> consumer, Duration timeout) {
        var records = consumer.poll(timeout);
        boolean mustWait = false;
        for (var at : records.partitions()) {
            var facts = new ArrayList<F>();
            // The position is also past the end of a transaction, which is no record.
            long position = consumer.position(at);
            long next = Math.min(understand(consumer, records.records(at), facts), position);
            boolean isCut = next < position;
            boolean isWhole = !isCut && isAtEnd(consumer, at);
            mustWait |= isCut;
            if (isCut) {
                consumer.seek(at, next);
            }
            model.apply(at.partition(), facts, next, isWhole);
            if (!facts.isEmpty()) {
                status.folded(facts.getLast().at());
            }
            facts.stream()
                    .filter(fact -> fact.position().offset() >= oldNews.getOrDefault(at, 0L))
                    .forEach(news);
        }
        if (mustWait) {
            thread.pause();
        } else if (!records.isEmpty()) {
            status.trouble(null);
        }
    }

    /** Transactions are seen as a whole or not at all, so at the end of what is committed every decision is complete. */
    private static boolean isAtEnd(Consumer<byte[], byte[]> consumer, TopicPartition at) {
        return consumer.currentLag(at).orElse(1) == 0;
    }

    /** Adds what can be understood, and gives the offset of what cannot be yet; more than any where there is nothing. */
    private long understand(
            Consumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records, List<F> facts) {
        for (var record : records) {
            try {
                var fact = wire.apply(record);
                if (fact != null) {
                    facts.add(fact);
                }
            } catch (RetriableException e) {
                status.trouble("cannot read the event at offset " + record.offset() + " of partition "
                        + record.partition() + " yet: " + e.getMessage());
                return record.offset();
            } catch (RuntimeException e) {
                // A view that left an event out would show what is not so; better that it stands still and says so.
                var reason = "cannot read the event at offset " + record.offset() + ": " + e.getMessage();
                LOG.error("The view of partition {} stands still: {}", record.partition(), reason, e);
                status.stopped(record.partition(), reason);
                consumer.pause(List.of(new TopicPartition(topic, record.partition())));
                return record.offset();
            }
        }
        return Long.MAX_VALUE;
    }

    /** Notes how far it has come; markers of transactions move the position too. */
    private void notice(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long lag = 0;
        boolean wasThere = status.caughtUp();
        for (var at : partitions) {
            long position = consumer.position(at);
            boolean isWhole = isAtEnd(consumer, at);
            if (position > model.nextOffset(at.partition()) || (isWhole && model.isUnfinished(at.partition()))) {
                model.apply(at.partition(), List.of(), position, isWhole);
            }
            if (position >= oldNews.getOrDefault(at, 0L)) {
                status.shown(at.partition());
            }
            long behind = consumer.currentLag(at).orElse(0);
            status.end(at.partition(), position + behind);
            lag += behind;
        }
        status.lag(lag);
        if (!wasThere && status.caughtUp()) {
            LOG.info("The view has caught up: {}", model.sizes());
        }
    }

    @Override
    public void close() {
        model.waiters().close();
        thread.close();
    }
}
