package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Failure;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes orders to the dead-letter topics and reads what the service that has put the letters aside makes of them. It reads from
 * before the first order on, so no answer is missed.
 */
final class OrderDesk implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Entry> waited = new LinkedHashMap<>();

    OrderDesk(KafkaClients clients, Collection<Entry> entries) {
        consumer = clients.consumer(true);
        producer = clients.producer(new ByteArraySerializer(), DELIVERY);
        var partitions = entries.stream().map(Entry::at).distinct().toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd is lazy.
    }

    /** Record of an order: of a retry what is to be decided. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
    record Content(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        static Content none() {
            return new Content(null, null, new RecordHeaders());
        }
    }

    /** Writes one order. */
    void write(Entry entry, Order order, Content content) {
        var headers = DeadHeaders.original(content.headers());
        DeadHeaders.add(headers, order);
        waited.put(send(entry, content, headers), entry);
    }

    /** Notes that a letter is discarded whose group carries no orders out. */
    void discard(Entry entry, Order order) {
        var headers = new RecordHeaders();
        var message = "by " + order.by() + ": " + order.note();
        DeadHeaders.add(
                headers, new Mark(order.group(), order.letter(), DeadRecord.Fate.DISCARDED, order.by(), message));
        send(entry, Content.none(), headers);
    }

    private String send(Entry entry, Content content, Headers headers) {
        var record = new ProducerRecord<>(
                entry.at().topic(), entry.at().partition(), null, content.key(), content.value(), headers);
        try {
            var place = producer.send(record).get();
            return place.topic() + "/" + place.partition() + "/" + place.offset();
        } catch (ExecutionException | KafkaException e) {
            var cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw Failure.unknown("it is not known whether the log has the order for "
                    + entry.letter().letter() + " (" + cause.getMessage() + "); it is safe to repeat it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted; it is safe to repeat the orders");
        }
    }

    /** What has become of the letters, as far as it is known when the time is over. */
    Map<Entry, Mark> await(Duration timeout) {
        var marks = new HashMap<Entry, Mark>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (marks.size() < waited.size() && System.nanoTime() < deadline) {
            for (var record : consumer.poll(POLL)) {
                if (DeadHeaders.read(record).orElse(null) instanceof Mark mark) {
                    var entry = waited.get(mark.because());
                    if (entry != null && entry.letter().letter().equals(mark.letter())) {
                        marks.put(entry, mark);
                    }
                }
            }
        }
        return marks;
    }

    /** The letters whose orders have been written, in that order. */
    List<Entry> ordered() {
        return List.copyOf(waited.values());
    }

    @Override
    public void close() {
        producer.close();
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
