package io.staylog.booking.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.staylog.booking.view.ReadModel;
import io.staylog.edge.web.AccessToken;
import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.EdgeLimits;
import io.staylog.edge.web.Problems;
import io.staylog.logview.History;
import io.staylog.logview.ViewStatus;
import io.staylog.logview.Waiters;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;

/** The edge alone, with a log that takes everything and a view that knows nothing. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import(WebConfiguration.class)
class EdgeApplication {
    static final String TOKEN = "a-token-for-tests";

    @Bean(destroyMethod = "")
    MockProducer<String, byte[]> producer() {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public void close(Duration timeout) {
                // The template closes what it has used; this one is used again.
            }
        };
    }

    @Bean
    AtomicBoolean open() {
        return new AtomicBoolean(true);
    }

    @Bean(destroyMethod = "close")
    RegistryDouble registry() {
        return RegistryDouble.withOurSchemas();
    }

    @Bean
    RequestLog requestLog(
            MockProducer<String, byte[]> producer, RegistryDouble registry, Tracer tracer, AtomicBoolean open) {
        var serializer = new EventSerializer(new SchemaRegistry(registry.url()));
        var template = new KafkaTemplate<String, byte[]>(() -> producer);
        return new RequestLog(template, serializer, tracer, InstantSource.system(), open::get);
    }

    @Bean
    ReadModel readModel() {
        return new ReadModel(1_000, Duration.ofHours(24), InstantSource.system(), new Waiters(1));
    }

    @Bean
    ViewStatus viewStatus() {
        return new ViewStatus();
    }

    @Bean
    InvoiceRetention invoiceRetention(ReadModel model) {
        return new InvoiceRetention(model, 10);
    }

    @Bean
    PendingRequests pendingRequests() {
        return new PendingRequests();
    }

    @Bean
    History history(RegistryDouble registry) {
        var deserializer = new EventDeserializer(new SchemaRegistry(registry.url()), Topics.BOOKING_EVENTS);
        return new History(
                Topics.BOOKING_EVENTS.name(),
                () -> {
                    throw new KafkaException("no broker in this test");
                },
                deserializer);
    }

    @Bean
    Problems problems(Tracer tracer) {
        return new Problems(tracer);
    }

    @Bean
    AnswerFigures answerFigures(MeterRegistry meters) {
        return new AnswerFigures(meters);
    }

    @Bean
    Answers answers(Problems problems, AnswerFigures figures) {
        return new Answers(problems, figures);
    }

    @Bean
    Desk desk(RequestLog log, ReadModel model, Freshness freshness, PendingRequests pending, Answers answers) {
        return new Desk(log, model, freshness, pending, answers);
    }

    @Bean
    Freshness freshness(ReadModel model, ViewStatus status) {
        return new Freshness(model, status);
    }

    @Bean
    AccessToken accessToken() throws IOException {
        var file = Files.createTempFile("staylog-test", "token");
        Files.writeString(file, TOKEN);
        return AccessToken.ofFile(file);
    }

    @Bean
    EdgeLimits edgeLimits() {
        return new EdgeLimits(Set.of("desk.example"), Duration.ofSeconds(1));
    }
}
