package io.staylog.payment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may know what. The classes under {@code bad} break every rule, to show that it bites. */
class ArchitectureTest {
    private static final String A_BANK = "..payment..bank.*..";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.staylog.payment");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.staylog.payment.bad");
    private static final Map<String, ArchRule> RULES = new TreeMap<>(Map.ofEntries(
            entry("the domain knows nothing but the JDK", domainKnowsTheJdk()),
            entry("the domain has no clock and no dice", domainIsPure()),
            entry("events and commands are sealed", sealed()),
            entry("only wires know the records of the contract", onlyWiresKnowAvro()),
            entry("only a bank's own package calls the outside", onlyBanksCallOut()),
            entry("nobody knows a bank's own classes but for the list of all banks", banksAreSecrets()),
            entry("a bank knows no other", banksDoNotKnowEachOther()),
            entry("web does not know stream", unaware("web", "stream")),
            entry("stream does not know web", unaware("stream", "web")),
            entry("view does not know web", unaware("view", "web")),
            entry("bank does not know stream", unaware("bank", "stream")),
            entry("stream does not know bank", unaware("stream", "bank")),
            entry(
                    "nothing goes round in circles",
                    slices().matching("io.staylog.payment.(**)").should().beFreeOfCycles())));

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
                .anyMatch(detail -> detail.contains("payment.bad."));
    }

    private static ArchRule domainKnowsTheJdk() {
        return classes()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "..payment.domain..",
                        "java.lang..",
                        "java.time..",
                        "java.util",
                        "java.util.function..",
                        "java.util.stream..",
                        "org.jspecify..");
    }

    private static ArchRule domainIsPure() {
        return noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, InstantSource.class, Random.class, System.class, Thread.class);
    }

    private static ArchRule sealed() {
        return classes()
                .that()
                .resideInAPackage("..domain..")
                .and(simpleNameEndingWith("Event").or(simpleNameEndingWith("Command")))
                .should(new ArchCondition<>("be sealed and permit interfaces and records only") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        var reflected = type.reflect();
                        boolean good = reflected.isSealed()
                                && Stream.of(reflected.getPermittedSubclasses())
                                        .allMatch(permitted -> permitted.isRecord() || permitted.isSealed());
                        events.add(new SimpleConditionEvent(type, good, type.getName() + " is open"));
                    }
                });
    }

    private static ArchRule onlyWiresKnowAvro() {
        return noClasses()
                .that()
                .haveNameNotMatching(".*(Wire|StateFormat)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.staylog.schemas.payment..", "io.staylog.schemas.booking..");
    }

    /** What the world outside is called through. */
    private static ArchRule onlyBanksCallOut() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(A_BANK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "com.stripe..");
    }

    /** So a further bank is one more package, and a line in {@link BankConfiguration#KINDS}. */
    private static ArchRule banksAreSecrets() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(A_BANK)
                .and()
                .doNotHaveFullyQualifiedName(BankConfiguration.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(A_BANK);
    }

    private static ArchRule banksDoNotKnowEachOther() {
        return slices().matching("..payment..bank.(*)").should().notDependOnEachOther();
    }

    private static ArchRule unaware(String of, String other) {
        return noClasses()
                .that()
                .resideInAPackage("..payment.." + of + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..payment.." + other + "..");
    }
}
