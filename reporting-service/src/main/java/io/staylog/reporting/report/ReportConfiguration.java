package io.staylog.reporting.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.reporting.lifecycle.Loop;
import io.staylog.reporting.projection.LogLookup;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the reports together. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {
    @Bean
    Snapshot snapshot(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        return new Snapshot(jdbc, manager);
    }

    @Bean
    BookingReports bookingReports(Snapshot snapshot) {
        return new BookingReports(snapshot);
    }

    @Bean
    NightReports nightReports(Snapshot snapshot) {
        return new NightReports(snapshot);
    }

    @Bean
    Money money(Snapshot snapshot) {
        return new Money(snapshot);
    }

    @Bean
    Ledger ledger(Snapshot snapshot) {
        return new Ledger(snapshot);
    }

    @Bean
    Care care(Snapshot snapshot) {
        return new Care(snapshot);
    }

    @Bean
    Books books(Snapshot snapshot) {
        return new Books(snapshot);
    }

    @Bean
    Performance performance(Snapshot snapshot) {
        return new Performance(snapshot);
    }

    @Bean
    Behaviour behaviour(Snapshot snapshot) {
        return new Behaviour(snapshot);
    }

    @Bean
    PaymentHealth paymentHealth(Snapshot snapshot) {
        return new PaymentHealth(snapshot);
    }

    @Bean
    Invoices invoices(Snapshot snapshot) {
        return new Invoices(snapshot);
    }

    @Bean
    Lists lists(Snapshot snapshot) {
        return new Lists(snapshot);
    }

    @Bean
    Boards boards(Snapshot snapshot, Clock clock) {
        return new Boards(snapshot, clock);
    }

    @Bean
    Operations operations(Snapshot snapshot) {
        return new Operations(snapshot);
    }

    @Bean
    Timelines timelines(Snapshot snapshot, LogLookup log) {
        return new Timelines(snapshot, log);
    }

    @Bean
    Guests guests(Snapshot snapshot, JdbcTemplate jdbc, PlatformTransactionManager manager, Clock clock) {
        return new Guests(snapshot, jdbc, manager, clock);
    }

    @Bean
    Ari ari(Snapshot snapshot) {
        return new Ari(snapshot);
    }

    @Bean
    Freshness freshness(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        return new Freshness(jdbc, manager);
    }

    @Bean
    DocumentList documentList(Snapshot snapshot) {
        return new DocumentList(snapshot);
    }

    @Bean
    BusinessFigures businessFigures(BookingReports reports, MeterRegistry meters) {
        return new BusinessFigures(reports, meters);
    }

    @Bean
    Loop figuresLoop(BusinessFigures figures, @Value("${staylog.reporting.figures-every:15s}") Duration figuresEvery) {
        return new Loop("business-figures", figuresEvery, figures::refreshIfPossible, () -> {});
    }
}
