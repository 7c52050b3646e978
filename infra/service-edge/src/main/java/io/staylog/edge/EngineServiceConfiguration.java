package io.staylog.edge;

import io.staylog.edge.guard.LogCheck;
import io.staylog.eventsourcing.Engine;
import io.staylog.guard.Verdict;
import io.staylog.schemas.serde.SchemaRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

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

    @Bean
    LogCheck logCheck(Environment environment) {
        return LogCheck.of(environment);
    }

    /** A process that may not work must not look alive. */
    @Bean
    StartRefusal startRefusal(ConfigurableApplicationContext context) {
        var service = context.getEnvironment().getProperty("spring.application.name", "this service");
        return reasons -> Thread.ofPlatform()
                .name("refused-start")
                .daemon(false) // A daemon would be ended with code 0 as soon as the context has closed.
                .start(() -> {
                    int code = SpringApplication.exit(context, () -> REFUSED);
                    System.err.println(Verdict.refusalOf(service, reasons));
                    System.exit(code);
                });
    }
}
