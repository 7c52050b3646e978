package io.staylog.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One setting says who makes the bytes of what the HTTP edge writes. */
class ChoosingTheSerializerTest {
    private static final String REGISTRY = "http://127.0.0.1:1/apis/ccompat/v7";

    private final EventSerializer ours = new EventSerializer(new SchemaRegistry(URI.create(REGISTRY)));

    private Serializer<SpecificRecord> chosen(Map<String, String> kafka) {
        var properties = new HashMap<>(
                Map.of("staylog.data-dir", "data", "staylog.token-file", "token", "staylog.registry.url", REGISTRY));
        kafka.forEach((name, value) -> properties.put("staylog.kafka." + name, value));
        var settings = new Binder(new MapConfigurationPropertySource(properties))
                .bind("staylog", BookingSettings.class)
                .get();
        return EdgeConfiguration.requestSerializer(settings, ours);
    }

    @Test
    void without_a_setting_it_is_the_one_that_has_its_schemas_already() {
        assertThat(chosen(Map.of())).isSameAs(ours);
    }

    /** Somebody else's. */
    public static final class Other implements Serializer<SpecificRecord> {
        private Object registry;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            registry = settings.get("schema.registry.url");
        }

        @Override
        public byte[] serialize(String topic, SpecificRecord event) {
            return new byte[0];
        }
    }

    @Test
    void any_other_is_told_where_the_registry_is() {
        var other = (Other) chosen(Map.of("value-serializer", Other.class.getName()));
        assertThat(other.registry).isEqualTo(REGISTRY);
    }

    @Test
    void one_that_is_not_there_stops_the_start_with_a_sentence() {
        var confluents = "io.confluent.kafka.serializers.KafkaAvroSerializer";
        assertThatThrownBy(() -> chosen(Map.of("value-serializer", confluents)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no serializer class " + confluents);
    }
}
