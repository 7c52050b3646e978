package io.staylog.payment;

import io.staylog.edge.EngineServiceConfiguration;
import io.staylog.payment.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Runs payment-service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class) // Every client and its settings are ours to say.
@EnableConfigurationProperties(PaymentSettings.class)
@Import({
    KafkaConfiguration.class,
    BankConfiguration.class,
    StartConfiguration.class,
    EngineServiceConfiguration.class,
    HealthConfiguration.class,
    ViewConfiguration.class,
    EdgeConfiguration.class,
    WebConfiguration.class
})
public class PaymentService {

    public static void main(String[] args) {
        SpringApplication.run(PaymentService.class, args);
    }
}
