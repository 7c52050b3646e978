package io.staylog.banksimulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may know what. The classes under {@code bad} break every rule, to show that it bites. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.staylog.banksimulator");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.staylog.banksimulator.bad");
    private static final Map<String, ArchRule> RULES = new TreeMap<>(Map.of(
            "the rules know only the JDK", rulesKnowTheJdk(),
            "the rules have no clock", rulesHaveNoClock(),
            "the rules do not reach outside", rulesReachNothing(),
            "the ledger does not know the edge", ledgerDoesNotKnowTheEdge(),
            "nothing goes round in circles",
                    slices().matching("io.staylog.(**)").should().beFreeOfCycles()));

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
        // By name, because a rule that finds nothing to check is violated too.
        assertThat(RULES.get(rule).evaluate(BAD).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains("banksimulator.bad."));
    }

    private static ArchRule rulesKnowTheJdk() {
        return classes()
                .that()
                .resideInAPackage("..bank..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..banksimulator.bank", "java..", "org.jspecify..");
    }

    private static ArchRule rulesHaveNoClock() {
        return noClasses()
                .that()
                .resideInAPackage("..bank..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now");
    }

    private static ArchRule rulesReachNothing() {
        return noClasses()
                .that()
                .resideInAPackage("..bank..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..");
    }

    private static ArchRule ledgerDoesNotKnowTheEdge() {
        return noClasses()
                .that()
                .resideInAPackage("..ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..http..");
    }
}
