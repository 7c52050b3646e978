package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.Snapshot;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the daily report together. */
@Configuration(proxyBeanMethods = false)
public class DailyConfiguration {
    @Bean
    DailyReports dailyReports(Snapshot snapshot) {
        return new DailyReports(snapshot);
    }
}
