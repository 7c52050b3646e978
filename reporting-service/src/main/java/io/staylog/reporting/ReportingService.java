package io.staylog.reporting;

import io.staylog.reporting.document.DocumentConfiguration;
import io.staylog.reporting.guests.GuestConfiguration;
import io.staylog.reporting.live.LiveConfiguration;
import io.staylog.reporting.projection.ProjectionConfiguration;
import io.staylog.reporting.rendering.RenderingConfiguration;
import io.staylog.reporting.report.ReportConfiguration;
import io.staylog.reporting.report.daily.DailyConfiguration;
import io.staylog.reporting.sources.SourceConfiguration;
import io.staylog.reporting.web.WebConfiguration;
import io.staylog.reporting.web.dashboard.DashboardConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Runs reporting-service. It starts also while brokers, registry or database are away, and says so in its readiness. */
@SpringBootConfiguration(proxyBeanMethods = false)
// Both would want their server at start, or go to one that nobody named.
@EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, KafkaAutoConfiguration.class})
@Import({
    ProjectionConfiguration.class,
    ReportConfiguration.class,
    RenderingConfiguration.class,
    DailyConfiguration.class,
    DocumentConfiguration.class,
    SourceConfiguration.class,
    GuestConfiguration.class,
    LiveConfiguration.class,
    WebConfiguration.class,
    DashboardConfiguration.class
})
public class ReportingService {

    public static void main(String[] args) {
        SpringApplication.run(ReportingService.class, args);
    }
}
