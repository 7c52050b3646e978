package io.staylog.payment;

import io.staylog.edge.ViewHealth;
import io.staylog.eventsourcing.Engine;
import io.staylog.logview.ViewReader;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.view.PaymentFact;
import io.staylog.payment.web.PaymentHealths;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The truth about what only this service has; which of it counts for what is said in application.yaml. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    HealthIndicator bankHealthIndicator(BankWorker worker) {
        return () -> PaymentHealths.bank(worker.status());
    }

    @Bean
    HealthIndicator viewHealthIndicator(ViewReader<PaymentFact> view, EdgeSettings settings) {
        return () -> ViewHealth.of(view.status(), settings.view().behindMax());
    }

    @Bean
    HealthIndicator aliveHealthIndicator(
            Engine<HotelPayments, PaymentCommand, PaymentEvent> engine,
            BankWorker worker,
            ViewReader<PaymentFact> view) {
        return () -> PaymentHealths.alive(
                engine.status(), worker.status(), view.status().threadDied());
    }
}
