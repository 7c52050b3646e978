package io.staylog.reporting.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan;

/** Who may know what in reporting-service. */
final class Rules {
    /** The pure functions, with what the compiler makes of their switches. */
    private static final String PROJECTIONS = ".*Projection(\\$.*)?";

    static final ArchRule DATABASE_IN_PROJECTION_AND_REPORT = noClasses()
            .that()
            .resideOutsideOfPackages("..projection..", "..report..", "..rendering..", "..sources..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.flywaydb..");

    static final ArchRule KAFKA_IN_PROJECTION = noClasses()
            .that()
            .resideOutsideOfPackages("..projection..", "..rendering..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    static final ArchRule EVENTS_STOP_AT_THE_PROJECTIONS = noClasses()
            .that()
            .haveNameNotMatching(PROJECTIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.staylog.schemas.booking..",
                    "io.staylog.schemas.payment..",
                    "io.staylog.schemas.common..",
                    "io.staylog.schemas.guest..");

    static final ArchRule PROJECTIONS_ARE_PURE = noClasses()
            .that()
            .haveNameMatching(PROJECTIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.slf4j..", "java.sql..", "java.io..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    static final ArchRule BOOKKEEPING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..ledger..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("..ledger..", "java.lang..", "java.time..", "java.util..", "org.jspecify..")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    static final ArchRule DOCUMENTS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("..document..")
            .and()
            // What makes them a bean and a setting.
            .haveNameNotMatching(".*\\.document\\.Document(Configuration|Settings)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "java.sql..")
            .orShould()
            // Writing an address asks nobody.
            .dependOnClassesThat(resideInAPackage("java.net..").and(not(type(URLEncoder.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    static final ArchRule REPORTS_DO_NOT_KNOW_THE_WEB = noClasses()
            .that()
            .resideInAnyPackage("..projection..", "..report..", "..rendering..", "..sources..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..reporting..web..", "org.springframework.web..", "jakarta.servlet..");

    static final ArchRule ONE_JACKSON = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

    static final ArchRule NO_FIELD_INJECTION = noFields().should().beAnnotatedWith(Autowired.class);

    static final ArchRule NO_COMPONENT_SCAN = noClasses().should().beAnnotatedWith(ComponentScan.class);

    static final ArchRule RECORDS_AS_ROWS = classes()
            .that()
            .areMemberClasses()
            .and()
            .haveNameMatching(".*\\.Rows\\$.*")
            .should()
            .beRecords();

    private Rules() {}

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }
}
