package io.staylog.schemas.serde;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventDeserializer} of all record types, for programs whose configuration names a class: {@code value.deserializer},
 * with {@code schema.registry.url}. A type that this version does not know becomes an {@link UnknownType}.
 */
public final class ConfiguredEventDeserializer implements Deserializer<Object> {
    private @Nullable EventDeserializer events;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        events = new EventDeserializer(
                SerdeSettings.registry(settings), Topics.all().toArray(Topic[]::new));
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka takes null for a tombstone.
    public Object deserialize(String topic, byte @Nullable [] payload) {
        return SerdeSettings.configured(events).deserialize(topic, payload);
    }
}
