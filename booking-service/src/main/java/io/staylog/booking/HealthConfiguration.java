package io.staylog.booking;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.view.Fact;
import io.staylog.edge.Startup;
import io.staylog.edge.ViewHealth;
import io.staylog.eventsourcing.Engine;
import io.staylog.logview.ViewReader;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The truth about what only this service has; which of it counts for what is said in application.yaml. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    HealthIndicator viewHealthIndicator(ViewReader<Fact> view, BookingSettings settings) {
        return () -> ViewHealth.of(view.status(), settings.view().behindMax());
    }

    @Bean
    HealthIndicator aliveHealthIndicator(
            Startup startup, Engine<Hotel, BookingCommand, BookingEvent> engine, ViewReader<Fact> view) {
        return () -> BookingHealths.alive(
                engine.status(),
                startup.isOpen() && startup.isRunning() && !engine.isAlive(),
                view.status().threadDied());
    }
}
