package io.staylog.reporting.sources;

import io.staylog.reporting.report.daily.DailyReports;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Offers what documents are made from. */
@Configuration(proxyBeanMethods = false)
public class SourceConfiguration {

    @Bean
    DocumentSources documentSources(
            DailyReports daily, Environment environment, @Value("${staylog.reporting.public-url:}") String publicUrl) {
        return new DocumentSources(daily, new PublicUrl(environment, publicUrl));
    }
}
