package io.staylog.reporting.rendering;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.edge.LazyAdmin;
import io.staylog.reporting.document.Documents;
import io.staylog.reporting.lifecycle.Loop;
import io.staylog.reporting.lifecycle.Role;
import io.staylog.reporting.projection.Past;
import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.reporting.projection.ProjectionSettings;
import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.sources.DocumentSources;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the rendering together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RenderingSettings.class, Role.Settings.class})
public class RenderingConfiguration {
    private static final Duration RETENTION_LOOK_EVERY = Duration.ofMinutes(1);

    @Bean
    RenderingMetrics renderingMetrics(MeterRegistry meters) {
        return new RenderingMetrics(meters);
    }

    @Bean
    StoredDocuments storedDocuments(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        return new StoredDocuments(jdbc, manager);
    }

    @Bean
    Reached reached(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        return new Reached(jdbc, manager);
    }

    @Bean
    ReportLog reportLog(DefaultKafkaProducerFactory<byte[], byte[]> producers, SchemaRegistry registry, Clock clock) {
        return new ReportLog(new KafkaTemplate<>(producers), new EventSerializer(registry), clock);
    }

    @Bean
    DocumentMaker documentMaker(DocumentSources sources, Documents documents) {
        return new SourcedDocuments(sources, documents);
    }

    @Bean
    DocumentDesk documentDesk(ReportLog log, DocumentList list, StoredDocuments stored, JdbcTemplate jdbc) {
        return new DocumentDesk(log, list, stored, jdbc);
    }

    @Bean
    Verification verification(
            DocumentMaker maker, Snapshot snapshot, Past past, DocumentList list, StoredDocuments stored, Clock clock) {
        return new Verification(maker, snapshot, past, list, stored, clock);
    }

    @Bean
    Desk desk(
            DefaultKafkaProducerFactory<byte[], byte[]> producers,
            SchemaRegistry registry,
            ReportLog log,
            RenderingJob job,
            ObjectProvider<ErasureDesk> erasures,
            RenderingSettings settings,
            RenderingMetrics metrics) {
        var deserializer = new EventDeserializer(registry, Topics.REPORT_REQUESTS);
        return new Desk(
                deserializer,
                new KafkaTemplate<>(producers),
                log,
                job,
                request -> erasures.getObject().erase(request),
                settings.group(),
                metrics);
    }

    @Bean
    RenderingJob renderingJob(
            DocumentMaker maker,
            Snapshot snapshot,
            DocumentList list,
            StoredDocuments stored,
            JdbcTemplate jdbc,
            ReportLog log,
            Reached reached,
            RenderingMetrics metrics,
            RenderingSettings settings,
            ProjectionSettings projection) {
        var tools = new RenderingJob.Tools(maker, snapshot, list, stored, new WorkBoard(jdbc), log, reached, metrics);
        return new RenderingJob(tools, settings, projection.instance());
    }

    @Bean
    Renderers renderers(
            Role.Settings role,
            RenderingSettings settings,
            ProjectionSettings projection,
            ProjectionSchema schema,
            LazyAdmin admin,
            Desk desk,
            RenderingMetrics metrics) {
        var group = new ShareGroup(admin, settings.group());
        return new Renderers(IntStream.rangeClosed(1, role.role().renders() ? settings.renderers() : 0)
                .mapToObj(n -> new Renderer(
                        "renderer-" + n,
                        () -> {
                            schema.migrate();
                            group.prepare();
                        },
                        () -> new KafkaShareConsumer<>(shareSettings(settings, projection, n)),
                        desk,
                        settings,
                        metrics))
                .toList());
    }

    /** All renderers of this process. */
    record Renderers(List<Renderer> all) implements SmartLifecycle {
        @Override
        public void start() {
            all.forEach(Renderer::start);
        }

        @Override
        public void stop() {
            all.parallelStream().forEach(Renderer::stop);
        }

        @Override
        public boolean isRunning() {
            return all.stream().anyMatch(Renderer::isRunning);
        }
    }

    @Bean
    Queue queue(
            ProjectionSettings projection,
            RenderingSettings settings,
            LazyAdmin admin,
            SchemaRegistry registry,
            JdbcTemplate jdbc,
            ReportLog log,
            RenderingMetrics metrics) {
        var book = new RequestBook(
                () -> new KafkaConsumer<>(bookSettings(projection)),
                () -> new ShareGroup(admin, settings.group()).partitions(),
                new EventDeserializer(registry, Topics.REPORT_REQUESTS),
                jdbc);
        return new Queue(admin, jdbc, book, log, new WorkBoard(jdbc), settings, metrics);
    }

    @Bean
    Loop queueLoop(Role.Settings role, RenderingSettings settings, Queue queue, ProjectionState state) {
        return new Loop(
                "document-queue",
                settings.lookEvery(),
                new SaidOnce("the queue of documents", () -> {
                    if (role.role().projects() && state.now().good()) {
                        queue.look();
                    }
                }),
                queue::close);
    }

    @Bean
    Loop retentionLoop(Role.Settings role, RenderingSettings settings, StoredDocuments stored, Clock clock) {
        return new Loop(
                "document-retention",
                RETENTION_LOOK_EVERY,
                new SaidOnce("documents whose time is over", () -> {
                    if (role.role().projects() && settings.keep().isPositive()) {
                        stored.expire(clock.instant().minus(settings.keep()));
                    }
                }),
                () -> {});
    }

    @Bean
    Loop nightlyLoop(
            Role.Settings role,
            RenderingSettings settings,
            ProjectionState state,
            JdbcTemplate jdbc,
            PlatformTransactionManager manager,
            ReportLog log,
            Clock clock) {
        var nightly = new Nightly(settings.nightly(), state, jdbc, manager, log, clock);
        return new Loop(
                "nightly-documents",
                settings.lookEvery(),
                new SaidOnce("documents of ended business dates", () -> {
                    if (role.role().projects()) {
                        nightly.look();
                    }
                }),
                () -> {});
    }

    private static Map<String, Object> clientSettings(ProjectionSettings projection, String use) {
        var client = new HashMap<String, Object>(projection.kafka().clientOverrides());
        client.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, projection.kafka().bootstrapServers());
        client.put(CommonClientConfigs.CLIENT_ID_CONFIG, projection.clientId() + "-" + use);
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return client;
    }

    private static Map<String, Object> shareSettings(
            RenderingSettings settings, ProjectionSettings projection, int number) {
        var consumer = clientSettings(projection, "renderer-" + number);
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        consumer.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        // A document takes its time: who is busy must not hold what another could do.
        consumer.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return consumer;
    }

    private static Map<String, Object> bookSettings(ProjectionSettings projection) {
        var consumer = clientSettings(projection, "requests");
        // What was deleted after 30 days is not missed.
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return consumer;
    }
}
