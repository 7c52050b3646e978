package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.projection.LogGuard.BrokersUnavailableException;
import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import io.staylog.reporting.projection.RegistryGuard.RegistryStartingException;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.StartingGrace;
import io.staylog.testkit.RegistryDouble;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the projection takes a registry for one that it can rely on, waits for it or refuses it. */
class RegistryGuardTest {
    private static final Map<Integer, String> NOT_KNOWN = Map.of(4_711, "io.staylog.schemas.booking.BookingHeld");

    private final AtomicLong nanos = new AtomicLong();
    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private Map<Integer, String> idsInUse = Map.of();
    private final RegistryGuard guard = new RegistryGuard(
            new SchemaRegistry(registry.url()), () -> idsInUse, new StartingGrace(Duration.ofSeconds(15), nanos::get));

    @AfterEach
    void stop() {
        registry.close();
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Test
    void a_registry_without_what_the_log_was_written_with_may_be_starting_and_is_refused_only_after_a_while() {
        idsInUse = NOT_KNOWN;
        assertThatThrownBy(guard::verify)
                .isInstanceOf(RegistryStartingException.class)
                .hasMessageStartingWith("the schema registry may still be starting: ");
        later(Duration.ofSeconds(14));
        assertThatThrownBy(guard::verify).isInstanceOf(RegistryStartingException.class);
        later(Duration.ofSeconds(2));
        assertThatThrownBy(guard::verify)
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("has lost its data");
        idsInUse = Map.of();
        assertThatCode(guard::verify).doesNotThrowAnyException();
    }

    @Test
    void a_registry_that_does_not_protect_readers_is_refused_after_a_while() {
        registry.forgetItsLevel(true);
        assertThatThrownBy(guard::verify).isInstanceOf(RegistryStartingException.class);
        later(Duration.ofSeconds(16));
        assertThatThrownBy(guard::verify)
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("set but not in force");
    }

    @Test
    void a_registry_that_went_away_in_between_has_its_time_to_start_again() {
        idsInUse = NOT_KNOWN;
        assertThatThrownBy(guard::verify).isInstanceOf(RegistryStartingException.class);
        registry.away(true);
        later(Duration.ofMinutes(1));
        assertThatThrownBy(guard::verify).isInstanceOf(RegistryUnavailableException.class);
        registry.away(false);
        assertThatThrownBy(guard::verify).isInstanceOf(RegistryStartingException.class);
    }

    @Test
    void brokers_that_are_away_are_waited_for() {
        var unreachable = new RegistryGuard(
                new SchemaRegistry(registry.url()),
                () -> {
                    throw new org.apache.kafka.common.errors.TimeoutException("nobody answers");
                },
                new StartingGrace(Duration.ZERO, nanos::get));
        assertThatThrownBy(unreachable::verify).isInstanceOf(BrokersUnavailableException.class);
    }

    @Test
    void what_was_as_it_must_be_once_is_not_asked_again() {
        guard.verify();
        registry.away(true);
        assertThatCode(guard::verify).doesNotThrowAnyException();
    }
}
