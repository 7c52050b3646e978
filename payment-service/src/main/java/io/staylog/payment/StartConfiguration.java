package io.staylog.payment;

import io.staylog.eventsourcing.Engine;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.web.Healths;
import io.staylog.schemas.serde.EventSerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In which order things begin and end, and the truth about this instance; application.yaml says what counts for what. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {
    private static final int REFUSED = 1;

    @Bean
    Startup startup(
            Brokers brokers,
            EventSerializer serializer,
            Engine<HotelPayments, PaymentCommand, PaymentEvent> engine,
            BankWorker worker,
            StartRefusal refusal) {
        return new Startup(brokers, serializer, engine, worker, refusal);
    }

    /** A process that may not work must not look alive. */
    @Bean
    StartRefusal startRefusal(ConfigurableApplicationContext context) {
        return reasons -> Thread.ofPlatform()
                .name("refused-start")
                .daemon(false) // A daemon would be ended with code 0 as soon as the context has closed.
                .start(() -> System.exit(SpringApplication.exit(context, () -> REFUSED)));
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
    HealthIndicator aliveHealthIndicator(
            Engine<HotelPayments, PaymentCommand, PaymentEvent> engine, BankWorker worker) {
        return () -> Healths.alive(engine.status(), worker.status());
    }
}
