package io.staylog.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.staylog.edge.EdgeProducers;
import io.staylog.edge.Startup;
import io.staylog.edge.web.AccessToken;
import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.EdgeLimits;
import io.staylog.edge.web.LogAppender;
import io.staylog.edge.web.Problems;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.ViewReader;
import io.staylog.payment.view.PaymentFact;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.payment.web.PaymentAnswers;
import io.staylog.payment.web.PaymentDesk;
import io.staylog.payment.web.PendingRequests;
import io.staylog.schemas.serde.EventSerializer;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** What the HTTP edge needs from the rest of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
class EdgeConfiguration {
    // The decider believes what is on the service's own topics only from the service itself.
    private static final String SOURCE = "payment-service";
    private static final Pattern NOTIFICATIONS = Pattern.compile("/gateway/[A-Za-z0-9._-]{1,64}/notifications");

    @Bean
    AccessToken accessToken(EdgeSettings settings) {
        return AccessToken.ofFile(settings.tokenFile());
    }

    @Bean
    EdgeLimits edgeLimits(EdgeSettings settings) {
        var web = settings.web();
        return new EdgeLimits(Set.copyOf(web.allowedHosts()), web.bodyTimeout(), NOTIFICATIONS);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
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
    PaymentAnswers paymentAnswers(Problems problems, AnswerFigures figures) {
        return new PaymentAnswers(problems, figures);
    }

    @Bean
    ProducerFactory<String, byte[]> edgeProducerFactory(PaymentSettings settings) {
        return EdgeProducers.factory(
                settings.kafka().bootstrapServers(),
                settings.instance(),
                settings.kafka().clientOverrides());
    }

    @Bean
    KafkaTemplate<String, byte[]> edgeTemplate(ProducerFactory<String, byte[]> factory) {
        return new KafkaTemplate<>(factory);
    }

    @Bean
    LogAppender logAppender(
            KafkaTemplate<String, byte[]> kafka,
            EventSerializer serializer,
            Tracer tracer,
            InstantSource clock,
            Startup startup) {
        return new LogAppender(kafka, serializer, tracer, clock, startup::isOpen, SOURCE);
    }

    @Bean
    ViewGate viewGate(PaymentReadModel model, ViewReader<PaymentFact> view) {
        return new ViewGate(model, view.status());
    }

    @Bean
    PendingRequests pendingRequests() {
        return new PendingRequests();
    }

    @Bean
    PaymentDesk paymentDesk(
            LogAppender log, PaymentReadModel model, ViewGate gate, PendingRequests pending, PaymentAnswers answers) {
        return new PaymentDesk(log, model, gate, pending, answers);
    }
}
