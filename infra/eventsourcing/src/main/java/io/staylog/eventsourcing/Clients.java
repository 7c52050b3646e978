package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the engine's Kafka clients. A test may hand out clients that fail at a chosen moment. */
public class Clients {
    // A dead letter carries what it is about and headers besides; the dead-letter topics admit as much.
    private static final int REQUEST_BYTES_MAX = 10 * 1024 * 1024;

    private final EngineSettings settings;

    /** Makes clients with these settings. */
    public Clients(EngineSettings settings) {
        this.settings = settings;
    }

    /** Reads inputs as a member of the group. */
    public Consumer<byte[], byte[]> inputs() {
        var config = reader();
        config.put("group.id", settings.group());
        config.put("client.id", settings.member());
        // Co-partitions the inputs: one member gets the same partition number of every topic.
        config.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor");
        config.put("session.timeout.ms", millis(settings.sessionTimeout()));
        // A member learns with its next heartbeat that another has come or gone, and that one waits for it.
        config.put(
                "heartbeat.interval.ms", Long.toString(settings.sessionTimeout().toMillis() / 12));
        config.put("max.poll.interval.ms", millis(settings.pollIntervalMax()));
        config.put("max.poll.records", Integer.toString(settings.batchRecordsMax()));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads the service's own events, outside of any group. */
    public Consumer<byte[], byte[]> replay() {
        var config = reader();
        config.put("client.id", settings.member() + "-replay");
        config.put("max.poll.records", "10000");
        // A partition whose turn it is waits until the fetch of the one before is answered.
        config.put("fetch.max.wait.ms", "10");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Writes events and offsets in transactions. */
    public Producer<byte[], byte[]> producer() {
        var config = common();
        config.put("client.id", settings.member() + "-producer");
        // The same id after a restart lets the brokers abort what the dead process left open at once.
        config.put("transactional.id", settings.member());
        config.put("transaction.timeout.ms", millis(settings.transactionTimeout()));
        // A commit sends at once what is still being gathered, so that lingering costs no time: it saves requests.
        config.put("linger.ms", "5");
        config.put("batch.size", "131072");
        config.put("compression.type", "lz4");
        config.put("max.request.size", Integer.toString(REQUEST_BYTES_MAX));
        config.put("max.block.ms", "15000");
        config.put("delivery.timeout.ms", "15000");
        config.put("request.timeout.ms", "10000");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Asks for watermarks and topic ids. */
    public Admin admin() {
        return Admin.create(common());
    }

    private Map<String, Object> reader() {
        var config = common();
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        // The position is always ours to say; "latest" would silently leave records out.
        config.put("auto.offset.reset", "none");
        config.put("fetch.max.wait.ms", "100");
        // A topic made by asking for it would have the brokers' default partition count and retention.
        config.put("allow.auto.create.topics", "false");
        return config;
    }

    private Map<String, Object> common() {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("retry.backoff.ms", "2");
        config.put("retry.backoff.max.ms", "200");
        config.put("reconnect.backoff.ms", "50");
        config.put("reconnect.backoff.max.ms", "1000");
        config.putAll(settings.clientOverrides());
        return config;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
