package io.staylog.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker is believed because it shares nothing with what it checks. The classes under {@code bad} break every rule. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.staylog.checker");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.staylog.checker.bad");
    private static final Map<String, ArchRule> RULES = new TreeMap<>(Map.of(
            "it knows no class of what it checks", sharesNothing(),
            "the rules know only the JDK", rulesKnowTheJdk(),
            "the rules have no clock", rulesHaveNoClock()));

    static Stream<String> rules() {
        return RULES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void it_holds(String rule) {
        RULES.get(rule).check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void it_bites(String rule) {
        assertThat(RULES.get(rule).evaluate(BAD).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains("checker.bad."));
    }

    @Test
    void nothing_goes_round_in_circles() {
        slices().matching("io.staylog.(**)").should().beFreeOfCycles().check(OURS);
    }

    /** Generated classes are the contract; generic records are only what is on the wire. */
    private static ArchRule sharesNothing() {
        return classes()
                .that()
                .resideInAPackage("..checker..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.staylog.checker..",
                        "java..",
                        "org.jspecify..",
                        "org.apache.kafka..",
                        "org.apache.avro",
                        "org.apache.avro.generic",
                        "org.apache.avro.io",
                        "tools.jackson..");
    }

    private static ArchRule rulesKnowTheJdk() {
        return classes()
                .that()
                .resideInAPackage("..rules..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..checker.rules..", "java..", "org.jspecify..");
    }

    private static ArchRule rulesHaveNoClock() {
        return noClasses()
                .that()
                .resideInAPackage("..rules..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }
}
