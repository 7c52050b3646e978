package io.staylog.systemtests;

import io.staylog.local.LocalSettings;
import io.staylog.local.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A copy of what the registry keeps on Kafka, to restore it from. */
final class RegistryData {
    private static final List<String> TOPICS = List.of("kafkasql-journal", "kafkasql-snapshots", "registry-events");

    private final Map<String, Object> kafka;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    private RegistryData(LocalSettings settings) {
        this.kafka = Map.of("bootstrap.servers", settings.bootstrapServers());
    }

    /** As it is now. */
    static RegistryData of(LocalSettings settings, Log log) throws ExecutionException, InterruptedException {
        var data = new RegistryData(settings);
        for (var topic : data.present()) {
            int count = log.partitions(topic);
            data.partitions.put(topic, count);
            data.records.put(
                    topic, log.readRaw(topic, IntStream.range(0, count).boxed().toList()));
        }
        return data;
    }

    private List<String> present() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(kafka)) {
            var names = admin.listTopics().names().get();
            return TOPICS.stream().filter(names::contains).toList();
        }
    }

    /** The registry loses everything and begins anew. */
    void wipe(Staylog staylog) throws ExecutionException, InterruptedException {
        staylog.stack().part(Part.REGISTRY).stop();
        deleteAll();
        staylog.stack().restart(Part.REGISTRY);
    }

    private void deleteAll() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(kafka)) {
            admin.deleteTopics(present()).all().get();
        }
        Books.await().until(() -> present().isEmpty());
    }

    /** The registry has again what it had. */
    void restore(Staylog staylog) throws ExecutionException, InterruptedException {
        staylog.stack().part(Part.REGISTRY).stop();
        deleteAll();
        try (var admin = Admin.create(kafka)) {
            var topics = partitions.entrySet().stream()
                    .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1)
                            .configs(Map.of("cleanup.policy", "delete", "retention.ms", "-1")))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var topic : records.values()) {
                for (var it : topic) {
                    producer.send(new ProducerRecord<>(it.topic(), it.partition(), it.key(), it.value(), it.headers()))
                            .get();
                }
            }
        }
        staylog.stack().restart(Part.REGISTRY);
    }
}
