package io.staylog.eventsourcing;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that keeps records back until it has to send them. */
final class LateProducer {
    private LateProducer() {}

    static Producer<byte[], byte[]> of(EngineSettings settings) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "transactional.id",
                settings.group() + "-" + settings.instance(),
                "transaction.timeout.ms",
                Long.toString(settings.transactionTimeout().toMillis()),
                "batch.size",
                "1000000",
                "linger.ms",
                "60000");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
