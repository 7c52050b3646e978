package io.staylog.banksimulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.staylog.banksimulator");

    @Test
    void the_rules_know_only_the_jdk_and_no_clock() {
        classes()
                .that()
                .resideInAPackage("..bank..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..banksimulator.bank", "java..", "org.jspecify..")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("..bank..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..")
                .check(ours);
    }

    @Test
    void the_ledger_does_not_know_the_edge_and_nothing_goes_round_in_circles() {
        noClasses()
                .that()
                .resideInAPackage("..ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..http..")
                .check(ours);
        slices().matching("io.staylog.(**)").should().beFreeOfCycles().check(ours);
    }
}
