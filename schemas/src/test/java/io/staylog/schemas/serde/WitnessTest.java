package io.staylog.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry says counts only while it still says of a known id what it said before. */
class WitnessTest {
    private static final String TOPIC = Topics.GUEST_PROFILES.name();
    private static final String SUBJECT = Topics.GUEST_PROFILES.subject(GuestProfileSet.getClassSchema());

    private final AtomicLong nanos = new AtomicLong();
    private RegistryDouble registry;
    private int id;
    private byte[] anna;

    @BeforeEach
    void start() {
        registry = new RegistryDouble();
        for (int i = 1; i < 10; i++) {
            registry.register("other" + i, "{\"type\":\"record\",\"name\":\"Other" + i + "\",\"fields\":[]}");
        }
        id = registry.register(SUBJECT, GuestProfileSet.getClassSchema());
        anna = new EventSerializer(registry.client()).encode(TOPIC, Payloads.ANNA);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void a_yes_of_a_registry_that_was_wiped_and_filled_again_is_not_believed_either() {
        registry.wipe();
        registry.register("guest.profiles-Newer", "{\"type\":\"record\",\"name\":\"Newer\",\"fields\":[]}");
        id = registry.register(SUBJECT, GuestProfileSet.getClassSchema());
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, new EventSerializer(registry.client()).encode(TOPIC, Payloads.ANNA));
        registry.wipe();
        for (int i = 1; i <= 20; i++) {
            registry.register("again" + i, "{\"type\":\"record\",\"name\":\"Again" + i + "\",\"fields\":[]}");
        }
        int again = registry.register(SUBJECT, GuestProfileSet.getClassSchema());

        for (var notSeenBefore : List.of(1, again, 20)) {
            unavailable(() -> running.deserialize(TOPIC, Payloads.payload(notSeenBefore, new byte[4])));
            later(Duration.ofMinutes(1));
            unavailable(() -> running.deserialize(TOPIC, Payloads.payload(notSeenBefore, new byte[4])));
        }
    }

    @Test
    void a_schema_of_another_language_under_a_known_id_tells_that_the_registry_was_wiped() {
        var client = registry.client();
        var running = deserializer(client);
        running.deserialize(TOPIC, anna);
        registry.wipe();
        for (int i = 1; i <= 20; i++) {
            registry.register("again" + i, "JSON schema " + i);
        }
        for (var payload : List.of(
                Payloads.payload(1, new byte[4]),
                Payloads.payload(4_711, new byte[4]),
                Payloads.payload(id, new byte[] {1}))) {
            unavailable(() -> running.deserialize(TOPIC, payload));
            later(Duration.ofMinutes(1));
        }
        assertThat(client.trouble().orElseThrow()).contains("schema " + id, "not an Avro schema", "backup");
    }

    @Test
    void a_schema_of_another_language_beside_what_is_known_makes_a_dead_letter() {
        int others = registry.register("json", "a JSON schema");
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        refused(running, Payloads.payload(others, new byte[4]), "not an Avro schema");
    }

    @Test
    void a_stranger_s_schema_that_is_deleted_again_stops_nobody() {
        int strange = registry.register("strange", "{\"type\":\"record\",\"name\":\"Strange\",\"fields\":[]}");
        var client = registry.client();
        var running = deserializer(client);
        running.deserialize(TOPIC, anna);
        assertThat(running.deserialize(TOPIC, Payloads.payload(strange, new byte[0])))
                .isEqualTo(new UnknownType("Strange"));
        registry.replayedTo = strange - 1;

        later(Duration.ofMinutes(1));
        assertThat(client.trouble()).isEmpty();
        assertThat(running.deserialize(TOPIC, Payloads.payload(1, new byte[0]))).isEqualTo(new UnknownType("Other1"));
        refused(running, Payloads.payload(4_711, new byte[4]), "made up");
    }

    @Test
    void a_registry_that_was_away_is_asked_anew_for_ids_that_may_be_new() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(id + 1, new byte[0])));
        later(Duration.ofSeconds(11));
        refused(running, Payloads.payload(id + 1, new byte[0]), "made up");
        registry.status = 503;
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(id + 2, new byte[0])));
        registry.status = 0;
        later(Duration.ofSeconds(21));
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(id + 2, new byte[0])));
    }

    @Test
    void what_a_registry_was_believed_is_not_believed_longer_than_it_takes_to_restart() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        refused(running, Payloads.payload(4_711, new byte[4]), "made up");
        registry.replayedTo = 3;
        later(Duration.ofSeconds(3));
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(4_712, new byte[4])));
    }

    private EventDeserializer deserializer(SchemaRegistry client) {
        return new EventDeserializer(client, List.of(GuestProfileSet.class), nanos::get);
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static void unavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(RegistryUnavailableException.class);
    }

    private static void refused(EventDeserializer deserializer, byte[] payload, String says) {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, payload))
                .isExactlyInstanceOf(UndecodableException.class)
                .hasMessageContaining(says);
    }
}
