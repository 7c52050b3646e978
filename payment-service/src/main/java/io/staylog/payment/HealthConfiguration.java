package io.staylog.payment;

import io.staylog.eventsourcing.Engine;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.web.Healths;
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
    HealthIndicator engineHealthIndicator(Engine<HotelPayments, PaymentCommand, PaymentEvent> engine) {
        return () -> Healths.engine(engine.status());
    }

    @Bean
    HealthIndicator bankHealthIndicator(BankWorker worker) {
        return () -> Healths.bank(worker.status());
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
            Engine<HotelPayments, PaymentCommand, PaymentEvent> engine, BankWorker worker) {
        return () -> Healths.alive(engine.status(), worker.status());
    }
}
