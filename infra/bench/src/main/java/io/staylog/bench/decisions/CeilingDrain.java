package io.staylog.bench.decisions;

import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The engine's clients and transactions, but records are copied as they are: what no decision could be faster than. */
final class CeilingDrain implements Drain {
    private final Surroundings around;

    CeilingDrain(Surroundings around) {
        this.around = around;
    }

    @Override
    public Drained run(Round round) throws Exception {
        var settings = new EngineSettings(
                Contender.CEILING.group(),
                "bench",
                around.bootstrapServers(),
                List.of(Demand.REQUESTS),
                List.of(),
                Contender.CEILING.output(),
                Path.of(round.directory()));
        var copied = new AtomicLong();
        var loop = Thread.ofPlatform().name("ceiling").start(() -> copyAll(settings, round.records(), copied));
        try (var stopwatch = around.stopwatch(round)) {
            return stopwatch.time(copied::get, round.records(), settings.group());
        } finally {
            loop.join();
        }
    }

    private static void copyAll(EngineSettings settings, long total, AtomicLong copied) {
        var clients = new Clients(settings);
        try (var consumer = clients.inputs();
                var producer = clients.producer()) {
            producer.initTransactions();
            consumer.subscribe(settings.requests(), fromTheBeginning(consumer));
            while (copied.get() < total) {
                copied.addAndGet(copyOnce(consumer, producer, settings.eventTopic()));
            }
        }
    }

    private static int copyOnce(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, String output) {
        var records = consumer.poll(Duration.ofMillis(250));
        if (records.isEmpty()) {
            return 0;
        }
        producer.beginTransaction();
        for (var record : records) {
            var _ = producer.send(new ProducerRecord<>(
                    output, record.partition(), record.timestamp(), record.key(), record.value(), record.headers()));
        }
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var at : records.partitions()) {
            positions.put(at, new OffsetAndMetadata(consumer.position(at)));
        }
        producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
        producer.commitTransaction();
        return records.count();
    }

    private static ConsumerRebalanceListener fromTheBeginning(Consumer<?, ?> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.seekToBeginning(partitions);
            }
        };
    }
}
