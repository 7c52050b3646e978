package io.staylog.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventSerializer} for programs whose configuration names a class: {@code value.serializer}, with {@code
 * schema.registry.url} as Confluent's serializer has it, so that one can take the other's place.
 */
public final class ConfiguredEventSerializer implements Serializer<SpecificRecord> {
    private @Nullable EventSerializer events;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        events = new EventSerializer(SerdeSettings.registry(settings));
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka takes null for a tombstone.
    public byte[] serialize(String topic, @Nullable SpecificRecord event) {
        return SerdeSettings.configured(events).serialize(topic, event);
    }
}
