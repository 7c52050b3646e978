package io.staylog.edge;

import io.staylog.eventsourcing.Engine;
import io.staylog.schemas.serde.SchemaRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What every service that runs an engine says about itself, and how it ends when it must not start. Which health counts for what
 * is said in the service's own application.yaml.
 */
@Configuration(proxyBeanMethods = false)
public class EngineServiceConfiguration {
    private static final int REFUSED = 1;

    @Bean
    Surroundings surroundings(Brokers brokers, SchemaRegistry registry) {
        return new Surroundings(brokers, registry);
    }

    @Bean
    HealthIndicator startupHealthIndicator(Startup startup) {
        return () -> Healths.startup(startup.waitsFor());
    }

    @Bean
    HealthIndicator engineHealthIndicator(Engine<?, ?, ?> engine) {
        return () -> Healths.engine(engine.status());
    }

    @Bean
    HealthIndicator brokerHealthIndicator(Surroundings surroundings) {
        return () -> Healths.broker(surroundings.brokerTrouble());
    }

    @Bean
    HealthIndicator registryHealthIndicator(Surroundings surroundings) {
        return () -> Healths.registry(surroundings.registryTrouble());
    }

    /** A process that may not work must not look alive. */
    @Bean
    StartRefusal startRefusal(ConfigurableApplicationContext context) {
        return reasons -> Thread.ofPlatform()
                .name("refused-start")
                .daemon(false) // A daemon would be ended with code 0 as soon as the context has closed.
                .start(() -> System.exit(SpringApplication.exit(context, () -> REFUSED)));
    }
}
