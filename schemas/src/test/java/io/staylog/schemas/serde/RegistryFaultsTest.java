package io.staylog.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is down, hangs, lies or is still starting: good records wait, made-up ids do not. */
class RegistryFaultsTest {
    private static final String TOPIC = Topics.GUEST_PROFILES.name();
    private static final String SUBJECT = Topics.GUEST_PROFILES.subject(GuestProfileSet.getClassSchema());
    // 6.3 seconds by its own reckoning, and some for a busy machine; without a bound it would be for ever.
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong();
    private RegistryDouble registry;
    private int id;
    private byte[] anna;

    @BeforeEach
    void start() {
        registry = new RegistryDouble();
        registry.register(
                Topics.GUEST_PROFILES.subject(InvoicePartySet.getClassSchema()), InvoicePartySet.getClassSchema());
        for (int i = 1; i < 9; i++) {
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
    void a_registry_that_is_down_holds_up_only_what_was_not_seen_before() {
        var running = deserializer(registry.client());
        var cold = deserializer(registry.client());
        var warm = new EventSerializer(registry.client()).preload(Topics.GUEST_PROFILES);
        running.deserialize(TOPIC, anna);
        registry.close();

        assertThat(running.deserialize(TOPIC, anna)).isEqualTo(Payloads.ANNA);
        assertThat(warm.encode(TOPIC, Payloads.ANNA)).isEqualTo(anna);
        unavailable(() -> cold.deserialize(TOPIC, anna));
        unavailable(() -> new EventSerializer(registry.client()).encode(TOPIC, Payloads.ANNA));
    }

    @Test
    void a_version_of_a_subject_is_read_by_its_number_and_what_is_no_answer_is_not_taken_for_one() {
        var client = registry.client();
        registry.register(SUBJECT, "no schema of Avro");

        var first = client.version(SUBJECT, 1).orElseThrow();
        assertThat(first.id()).isEqualTo(id);
        assertThat(first.schema().getFullName()).isEqualTo(GuestProfileSet.class.getName());
        assertThat(client.version(SUBJECT, 3)).isEmpty();
        assertThatThrownBy(() -> client.version(SUBJECT, 2))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("version 2 of " + SUBJECT);
        registry.body = "{\"id\":7}";
        unavailable(() -> client.version(SUBJECT, 1));
        registry.status = 500;
        unavailable(() -> client.version(SUBJECT, 1));
        unavailable(() -> client.compatibilityLevel(SUBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"sch", "HTTP/1.1 200 OK\r\n"})
    void a_registry_that_takes_the_call_and_does_not_finish_its_answer_is_given_up_on(String says) throws IOException {
        try (var hole = new RegistryDouble.BlackHole(says)) {
            var cold = deserializer(hole.client());
            long started = System.nanoTime();
            unavailable(() -> cold.deserialize(TOPIC, anna));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);

            // The caller tries again soon, and must not lose as much time each time.
            started = System.nanoTime();
            unavailable(() -> cold.deserialize(TOPIC, anna));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 401, 403, 302, 400})
    void an_error_of_the_registry_is_not_the_record_s_fault(int status) {
        var cold = deserializer(registry.client());
        registry.status = status;
        unavailable(() -> cold.deserialize(TOPIC, anna));
        registry.status = 0;
        later(Duration.ofSeconds(21));
        assertThat(cold.deserialize(TOPIC, anna)).isEqualTo(Payloads.ANNA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>captive portal</html>", "[]", "{\"schema\":\"\"}", "{\"schema\":null}"})
    void an_answer_that_makes_no_sense_is_not_the_record_s_fault(String body) {
        var cold = deserializer(registry.client());
        registry.body = body;
        unavailable(() -> cold.deserialize(TOPIC, anna));
        unavailable(() -> new EventSerializer(registry.client()).encode(TOPIC, Payloads.ANNA));
        registry.body = "";
        later(Duration.ofSeconds(21));
        assertThat(cold.deserialize(TOPIC, anna)).isEqualTo(Payloads.ANNA);
    }

    @Test
    void an_id_that_a_starting_registry_does_not_know_yet_is_waited_for() {
        registry.replayedTo = 3;
        var cold = deserializer(registry.client());
        unavailable(() -> cold.deserialize(TOPIC, anna));
        later(Duration.ofSeconds(20));
        unavailable(() -> cold.deserialize(TOPIC, anna));
        registry.replayedTo = 100;
        assertThat(cold.deserialize(TOPIC, anna)).isEqualTo(Payloads.ANNA);
    }

    @Test
    void an_id_that_nobody_ever_registered_is_refused_in_the_end_even_by_a_reader_that_knows_nothing() {
        var cold = deserializer(registry.client());
        var madeUp = Payloads.payload(4_711, new byte[4]);
        unavailable(() -> cold.deserialize(TOPIC, madeUp));
        later(Duration.ofSeconds(31));
        refused(cold, madeUp, "schema 4711 is not registered");
        // The half minute is spent once, not once per id.
        refused(cold, Payloads.payload(4_712, new byte[4]), "schema 4712");
    }

    @Test
    void a_registry_that_was_restarted_and_is_still_starting_is_waited_for() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        int newer = registry.register("guest.profiles-Newer", "{\"type\":\"record\",\"name\":\"Newer\",\"fields\":[]}");
        registry.replayedTo = 3;
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(newer, new byte[0])));
        registry.replayedTo = 100;
        assertThat(running.deserialize(TOPIC, Payloads.payload(newer, new byte[0])))
                .isEqualTo(new UnknownType("Newer"));
    }

