package io.staylog.payment.bank;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the bank worker's Kafka clients. */
final class BankClients {
    private final BankWorkerSettings settings;

    BankClients(BankWorkerSettings settings) {
        this.settings = settings;
    }

    Consumer<byte[], byte[]> consumer() {
        var config = common("");
        config.put("group.id", BankWorkerSettings.GROUP);
        // An instruction of a transaction that was aborted was never given.
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        // Without positions every instruction counts, from the first one on. To carry one out again does no harm:
        // the bank knows its key, or it is too old and is not sent. To leave one out would leave a payment hanging.
        config.put("auto.offset.reset", "earliest");
        // Partitions that stay keep working while others move.
        config.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        config.put("session.timeout.ms", Long.toString(settings.sessionTimeout().toMillis()));
        config.put(
                "heartbeat.interval.ms", Long.toString(settings.sessionTimeout().toMillis() / 4));
        config.put("max.poll.records", Integer.toString(Math.max(1, settings.pendingMax() / 2)));
        config.put("fetch.max.wait.ms", "100");
        config.put("default.api.timeout.ms", "10000");
        config.putAll(settings.clientOverrides());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer() {
        var config = common("-producer");
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("compression.type", "lz4");
        config.put("linger.ms", "0");
        config.putAll(settings.clientOverrides());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> common(String suffix) {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("client.id", BankWorkerSettings.GROUP + "-" + settings.instance() + suffix);
        config.put("reconnect.backoff.ms", "50");
        config.put("reconnect.backoff.max.ms", "1000");
        return config;
    }
}
