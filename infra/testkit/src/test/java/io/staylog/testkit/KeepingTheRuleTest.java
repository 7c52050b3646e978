package io.staylog.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.serde.CompatibilityRule;
import io.staylog.schemas.serde.CompatibilityRule.Fault;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a registry keeps the rule that it is there for is found out by trying, not by asking. */
class KeepingTheRuleTest {
    private static final String GUEST = Topics.GUEST_PROFILES.subject(GuestProfileSet.getClassSchema());

    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final CompatibilityRule rule = new CompatibilityRule(new SchemaRegistry(registry.url()));

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void a_registry_that_keeps_it_is_tried_once_for_each_topic_and_nothing_is_registered() {
        var before = new SchemaRegistry(registry.url()).versions(GUEST);

        var verdict = rule.tryToBreak(Topics.all());

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.tried()).isEqualTo(Topics.all().size());
        assertThat(rule.exceptions(Topics.all())).isEmpty();
        assertThat(new SchemaRegistry(registry.url()).versions(GUEST)).isEqualTo(before);
    }

    @Test
    void another_level_is_named_with_the_cure() {
        registry.level("BACKWARD");

        assertThat(rule.tryToBreak(Topics.all()).faults())
                .extracting(Fault::sentence)
                .singleElement()
                .asString()
                .contains("BACKWARD, but must be FULL_TRANSITIVE")
                .endsWith("run: staylog schemas register");
    }

    @Test
    void a_level_that_is_set_and_not_in_force_is_found_out() {
        registry.forgetItsLevel(true);

        assertThat(rule.tryToBreak(Topics.all()).faults())
                .hasSize(Topics.all().size())
                .allSatisfy(fault -> assertThat(fault.sentence()).contains("set but not in force"));
    }

    @Test
    void a_subject_with_a_level_of_its_own_is_found_both_ways() {
        registry.level(GUEST, "NONE");

        assertThat(rule.tryToBreak(Topics.all()).faults())
                .extracting(Fault::says)
                .singleElement()
                .asString()
                .contains(GUEST);
        assertThat(rule.exceptions(Topics.all()))
                .extracting(Fault::sentence)
                .singleElement()
                .asString()
                .contains(GUEST + " has a level of its own, NONE", "curl -X DELETE");
    }

    @Test
    void where_nothing_is_registered_nothing_can_be_tried() {
        try (var empty = RegistryDouble.empty()) {
            empty.level(SchemaRegistration.LEVEL);

            var verdict = new CompatibilityRule(new SchemaRegistry(empty.url())).tryToBreak(Topics.all());

            assertThat(verdict.tried()).isZero();
            assertThat(verdict.faults()).isEmpty();
        }
    }
}
