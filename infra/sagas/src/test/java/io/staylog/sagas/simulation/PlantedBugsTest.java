package io.staylog.sagas.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.eventsourcing.Decider;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.sagas.simulation.Bugs.Machinery;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation finds what is wrong on purpose, and tells of it in a story that can be read. */
class PlantedBugsTest {
    private static final int SEEDS_MAX = 20;
    private static final int STEPS = 800;
    private static final int STORY_MAX = 30;
    private static final int SHRINKING_MAX = 1_500;

    static Stream<Arguments> bugs() {
        return Stream.concat(
                Stream.of(Machinery.values()).map(it -> named(it.name(), Bugs.in(it))),
                Stream.of(
                        named(
                                "the rules of bookings do not hear of a cancellation",
                                ofBookings(event -> event instanceof BookingEvent.BookingCancelled)),
                        named(
                                "the rules of bookings forget a hold that has ended",
                                ofBookings(event -> event instanceof BookingEvent.BookingExpired)),
                        named(
                                "the rules of payments do not hear that nobody knows",
                                ofPayments(event -> event instanceof PaymentEvent.PaymentOutcomeUnknown)),
                        named(
                                "the rules of payments do not hear of a refund",
                                ofPayments(event -> event instanceof PaymentEvent.PaymentRefunded))));
    }

    private static Arguments named(String name, Bugs bugs) {
        return Arguments.of(Named.of(name, bugs));
    }

    private static Bugs ofBookings(Predicate<BookingEvent> deaf) {
        return Bugs.inBookings(rules -> new Deaf<>(rules, deaf));
    }

    private static Bugs ofPayments(Predicate<PaymentEvent> deaf) {
        return Bugs.inPayments(rules -> new Deaf<>(rules, deaf));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void what_is_wrong_is_found_and_told_in_a_few_steps(Bugs bugs) {
        for (long seed = 1; seed <= SEEDS_MAX; seed++) {
            var script = Script.of(seed, STEPS);
            var failure = Run.of(script, bugs, new Figures());
            if (failure != null) {
                var shrinker = new Shrinker(bugs, SHRINKING_MAX);
                var shrunk = shrinker.shrink(script, failure);
                System.out.println("seed " + seed + ", " + shrunk.steps().size() + " steps after " + shrinker.runs()
                        + " runs: " + failure.what().lines().findFirst().orElse(""));
                assertThat(shrunk.steps()).as(Told.of(shrunk, bugs)).hasSizeLessThan(STORY_MAX);
                assertThat(Told.of(shrunk, bugs)).contains("BROKEN");
                assertThat(Told.of(shrunk, Bugs.NONE)).as("without the bug").contains("and all is well");
                return;
            }
        }
        fail("not found in " + SEEDS_MAX + " seeds");
    }

    /** Rules that take no notice of some of their own events. */
    private record Deaf<S, C, E>(Decider<S, C, E> rules, Predicate<E> deaf) implements Decider<S, C, E> {
        @Override
        public S initialState(String key) {
            return rules.initialState(key);
        }

        @Override
        public List<E> decide(S state, C command, Instant now) {
            return rules.decide(state, command, now);
        }

        @Override
        public void evolve(S state, E event, Instant at) {
            if (!deaf.test(event)) {
                rules.evolve(state, event, at);
            }
        }

        @Override
        public boolean isWorthKeeping(S state) {
            return rules.isWorthKeeping(state);
        }

        @Override
        public long nextDueAt(S state) {
            return rules.nextDueAt(state);
        }

        @Override
        public C whenDue(S state) {
            return rules.whenDue(state);
        }
    }
}
