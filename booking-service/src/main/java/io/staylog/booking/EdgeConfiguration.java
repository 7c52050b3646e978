package io.staylog.booking;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.staylog.booking.view.Fact;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.web.Answers;
import io.staylog.booking.web.Desk;
import io.staylog.booking.web.Freshness;
import io.staylog.booking.web.InvoiceRetention;
import io.staylog.booking.web.PendingRequests;
import io.staylog.booking.web.RequestLog;
import io.staylog.edge.Startup;
import io.staylog.edge.web.AccessToken;
import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.EdgeLimits;
import io.staylog.edge.web.Problems;
import io.staylog.logview.ViewReader;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SerdeSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

/** What the HTTP edge needs from the rest of the service. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    AccessToken accessToken(BookingSettings settings) {
        return AccessToken.ofFile(settings.tokenFile());
    }

    @Bean
    EdgeLimits edgeLimits(BookingSettings settings) {
        var web = settings.web();
        return new EdgeLimits(Set.copyOf(web.allowedHosts()), web.bodyTimeout());
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
    RequestLog requestLog(
            BookingSettings settings,
            KafkaTemplate<String, byte[]> kafka,
            EventSerializer ours,
            Tracer tracer,
            Startup startup) {
        return new RequestLog(
                kafka, requestSerializer(settings, ours), tracer, InstantSource.system(), startup::isOpen);
    }

    /** What configuration names. Ours is the one that has looked up its schemas at the start and needs no registry since. */
    static Serializer<SpecificRecord> requestSerializer(BookingSettings settings, EventSerializer ours) {
        var named = settings.kafka().valueSerializer();
        return named.equals(SerdeSettings.OURS)
                ? ours
                : SerdeSettings.serializer(named, settings.registry().url(), Map.of());
    }

    @Bean
    Desk desk(RequestLog log, ReadModel model, Freshness freshness, PendingRequests pending, Answers answers) {
        return new Desk(log, model, freshness, pending, answers);
    }

    @Bean
    InvoiceRetention invoiceRetention(BookingSettings settings, ReadModel model) {
        return new InvoiceRetention(model, settings.invoices().buyersKeptYears());
    }

    @Bean
    PendingRequests pendingRequests() {
        return new PendingRequests();
    }

    @Bean
    Freshness freshness(ReadModel model, ViewReader<Fact> view) {
        return new Freshness(model, view.status());
    }
}
