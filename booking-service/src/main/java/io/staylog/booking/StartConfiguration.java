package io.staylog.booking;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.view.ViewReader;
import io.staylog.eventsourcing.Engine;
import io.staylog.schemas.serde.EventSerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In which order things begin and end. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {
    private static final int REFUSED = 1;

    @Bean
    Startup startup(
            Brokers brokers,
            EventSerializer serializer,
            ViewReader view,
            Engine<Hotel, BookingCommand, BookingEvent> engine,
            StartRefusal refusal) {
        return new Startup(brokers, serializer, view, engine, refusal);
    }

    @Bean
    LastCall lastCall(ReadModel model) {
        return new LastCall(model.waiters());
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
