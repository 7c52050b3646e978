package io.staylog.booking;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.BookingEngine;
import io.staylog.booking.stream.BookingWire;
import io.staylog.edge.Brokers;
import io.staylog.edge.EdgeProducers;
import io.staylog.edge.guard.LogCheck;
import io.staylog.eventsourcing.Engine;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** The log and its schemas. Nothing here connects before it is used. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    SchemaRegistry schemaRegistry(BookingSettings settings) {
        return new SchemaRegistry(settings.registry().url());
    }

    @Bean
    EventSerializer eventSerializer(SchemaRegistry registry) {
        return new EventSerializer(registry);
    }

    @Bean
    BookingWire bookingWire(SchemaRegistry registry, EventSerializer serializer) {
        return new BookingWire(registry, serializer);
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    Engine<Hotel, BookingCommand, BookingEvent> engine(
            BookingSettings settings, BookingWire wire, MeterRegistry meters) {
        return BookingEngine.create(
                settings.kafka().bootstrapServers(),
                settings.kafka().clientOverrides(),
                settings.instance(),
                settings.dataDir().resolve("snapshots"),
                wire,
                meters);
    }

    @Bean
    ProducerFactory<String, byte[]> requestProducerFactory(BookingSettings settings) {
        return EdgeProducers.factory(
                settings.kafka().bootstrapServers(),
                settings.instance(),
                settings.kafka().clientOverrides());
    }

    @Bean
    KafkaTemplate<String, byte[]> requestTemplate(ProducerFactory<String, byte[]> factory) {
        return new KafkaTemplate<>(factory);
    }

    @Bean
    Brokers brokers(BookingSettings settings, LogCheck check) {
        return new Brokers(
                settings.kafka().bootstrapServers(),
                settings.instance() + "-admin",
                settings.kafka().clientOverrides(),
                check);
    }
}
