package io.staylog.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.RegistryDouble;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.topics.ContractGate.Contract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a service may begin, waits or refuses. */
class ContractGateTest {
    private static final Contract CONTRACT =
            new Contract(List.of(Topics.BOOKING_EVENTS), List.of(Topics.BOOKING_EVENTS));
    private static final Supplier<List<String>> ALL_WELL = List::of;

    private final RegistryDouble registry = new RegistryDouble();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicBoolean failsToOpen = new AtomicBoolean();
    private volatile Map<Integer, String> idsInUse = Map.of();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void it_opens_once_when_topics_and_schemas_are_there() {
        register();
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(gate::isOpen);
            assertThat(opened).hasValue(1);
            assertThat(gate.waitsFor()).isNull();
        }
    }

    @Test
    void a_registry_that_is_starting_is_waited_for_although_it_says_that_it_knows_nothing() {
        try (var gate = gate(ALL_WELL, Duration.ofMinutes(1))) {
            await().until(() -> String.valueOf(gate.waitsFor()).contains("may still be starting"));
            register();
            await().until(gate::isOpen);
            assertThat(refusals).isEmpty();
        }
    }

    @Test
    void a_schema_that_stays_missing_is_refused_by_name_with_the_cure() {
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals).singleElement().asString().contains("booking.events-", "staylog schemas register");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    @Test
    void topics_that_differ_are_refused_at_once() {
        register();
        try (var gate = gate(() -> List.of("topic x is wrong"), Duration.ofMinutes(1))) {
            await().until(() -> refusals.equals(List.of("topic x is wrong")));
            assertThat(gate.waitsFor()).contains("topic x is wrong");
        }
    }

    @Test
    void brokers_that_are_away_are_waited_for() {
        register();
        var away = new AtomicBoolean(true);
        Supplier<List<String>> brokers = () -> {
            if (away.get()) {
                throw new TimeoutException("nobody answers");
            }
            return List.of();
        };
        try (var gate = gate(brokers, Duration.ZERO)) {
            await().until(() -> String.valueOf(gate.waitsFor()).contains("waits for the brokers"));
            away.set(false);
            await().until(gate::isOpen);
        }
    }

    @Test
    void a_service_that_cannot_begin_does_not_hang_in_silence() {
        register();
        failsToOpen.set(true);
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals.getFirst()).contains("cannot begin", "planted");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    @Test
    void a_level_that_is_not_full_transitive_is_refused_with_the_cure_but_not_while_the_registry_may_be_starting() {
        register();
        registry.level("BACKWARD");
        try (var gate = gate(ALL_WELL, Duration.ofMinutes(1))) {
            await().until(() -> String.valueOf(gate.waitsFor()).contains("may still be starting"));
            registry.level("FULL_TRANSITIVE");
            await().until(gate::isOpen);
        }
        registry.level("BACKWARD");
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals)
                    .singleElement()
                    .asString()
                    .contains("the global level is BACKWARD, but must be FULL_TRANSITIVE")
                    .contains("staylog schemas register");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    @Test
    void a_level_that_is_set_and_not_in_force_is_refused() {
        register();
        registry.takeAll();
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals).singleElement().asString().contains("set but not in force");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    @Test
    void a_registry_that_has_forgotten_what_is_on_the_log_is_refused_before_anybody_registers_anew() {
        idsInUse = Map.of(3, "io.staylog.schemas.booking.BookingHeld");
        for (var hasAgain : List.of(false, true)) {
            if (hasAgain) {
                register();
                assertThat(registry.schema(3).getFullName()).isNotEqualTo(idsInUse.get(3));
            }
            refusals.clear();
            try (var gate = gate(ALL_WELL, Duration.ZERO)) {
                await().until(() -> !refusals.isEmpty());
                assertThat(refusals)
                        .singleElement()
                        .asString()
                        .contains("has lost its data", "schema 3", "BookingHeld", "backup", "other ids");
                assertThat(gate.isOpen()).isFalse();
            }
        }
    }

    @Test
    void ids_on_the_log_that_the_registry_knows_are_no_reason_to_refuse() {
        register();
        idsInUse = Map.of(3, registry.schema(3).getFullName());
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(gate::isOpen);
        }
    }

    @Test
    void a_registry_that_restarts_twice_has_its_time_to_start_twice() {
        try (var gate = gate(ALL_WELL, Duration.ofMinutes(1))) {
            await().until(() -> String.valueOf(gate.waitsFor()).contains("may still be starting"));
            registry.away(true);
            await().until(() -> String.valueOf(gate.waitsFor()).contains("waits for the schema registry"));
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            registry.away(false);
            await().until(() -> !String.valueOf(gate.waitsFor()).contains("waits for the schema registry"));
            assertThat(gate.waitsFor()).contains("may still be starting");
            assertThat(refusals).isEmpty();
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            await().until(() -> !refusals.isEmpty());
        }
    }

    @Test
    void a_subject_that_is_written_and_has_a_level_of_its_own_is_refused() {
        register();
        registry.level(Topics.BOOKING_EVENTS.schemas().keySet().iterator().next(), "BACKWARD");
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals).singleElement().asString().contains("has a level of its own, BACKWARD");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    @Test
    void a_registry_that_keeps_only_new_readers_safe_is_refused() {
        register();
        registry.takeWhatNewReadersRead();
        try (var gate = gate(ALL_WELL, Duration.ZERO)) {
            await().until(() -> !refusals.isEmpty());
            assertThat(refusals).singleElement().asString().contains("set but not in force", "whose records break");
            assertThat(gate.isOpen()).isFalse();
        }
    }

    private void register() {
        new SchemaRegistration(registry.client()).registerAll();
    }

    private ContractGate gate(Supplier<List<String>> differences, Duration registryStartsWithin) {
        var service = new ContractGate.Service() {
            @Override
            public void open() {
                if (failsToOpen.get()) {
                    throw new IllegalStateException("planted");
                }
                opened.incrementAndGet();
            }

            @Override
            public void refuse(List<String> reasons) {
                refusals.addAll(reasons);
            }
        };
        var log = new ContractGate.Log() {
            @Override
            public List<String> differences(List<Topic> topics) {
                return differences.get();
            }

            @Override
            public Map<Integer, String> idsInUse(List<Topic> topics) {
                return idsInUse;
            }
        };
        var grace = new StartingGrace(registryStartsWithin, nanos::get);
        var gate = new ContractGate(CONTRACT, log, new EventSerializer(registry.client()), service, grace);
        gate.start();
        return gate;
    }
}