    @Test
    void made_up_ids_cost_few_calls_and_little_time() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        refused(running, Payloads.payload(1_000, new byte[4]), "its producer made up the id");
        int before = registry.requests.get();
        for (int i = 0; i < 100; i++) {
            refused(running, Payloads.payload(1_000, new byte[4]), "its producer made up the id");
        }
        assertThat(registry.requests).as("the same id again is not asked for").hasValue(before);
        for (int i = 1; i <= 100; i++) {
            refused(running, Payloads.payload(1_000 + i, new byte[4]), "its producer made up the id");
        }
        assertThat(registry.requests)
                .as("one call for each other id, without a second look after a while")
                .hasValue(before + 100);
    }

    @Test
    void a_batch_of_made_up_ids_is_asked_for_at_once_and_none_of_them_again() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        var batch = new ArrayList<byte[]>();
        for (int i = 1; i <= 40; i++) {
            batch.add(Payloads.payload(10_000 + i, new byte[4]));
        }
        batch.add(anna);
        batch.add(null);
        batch.add(new byte[] {1});
        running.prepare(batch);
        assertThat(registry.requests).hasValueGreaterThanOrEqualTo(40);
        int before = registry.requests.get();
        batch.subList(0, 40).forEach(payload -> refused(running, payload, "its producer made up the id"));
        assertThat(registry.requests.get() - before)
                .as("whether the registry is the same, and a second look at the first of them")
                .isLessThanOrEqualTo(3);
        running.prepare(batch);
        assertThat(registry.requests.get() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void an_id_of_a_schema_that_is_just_being_registered_is_waited_for() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        var next = Payloads.payload(id + 1, new byte[0]);
        unavailable(() -> running.deserialize(TOPIC, next));
        later(Duration.ofSeconds(1));
        unavailable(() -> running.deserialize(TOPIC, next));
        registry.register("x", "{\"type\":\"record\",\"name\":\"Late\",\"fields\":[]}");
        assertThat(running.deserialize(TOPIC, next)).isEqualTo(new UnknownType("Late"));
    }

    @Test
    void a_reader_behind_a_registry_that_is_still_starting_waits_for_a_schema_that_it_has_not_met() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        int newer = registry.register("guest.profiles-Newer", "{\"type\":\"record\",\"name\":\"Newer\",\"fields\":[]}");
        registry.replayedTo = newer - 1; // It knows what this reader has met, but not yet the newer one.
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(newer, new byte[0])));
        registry.replayedTo = newer;
        assertThat(running.deserialize(TOPIC, Payloads.payload(newer, new byte[0])))
                .isEqualTo(new UnknownType("Newer"));
    }

    @Test
    void ids_that_somebody_makes_up_just_above_the_newest_are_waited_for_only_now_and_then() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(id + 1, new byte[0])));
        later(Duration.ofSeconds(11));
        for (int i = 1; i <= 100; i++) {
            refused(running, Payloads.payload(id + i, new byte[0]), "made up");
        }
        // But a refusal does not stand in the way of the schema that gets such an id.
        registry.register("x", "{\"type\":\"record\",\"name\":\"Late\",\"fields\":[]}");
        later(Duration.ofSeconds(3));
        assertThat(running.deserialize(TOPIC, Payloads.payload(id + 1, new byte[0])))
                .isEqualTo(new UnknownType("Late"));
    }

    @Test
    void a_registry_that_was_wiped_and_gave_out_other_ids_takes_no_record_from_a_reader_that_knows_better() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        int newer = registry.register("guest.profiles-Newer", "{\"type\":\"record\",\"name\":\"Newer\",\"fields\":[]}");
        registry.wipe();
        for (int i = 1; i <= id; i++) {
            registry.register("again" + i, "{\"type\":\"record\",\"name\":\"Again" + i + "\",\"fields\":[]}");
        }

        assertThat(running.deserialize(TOPIC, anna)).as("from its cache").isEqualTo(Payloads.ANNA);
        for (var notSeenBefore : List.of(newer, 4_711)) {
            for (int i = 0; i < 3; i++) {
                later(Duration.ofMinutes(1));
                assertThatThrownBy(() -> running.deserialize(TOPIC, Payloads.payload(notSeenBefore, new byte[4])))
                        .isExactlyInstanceOf(RegistryUnavailableException.class);
            }
        }
        assertThatThrownBy(() -> running.deserialize(TOPIC, Payloads.payload(4_711, new byte[4])))
                .hasMessageContaining("schema " + id + " is that of Again" + id)
                .hasMessageContaining("restore its data from a backup");
    }

    @Test
    void what_a_service_looked_up_before_it_began_tells_it_that_the_registry_has_forgotten() {
        var client = registry.client();
        new EventSerializer(client).preload(Topics.GUEST_PROFILES);
        var cold = deserializer(client);
        registry.wipe();

        later(Duration.ofMinutes(2));
        unavailable(() -> cold.deserialize(TOPIC, Payloads.payload(4_711, new byte[4])));
        later(Duration.ofMinutes(2));
        unavailable(() -> cold.deserialize(TOPIC, Payloads.payload(4_711, new byte[4])));
    }

    @Test
    void a_registry_tells_its_own_trouble_and_that_of_its_memory() {
        var client = registry.client();
        assertThat(client.trouble()).isEmpty();
        client.find(SUBJECT, GuestProfileSet.getClassSchema());
        assertThat(client.trouble()).isEmpty();
        registry.wipe();
        assertThat(client.trouble().orElseThrow()).contains("schema " + id + " is unknown", "lost its data", "backup");
        registry.close();
        assertThat(client.trouble().orElseThrow()).contains("gave no usable answer");
    }

    @Test
    void bytes_that_do_not_fit_are_refused_also_while_the_registry_is_away() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        var others = Payloads.payload(id, new byte[] {1});
        refused(running, others, "the payload is not a valid");
        registry.close();
        later(Duration.ofMinutes(1));
        refused(running, others, "the payload is not a valid");
    }

    @Test
    void an_id_that_stands_for_another_schema_now_is_not_the_record_s_fault() {
        var running = deserializer(registry.client());
        running.deserialize(TOPIC, anna);
        registry.wipe();
        refused(running, Payloads.payload(id, new byte[] {1}), "the payload is not a valid");
        for (int i = 1; i <= id; i++) {
            registry.register("again" + i, "{\"type\":\"record\",\"name\":\"Again" + i + "\",\"fields\":[]}");
        }
        later(Duration.ofMinutes(1));
        unavailable(() -> running.deserialize(TOPIC, Payloads.payload(id, new byte[] {1})));
        assertThat(running.deserialize(TOPIC, anna)).isEqualTo(Payloads.ANNA);
    }

    @Test
    void a_schema_that_is_not_registered_for_its_topic_is_named_with_the_cure() {
        var serializer = new EventSerializer(registry.client());
        assertThatThrownBy(() -> serializer.encode("elsewhere", Payloads.ANNA))
                .isInstanceOf(SchemaNotRegisteredException.class)
                .hasMessageContaining("elsewhere-" + GuestProfileSet.class.getName())
                .hasMessageContaining("staylog schemas register");
        assertThatThrownBy(() -> serializer.preload(Topics.BANK_CALLS))
                .isInstanceOf(SchemaNotRegisteredException.class)
                .hasMessageContaining(Topics.BANK_CALLS.name());
    }

    @Test
    void registering_sets_the_level_is_idempotent_and_names_what_was_refused() {
        var registration = new SchemaRegistration(registry.client());
        var first = registration.registerAll();
        assertThat(registry.level).isEqualTo("FULL_TRANSITIVE");
        assertThat(registration.registerAll()).isEqualTo(first);
        assertThat(first).containsKey(SUBJECT);
        for (var topic : Topics.all()) {
            new EventSerializer(registry.client()).preload(topic);
        }
        registry.refuses = true;
        assertThatThrownBy(registration::registerAll)
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(Topics.all().get(0).name());
    }

    private EventDeserializer deserializer(SchemaRegistry client) {
        return new EventDeserializer(client, List.of(GuestProfileSet.class), nanos::get);
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static void unavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(RegistryUnavailableException.class);
    }

    private static void refused(EventDeserializer deserializer, byte[] payload, String says) {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, payload))
                .isExactlyInstanceOf(UndecodableException.class)
                .hasMessageContaining(says);
    }
}
