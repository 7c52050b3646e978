package io.staylog.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.edge.Brokers;
import io.staylog.edge.guard.LogCheck;
import io.staylog.eventsourcing.Engine;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.stream.PaymentEngine;
import io.staylog.payment.stream.PaymentWire;
import io.staylog.payment.stream.Standings;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log, its schemas and the rules that run on it. Nothing here connects before it is used. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    SchemaRegistry schemaRegistry(PaymentSettings settings) {
        return new SchemaRegistry(settings.registry().url());
    }

    @Bean
    EventSerializer eventSerializer(SchemaRegistry registry) {
        return new EventSerializer(registry);
    }

    @Bean
    PaymentWire paymentWire(SchemaRegistry registry, EventSerializer serializer, MeterRegistry meters) {
        return new PaymentWire(registry, serializer, meters);
    }

    @Bean
    PaymentTimes paymentTimes(PaymentSettings settings) {
        return PaymentTimes.USUAL.withNotFoundTwice(settings.bank().notFoundTwice());
    }

    @Bean
    Standings standings() {
        return new Standings();
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    Engine<HotelPayments, PaymentCommand, PaymentEvent> engine(
            PaymentSettings settings,
            PaymentTimes times,
            GatewayChoice gateways,
            PaymentWire wire,
            Standings standings,
            MeterRegistry meters) {
        return PaymentEngine.create(
                settings.kafka().bootstrapServers(),
                settings.kafka().clientOverrides(),
                settings.instance(),
                settings.dataDir().resolve("snapshots"),
                times,
                gateways,
                wire,
                standings,
                meters);
    }

    @Bean
    Brokers brokers(PaymentSettings settings, LogCheck check) {
        return new Brokers(
                settings.kafka().bootstrapServers(),
                settings.instance() + "-admin",
                settings.kafka().clientOverrides(),
                check);
    }
}
