package io.staylog.reporting.sources;

import io.staylog.reporting.report.daily.DailyReports;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers what documents are made from. */
@Configuration(proxyBeanMethods = false)
public class SourceConfiguration {

    @Bean
    DocumentSources documentSources(DailyReports daily) {
        return new DocumentSources(daily);
    }
}
