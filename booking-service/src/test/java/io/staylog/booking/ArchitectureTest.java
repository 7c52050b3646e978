package io.staylog.booking;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service keeps its rules, and every rule finds what it is there to find. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.staylog.booking");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.staylog.booking.bad");

    static Stream<String> rules() {
        return BookingRules.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_service_keeps_the_rule(String name) {
        rule(name).check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_finds_who_breaks_it(String name) {
        assertThatThrownBy(() -> rule(name).check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.staylog.booking.bad.");
    }

    @Test
    void nothing_goes_round_in_circles() {
        var rule = slices().matching("io.staylog.booking.(*)..").should().beFreeOfCycles();
        rule.check(OURS);
        assertThatThrownBy(() -> slices().matching("io.staylog.booking.bad.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .check(BAD))
                .hasMessageContaining("Cycle");
    }

    private static ArchRule rule(String name) {
        Map<String, ArchRule> all = BookingRules.all();
        assertThat(all).containsKey(name);
        return all.get(name);
    }
}
