package io.staylog.booking;

import io.staylog.booking.web.WebConfiguration;
import io.staylog.edge.EngineServiceConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Runs booking-service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class) // Every client and its settings are ours to say.
@EnableConfigurationProperties(BookingSettings.class)
@Import({
    KafkaConfiguration.class,
    ViewConfiguration.class,
    EdgeConfiguration.class,
    WebConfiguration.class,
    EngineServiceConfiguration.class,
    HealthConfiguration.class,
    StartConfiguration.class
})
public class BookingService {

    public static void main(String[] args) {
        SpringApplication.run(BookingService.class, args);
    }
}
