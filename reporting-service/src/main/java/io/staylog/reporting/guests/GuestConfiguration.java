package io.staylog.reporting.guests;

import io.staylog.reporting.projection.ProfileProgress;
import io.staylog.reporting.rendering.StoredDocuments;
import io.staylog.reporting.report.Guests;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the erasure of guests together. */
@Configuration(proxyBeanMethods = false)
public class GuestConfiguration {
    @Bean
    Erasure erasure(Guests guests, StoredDocuments documents, ProfileProgress progress) {
        return new Erasure(guests, documents, progress);
    }
}
