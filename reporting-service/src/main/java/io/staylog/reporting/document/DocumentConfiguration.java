package io.staylog.reporting.document;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers documents to whoever renders them. Nothing is loaded before the first one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentSettings.class)
public class DocumentConfiguration {

    @Bean
    Documents documents(DocumentSettings settings) {
        return new Documents(settings);
    }
}
