package io.staylog.cli.client;

import io.staylog.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Kafka clients with the settings that Staylog needs. */
public final class KafkaClients {
    /** A broker that has not said anything for so long counts as unreachable. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int PROBE_TIMEOUT_MS = 2_000;

    private final Settings settings;

    /** Does not connect yet. */
    public KafkaClients(Settings settings) {
        this.settings = settings;
    }

    /**
     * Tries the addresses, so that a wrong one is named at once and not after the client's own patience.
     *
     * @throws Failure if none of them accepts a connection
     */
    public KafkaClients probe() {
        IOException last = null;
        for (var server : settings.bootstrapServers().split(",", -1)) {
            try (var socket = new Socket()) {
                socket.connect(address(server.strip()), PROBE_TIMEOUT_MS);
                return this;
            } catch (IOException e) {
                last = e;
            }
        }
        throw Failure.unreachable(
                "cannot reach Kafka at " + settings.bootstrapServers() + "; start the local stack with: staylog up",
                last);
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        try {
            return new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Failure.usage("bootstrap server '" + server + "' is not of the form host:port");
        }
    }

    /** A consumer without group, that sees committed records only and never jumps on its own. */
    public KafkaConsumer<byte[], byte[]> consumer(boolean committedOnly) {
        var config = common();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer that keeps order and writes nothing twice.
     *
     * @param deliveryTimeout how long one record is tried to be delivered
     */
    public KafkaProducer<String, byte[]> producer(Duration deliveryTimeout) {
        return producer(new StringSerializer(), deliveryTimeout);
    }

    /** The same for keys of another kind. */
    public <K> KafkaProducer<K, byte[]> producer(Serializer<K> keys, Duration deliveryTimeout) {
        var config = common();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.max(deliveryTimeout.toMillis(), PATIENCE.toMillis()));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                Math.max(deliveryTimeout.toMillis(), PATIENCE.toMillis() + 1_000));
        return new KafkaProducer<>(config, keys, new ByteArraySerializer());
    }

    /** An administrator. */
    public Admin admin() {
        var config = common();
        config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        config.put("request.timeout.ms", (int) PATIENCE.toMillis());
        return Admin.create(config);
    }

    private Map<String, Object> common() {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("client.id", "staylog-cli");
        config.put("reconnect.backoff.max.ms", 1_000L);
        config.putAll(settings.kafka());
        return config;
    }

    /**
     * How many partitions a topic has.
     *
     * @throws Failure if there is no such topic or no broker answers
     */
    public static int partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> partitions;
        try {
            partitions = consumer.partitionsFor(topic, PATIENCE);
        } catch (TimeoutException e) {
            throw Failure.unreachable(
                    "Kafka did not say within " + PATIENCE.toSeconds() + " s where topic " + topic + " is", e);
        }
        if (partitions == null || partitions.isEmpty()) {
            throw Failure.unreachable(
                    "topic " + topic + " does not exist; create it with: staylog topics create", null);
        }
        return partitions.size();
    }

    /** The partition of a key, as every Java client and booking-service reckon it. */
    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
