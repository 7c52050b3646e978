package io.staylog.booking.view;

import io.staylog.booking.domain.PaymentWord;
import io.staylog.logview.ReadingThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code payment.events} from its beginning with one thread, so that a booking shows what has become of its payments.
 *
 * <p>Only for show: what a booking needs of its payments is decided by the engine and is on {@code booking.events}. So nobody
 * waits until this has caught up, and a record that it cannot read is passed over.
 */
public final class PaymentReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, @Nullable PaymentWord> wire;
    private final ReadModel model;
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private final ReadingThread thread;

    /**
     * Reads nothing before {@link #start}.
     *
     * @param clients makes a consumer that reads committed records only
     * @param wire what a record says, or null where it says nothing that is shown
     */
    public PaymentReader(
            String topic,
            Supplier<Consumer<byte[], byte[]>> clients,
            Function<ConsumerRecord<byte[], byte[]>, @Nullable PaymentWord> wire,
            ReadModel model) {
        this.topic = topic;
        this.wire = wire;
        this.model = model;
        this.thread = new ReadingThread("payment-view", clients, this::follow, PaymentReader::beginAgain, () -> {});
    }

    /** Begins to follow, in a thread of its own. */
    public void start() {
        thread.start();
    }

    private static void beginAgain(KafkaException cause) {
        LOG.warn("The view reads payments on in a moment, because: {}", cause.toString());
    }

    private void follow(Consumer<byte[], byte[]> consumer, BooleanSupplier goesOn) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(at -> consumer.seek(at, nextOffsets.getOrDefault(at, 0L)));
        while (goesOn.getAsBoolean()) {
            var records = consumer.poll(POLL_TIMEOUT);
            for (var at : records.partitions()) {
                for (var record : records.records(at)) {
                    var word = read(record);
                    if (word != null) {
                        model.show(word);
                    }
                }
                nextOffsets.put(at, consumer.position(at));
            }
        }
    }

    private @Nullable PaymentWord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return wire.apply(record);
        } catch (KafkaException e) {
            throw e; // The registry is away: read again later.
        } catch (RuntimeException e) {
            LOG.warn(
                    "A payment's event at offset {} of partition {} is not shown: {}",
                    record.offset(),
                    record.partition(),
                    e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
