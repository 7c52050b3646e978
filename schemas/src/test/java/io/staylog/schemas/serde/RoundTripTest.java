package io.staylog.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Every record type, there and back. */
class RoundTripTest {
    @Test
    void every_record_type_of_every_topic_comes_back_byte_for_byte() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RoundTripTest -Dseed=" + seed);
        try (var registry = new RegistryDouble()) {
            var ids = Payloads.registerAll(registry);
            var serializer = new EventSerializer(registry.client());
            for (var topic : Topics.all()) {
                serializer.preload(topic);
                var deserializer = new EventDeserializer(registry.client(), topic);
                topic.schemas().forEach((subject, schema) -> {
                    for (int i = 0; i < 50; i++) {
                        var payload = Payloads.random(ids.get(subject), schema, seed + i);
                        var event = (SpecificRecord) deserializer.deserialize(topic.name(), payload);
                        assertThat(event.getClass().getName()).isEqualTo(schema.getFullName());
                        assertThat(serializer.encode(topic.name(), event))
                                .as("%s, seed %d", subject, seed + i)
                                .isEqualTo(payload);
                    }
                });
            }
        }
    }

    @Test
    void many_threads_may_share_one_serializer_and_one_deserializer() throws Exception {
        try (var registry = new RegistryDouble();
                var threads = Executors.newFixedThreadPool(8)) {
            var ids = Payloads.registerAll(registry);
            var serializer = new EventSerializer(registry.client());
            var topic = Topics.BOOKING_EVENTS;
            var deserializer = new EventDeserializer(registry.client(), topic);
            Callable<Void> work = () -> {
                for (int i = 0; i < 20; i++) {
                    for (var schema : topic.schemas().entrySet()) {
                        var payload = Payloads.random(ids.get(schema.getKey()), schema.getValue(), i);
                        var event = (SpecificRecord) deserializer.deserialize(topic.name(), payload);
                        assertThat(serializer.encode(topic.name(), event)).isEqualTo(payload);
                    }
                }
                return null;
            };
            for (var result : threads.invokeAll(java.util.Collections.nCopies(8, work))) {
                result.get();
            }
        }
    }
}
