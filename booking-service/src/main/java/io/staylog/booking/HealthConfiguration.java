package io.staylog.booking;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.view.ViewReader;
import io.staylog.eventsourcing.Engine;
import io.staylog.schemas.serde.SchemaRegistry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The truth about this instance; which of it counts for what is said in application.yaml. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    Surroundings surroundings(Brokers brokers, SchemaRegistry registry) {
        return new Surroundings(brokers, registry);
    }

    @Bean
    HealthIndicator startupHealthIndicator(Startup startup) {
        return () -> Healths.startup(startup.waitsFor());
    }

    @Bean
    HealthIndicator engineHealthIndicator(Engine<Hotel, BookingCommand, BookingEvent> engine) {
        return () -> Healths.engine(engine.status());
    }

    @Bean
    HealthIndicator viewHealthIndicator(ViewReader view, BookingSettings settings) {
        return () -> Healths.view(view.status(), settings.view().behindMax());
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
    HealthIndicator aliveHealthIndicator(
            Startup startup, Engine<Hotel, BookingCommand, BookingEvent> engine, ViewReader view) {
        return () -> Healths.alive(
                engine.status(),
                startup.isOpen() && startup.isRunning() && !engine.isAlive(),
                view.status().threadDied());
    }
}
