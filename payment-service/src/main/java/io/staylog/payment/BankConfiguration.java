package io.staylog.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.payment.bank.BankCallWire;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.bank.BankWorkerSettings;
import io.staylog.payment.bank.HttpBankGateway;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the bank. Another bank is another {@link BankGateway} here, and nothing else. */
@Configuration(proxyBeanMethods = false)
class BankConfiguration {

    @Bean
    HttpBankGateway bankGateway(PaymentSettings settings) {
        var bank = settings.bank();
        return new HttpBankGateway(
                new HttpBankGateway.Settings(bank.url(), bank.connectTimeout(), bank.requestTimeout()));
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    BankWorker bankWorker(
            PaymentSettings settings,
            PaymentTimes times,
            BankGateway gateway,
            SchemaRegistry registry,
            EventSerializer serializer,
            MeterRegistry meters) {
        return new BankWorker(
                new BankWorkerSettings(
                                settings.kafka().bootstrapServers(),
                                settings.instance(),
                                times.keyLives(),
                                settings.bank().requestTimeout())
                        .withInFlightMax(settings.bank().inFlightMax()),
                gateway,
                new BankCallWire(registry, serializer),
                meters,
                InstantSource.system());
    }
}
