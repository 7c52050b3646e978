package io.staylog.reporting.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.staylog.reporting.bad.Rows;
import io.staylog.reporting.bad.Scanning;
import io.staylog.reporting.bad.projection.ImpureProjection;
import io.staylog.reporting.bad.report.WebInReport;
import io.staylog.reporting.bad.web.DatabaseInWeb;
import io.staylog.reporting.bad.web.EventInWeb;
import io.staylog.reporting.bad.web.InjectedField;
import io.staylog.reporting.bad.web.KafkaInWeb;
import io.staylog.reporting.bad.web.OldJackson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold, and each of them bites. */
class ArchitectureTest {
    private static final String ROOT = "io.staylog.reporting";
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<Arguments> rulesAndClassesThatBreakThem() {
        return Stream.of(
                Arguments.of(Rules.DATABASE_IN_PROJECTION_AND_REPORT, DatabaseInWeb.class),
                Arguments.of(Rules.KAFKA_IN_PROJECTION, KafkaInWeb.class),
                Arguments.of(Rules.EVENTS_STOP_AT_THE_PROJECTIONS, EventInWeb.class),
                Arguments.of(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.class),
                Arguments.of(Rules.REPORTS_DO_NOT_KNOW_THE_WEB, WebInReport.class),
                Arguments.of(Rules.ONE_JACKSON, OldJackson.class),
                Arguments.of(Rules.NO_FIELD_INJECTION, InjectedField.class),
                Arguments.of(Rules.NO_COMPONENT_SCAN, Scanning.class),
                Arguments.of(Rules.RECORDS_AS_ROWS, Rows.Mutable.class));
    }

    @ParameterizedTest
    @MethodSource("rulesAndClassesThatBreakThem")
    void the_service_keeps_the_rule_and_a_bad_class_breaks_it(ArchRule rule, Class<?> bad) {
        rule.check(SERVICE);
        var classes = new ClassFileImporter().importClasses(bad);
        assertThat(rule.evaluate(classes).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        Rules.noCycles(ROOT).check(SERVICE);
        var circle = ROOT + ".bad.cycle";
        var classes = new ClassFileImporter().importPackages(circle);
        assertThat(Rules.noCycles(circle).evaluate(classes).hasViolation()).isTrue();
    }
}
