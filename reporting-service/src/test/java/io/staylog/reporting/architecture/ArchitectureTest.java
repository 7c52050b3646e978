package io.staylog.reporting.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.staylog.reporting.bad.Rows;
import io.staylog.reporting.bad.Scanning;
import io.staylog.reporting.bad.document.ImpureDocument;
import io.staylog.reporting.bad.ledger.ImpureLedger;
import io.staylog.reporting.bad.projection.ImpureProjection;
import io.staylog.reporting.bad.projection.WebInProjection;
import io.staylog.reporting.bad.report.WebInReport;
import io.staylog.reporting.bad.web.DatabaseInWeb;
import io.staylog.reporting.bad.web.EventInWeb;
import io.staylog.reporting.bad.web.InjectedField;
import io.staylog.reporting.bad.web.KafkaInWeb;
import io.staylog.reporting.bad.web.OldJackson;
import java.lang.reflect.Field;
import java.util.Arrays;
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
                breaks(Rules.DATABASE_IN_PROJECTION_AND_REPORT, DatabaseInWeb.Jdbc.class),
                breaks(Rules.DATABASE_IN_PROJECTION_AND_REPORT, DatabaseInWeb.Pool.class),
                breaks(Rules.DATABASE_IN_PROJECTION_AND_REPORT, DatabaseInWeb.SpringJdbc.class),
                breaks(Rules.DATABASE_IN_PROJECTION_AND_REPORT, DatabaseInWeb.Migration.class),
                breaks(Rules.KAFKA_IN_PROJECTION, KafkaInWeb.Clients.class),
                breaks(Rules.KAFKA_IN_PROJECTION, KafkaInWeb.SpringKafka.class),
                breaks(Rules.EVENTS_STOP_AT_THE_PROJECTIONS, EventInWeb.OfABooking.class),
                breaks(Rules.EVENTS_STOP_AT_THE_PROJECTIONS, EventInWeb.OfAPayment.class),
                breaks(Rules.EVENTS_STOP_AT_THE_PROJECTIONS, EventInWeb.PartOfEvents.class),
                breaks(Rules.EVENTS_STOP_AT_THE_PROJECTIONS, EventInWeb.OfAGuest.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.Spring.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.Logs.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.Database.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.Files.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.Net.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.HasAClock.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.AsksTheTime.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.AsksTheDate.class),
                breaks(Rules.PROJECTIONS_ARE_PURE, ImpureProjection.MakesUpAnId.class),
                breaks(Rules.BOOKKEEPING_IS_PURE, ImpureLedger.KnowsEvents.class),
                breaks(Rules.BOOKKEEPING_IS_PURE, ImpureLedger.AsksTheTime.class),
                breaks(Rules.BOOKKEEPING_IS_PURE, ImpureLedger.AsksTheDate.class),
                breaks(Rules.BOOKKEEPING_IS_PURE, ImpureLedger.MakesUpAnId.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.Spring.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.Log.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.Database.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.Net.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.HasAClock.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.AsksTheTime.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.AsksTheDate.class),
                breaks(Rules.DOCUMENTS_ARE_PURE, ImpureDocument.MakesUpAnId.class),
                breaks(Rules.REPORTS_DO_NOT_KNOW_THE_WEB, WebInReport.SpringWeb.class),
                breaks(Rules.REPORTS_DO_NOT_KNOW_THE_WEB, WebInReport.Servlet.class),
                breaks(Rules.REPORTS_DO_NOT_KNOW_THE_WEB, WebInReport.OurWeb.class),
                breaks(Rules.REPORTS_DO_NOT_KNOW_THE_WEB, WebInProjection.class),
                breaks(Rules.ONE_JACKSON, OldJackson.Streaming.class),
                breaks(Rules.ONE_JACKSON, OldJackson.Databind.class),
                breaks(Rules.NO_FIELD_INJECTION, InjectedField.class),
                breaks(Rules.NO_COMPONENT_SCAN, Scanning.class),
                breaks(Rules.RECORDS_AS_ROWS, Rows.Mutable.class));
    }

    private static Arguments breaks(ArchRule rule, Class<?> bad) {
        return Arguments.of(rule, bad);
    }

    static Stream<ArchRule> rules() {
        return Arrays.stream(Rules.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(ArchitectureTest::rule);
    }

    private static ArchRule rule(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_service_keeps_the_rule(ArchRule rule) {
        rule.check(SERVICE);
    }

    /** One class for each thing that a rule forbids, so that no part of a rule is idle. */
    @ParameterizedTest
    @MethodSource("rulesAndClassesThatBreakThem")
    void a_bad_class_breaks_the_rule(ArchRule rule, Class<?> bad) {
        var classes = new ClassFileImporter().importClasses(bad);
        assertThat(rule.evaluate(classes).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    @Test
    void every_rule_has_a_class_that_breaks_it() {
        assertThat(rulesAndClassesThatBreakThem().map(row -> row.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(rules().toList());
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        Rules.noCycles(ROOT).check(SERVICE);
        var circle = ROOT + ".bad.cycle";
        var classes = new ClassFileImporter().importPackages(circle);
        assertThat(Rules.noCycles(circle).evaluate(classes).hasViolation()).isTrue();
    }
}
