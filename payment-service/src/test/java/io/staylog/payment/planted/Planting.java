package io.staylog.payment.planted;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.Engine;
import io.staylog.eventsourcing.EngineSettings;
import io.staylog.payment.PaymentSettings;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.Gateways;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.PaymentEngine;
import io.staylog.payment.stream.PaymentStateFormat;
import io.staylog.payment.stream.PaymentWire;
import io.staylog.payment.stream.Standings;
import io.staylog.schemas.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts bugs into the service: around its way to the bank, and around its rules. */
@Configuration(proxyBeanMethods = false)
public class Planting {

    @Bean
    static BeanPostProcessor bugAtTheBank() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Gateways gateways ? planted(gateways) : bean;
            }
        };
    }

    private static Gateways planted(Gateways gateways) {
        var planted = new HashMap<String, BankGateway>();
        gateways.names().forEach(name -> planted.put(name, PlantedGateway.around(gateways.find(name))));
        return new Gateways(gateways.nameOf(""), planted);
    }

    /** As {@link PaymentEngine} makes it, but for the rules. */
    @Bean(destroyMethod = "")
    Engine<HotelPayments, PaymentCommand, PaymentEvent> engine(
            PaymentSettings settings,
            PaymentTimes times,
            GatewayChoice gateways,
            PaymentWire wire,
            Standings standings,
            MeterRegistry meters) {
        var engine = new EngineSettings(
                PaymentEngine.GROUP,
                settings.instance(),
                settings.kafka().bootstrapServers(),
                List.of(Topics.PAYMENT_REQUESTS.name(), Topics.BANK_ANSWERS.name()),
                List.of(Topics.BOOKING_EVENTS.name()),
                Topics.PAYMENT_EVENTS.name(),
                settings.dataDir().resolve("snapshots"));
        return new Engine<>(
                engine,
                new PlantedDecider(new PaymentDeciderAdapter(times, standings, gateways)),
                wire,
                new PaymentStateFormat(times, standings, gateways),
                meters,
                InstantSource.system(),
                new Clients(engine));
    }
}
