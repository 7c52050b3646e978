package io.staylog.payment;

import io.staylog.eventsourcing.Engine;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
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
}
