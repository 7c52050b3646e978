package io.staylog.payment.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.staylog.edge.web.AccessToken;
import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.EdgeLimits;
import io.staylog.edge.web.LogAppender;
import io.staylog.edge.web.Problems;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.History;
import io.staylog.logview.ViewStatus;
import io.staylog.logview.Waiters;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.Gateways;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.payment.view.Story;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
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

/** The edge alone, with a log that takes everything, a view that knows nothing and a bank whose word is taken. */
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
    AtomicReference<Instant> now() {
        return new AtomicReference<>(Story.NOW);
    }

    @Bean
    InstantSource clock(AtomicReference<Instant> now) {
        return now::get;
    }

    @Bean
    LogAppender logAppender(
            MockProducer<String, byte[]> producer,
            RegistryDouble registry,
            Tracer tracer,
            InstantSource clock,
            AtomicBoolean open) {
        var serializer = new EventSerializer(new SchemaRegistry(registry.url()));
        var template = new KafkaTemplate<String, byte[]>(() -> producer);
        return new LogAppender(template, serializer, tracer, clock, open::get, "payment-service");
    }

    @Bean
    PaymentReadModel readModel(InstantSource clock) {
        return new PaymentReadModel(1_000, Duration.ofHours(24), clock, new Waiters(1));
    }

    @Bean
    ViewStatus viewStatus() {
        return new ViewStatus();
    }

    @Bean
    ViewGate viewGate(PaymentReadModel model, ViewStatus status) {
        return new ViewGate(model, status);
    }

    @Bean
    History history(RegistryDouble registry) {
        var deserializer = new EventDeserializer(new SchemaRegistry(registry.url()), Topics.PAYMENT_EVENTS);
        return new History(
                Topics.PAYMENT_EVENTS.name(),
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
    PaymentAnswers answers(Problems problems, AnswerFigures figures) {
        return new PaymentAnswers(problems, figures);
    }

    @Bean
    PendingRequests pendingRequests() {
        return new PendingRequests();
    }

    @Bean
    PaymentDesk desk(
            LogAppender log, PaymentReadModel model, ViewGate gate, PendingRequests pending, PaymentAnswers answers) {
        return new PaymentDesk(log, model, gate, pending, answers);
    }

    @Bean
    TalkingBank bank() {
        return new TalkingBank();
    }

    @Bean(destroyMethod = "")
    Gateways gateways(TalkingBank bank) {
        return new Gateways("simulator", Map.<String, BankGateway>of("simulator", bank));
    }

    @Bean
    AccessToken accessToken() throws IOException {
        var file = Files.createTempFile("staylog-test", "token");
        Files.writeString(file, TOKEN);
        return AccessToken.ofFile(file);
    }

    @Bean
    EdgeLimits edgeLimits() {
        var signed = Pattern.compile("/gateway/[A-Za-z0-9._-]{1,64}/notifications");
        return new EdgeLimits(Set.of("pay.example"), Duration.ofSeconds(1), signed);
    }
}
