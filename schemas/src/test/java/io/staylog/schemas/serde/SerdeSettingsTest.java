package io.staylog.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.Topics;
import java.net.URI;
import java.util.Map;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configuration alone chooses the serializer, and tells it what Confluent's has to know to behave as ours does. */
class SerdeSettingsTest {
    private static final String TOPIC = Topics.GUEST_PROFILES.name();

    private RegistryDouble registry;
    private URI url;

    @BeforeEach
    void start() {
        registry = new RegistryDouble();
        url = registry.client().address();
        Payloads.registerAll(registry);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void the_classes_that_plain_kafka_configuration_names_read_and_write_as_ours_do() {
        try (var serializer = SerdeSettings.serializer(SerdeSettings.OURS, url, Map.of());
                var deserializer = new ConfiguredEventDeserializer()) {
            deserializer.configure(SerdeSettings.confluent(url), false);
            var payload = serializer.serialize(TOPIC, Payloads.ANNA);
            assertThat(payload).isEqualTo(new EventSerializer(registry.client()).encode(TOPIC, Payloads.ANNA));
            assertThat(deserializer.deserialize(TOPIC, payload)).isEqualTo(Payloads.ANNA);
            assertThat(serializer.serialize(TOPIC, null)).isNull();
            assertThat(deserializer.deserialize(TOPIC, null)).isNull();
        }
    }

    /** Takes the other serializer's place. */
    public static final class Other implements Serializer<SpecificRecord> {
        private Map<String, ?> settings;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            assertThat(isKey).isFalse();
            this.settings = settings;
        }

        @Override
        public byte[] serialize(String topic, SpecificRecord event) {
            // As others do, by the schema alone: Avro would refuse a class that it was not told to trust.
            new SpecificDatumWriter<SpecificRecord>(event.getSchema());
            return new byte[] {42};
        }
    }

    @Test
    void another_serializer_registers_nothing_and_finds_our_subjects() {
        var other = (Other) SerdeSettings.serializer(
                Other.class.getName(), url, Map.of("basic.auth.credentials.source", "USER_INFO"));
        assertThat(other.serialize(TOPIC, Payloads.ANNA)).containsExactly(42);
        assertThat(other.settings)
                .isEqualTo(Map.of(
                        "schema.registry.url",
                        url.toString(),
                        "auto.register.schemas",
                        false,
                        "use.latest.version",
                        false,
                        "avro.remove.java.properties",
                        true,
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                        "specific.avro.reader",
                        true,
                        "basic.auth.credentials.source",
                        "USER_INFO"));
    }

    @Test
    void what_is_named_and_is_not_there_is_said_in_a_sentence() {
        assertThatThrownBy(() ->
                        SerdeSettings.serializer("io.confluent.kafka.serializers.KafkaAvroSerializer", url, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no serializer class io.confluent.kafka.serializers.KafkaAvroSerializer")
                .hasMessageContaining("-Pconfluent-serde");
        assertThatThrownBy(() -> SerdeSettings.serializer("java.lang.String", url, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String is not a Kafka serializer");
        assertThatThrownBy(() -> new ConfiguredEventSerializer().configure(Map.of(), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url is missing");
    }
}
