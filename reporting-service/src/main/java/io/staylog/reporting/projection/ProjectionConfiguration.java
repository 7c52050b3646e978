package io.staylog.reporting.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.edge.LazyAdmin;
import io.staylog.edge.guard.LogCheck;
import io.staylog.reporting.lifecycle.Loop;
import io.staylog.reporting.lifecycle.Role;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.IdsOnTheLog;
import io.staylog.schemas.topics.StartingGrace;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the projection together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
public class ProjectionConfiguration {
    private static final int FETCH_BYTES_MAX = 8 * 1024 * 1024;
    private static final int LOOKUP_BYTES_MAX = 64 * 1024;
    private static final long IDLE_AFTER_MS = 1_000;
    private static final long SHOWN_EVERY_MS = 1_000;
    // So that a successor need not wait the default 45 s for a reader that was killed.
    private static final int SESSION_TIMEOUT_MS = 10_000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SchemaRegistry schemaRegistry(ProjectionSettings settings) {
        return new SchemaRegistry(settings.registry().url());
    }

    @Bean
    ProjectionSchema projectionSchema(DataSource database) {
        return new ProjectionSchema(database);
    }

    @Bean
    ChangeListener changeListener(DataSource database) {
        return new ChangeListener(database);
    }

    @Bean
    Transactions transactions(PlatformTransactionManager manager) {
        return new Transactions(manager);
    }

    @Bean
    ProjectionState projectionState(Clock clock) {
        return new ProjectionState(clock);
    }

    @Bean
    ProjectionMetrics projectionMetrics(MeterRegistry meters) {
        return new ProjectionMetrics(meters);
    }

    @Bean
    KafkaAdmin kafkaAdmin(ProjectionSettings settings) {
        var client = clientSettings(settings, "admin");
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        var admin = new KafkaAdmin(client);
        admin.setAutoCreate(false); // Topics are made once, by a person; here they are only read back.
        return admin;
    }

    @Bean(destroyMethod = "close")
    LazyAdmin lazyAdmin(KafkaAdmin settings) {
        return new LazyAdmin(settings);
    }

    @Bean
    LogGuard logGuard(LazyAdmin admin, ProjectionSettings settings, Environment environment) {
        return new LogGuard(admin, settings.kafka().bootstrapServers(), LogCheck.of(environment));
    }

    @Bean
    RegistryGuard registryGuard(ProjectionSettings settings, SchemaRegistry registry) {
        return new RegistryGuard(
                registry,
                () -> {
                    try (var consumer = new KafkaConsumer<byte[], byte[]>(consumerSettings(settings, "look"))) {
                        return IdsOnTheLog.newest(consumer, LogGuard.SOURCES);
                    }
                },
                new StartingGrace());
    }

    @Bean
    PlainReader plainReader(SchemaRegistry registry) {
        return new PlainReader(registry);
    }

    @Bean
    EventReader eventReader(SchemaRegistry registry, PlainReader plain) {
        return new EventReader(new EventDeserializer(registry, LogGuard.SOURCES.toArray(Topic[]::new)), plain);
    }

    @Bean
    ProfileProgress profileProgress(LogGuard log, JdbcTemplate jdbc, Transactions transactions) {
        return new ProfileProgress(log, jdbc, transactions.own());
    }

    @Bean
    LogLookup logLookup(ProjectionSettings settings, PlainReader plain) {
        return new LogLookup(
                () -> {
                    var consumer = consumerSettings(settings, "lookup");
                    // Records of a booking are far apart on a busy log, and what lies between them is of no use here.
                    consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LOOKUP_BYTES_MAX);
                    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
                    return new KafkaConsumer<>(consumer);
                },
                plain);
    }

    @Bean(destroyMethod = "destroy")
    DefaultKafkaProducerFactory<byte[], byte[]> deadLetterProducers(ProjectionSettings settings) {
        return new DefaultKafkaProducerFactory<>(
                producerSettings(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    DeadLetters deadLetters(DefaultKafkaProducerFactory<byte[], byte[]> producers, ProjectionSettings settings) {
        return new KafkaDeadLetters(
                new KafkaTemplate<>(producers), settings.projection().group());
    }

    @Bean
    Admission admission(JdbcTemplate jdbc, Transactions transactions, LogGuard log) {
        return new Admission(jdbc, transactions.own(), log);
    }

    @Bean
    RetryForever retryForever(ProjectionSettings settings, ProjectionState state) {
        return new RetryForever(settings.projection().retryAfterMax(), state);
    }

    @Bean
    ProjectionListener projectionListener(
            JdbcTemplate jdbc,
            Transactions transactions,
            EventReader reader,
            DeadLetters deadLetters,
            Admission admission,
            RetryForever retry,
            ProjectionState state,
            ProjectionMetrics metrics) {
        var enter = ProjectionSchema.enter(ProjectionSchema.LIVE);
        var projector =
                new BatchProjector(enter, ChangeNotices.TO_EVERYBODY, jdbc, transactions.own(), reader, deadLetters);
        return new ProjectionListener(projector, admission, retry, state, metrics);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> projectionContainer(
            ProjectionSettings settings,
            ProjectionListener listener,
            RetryForever retry,
            ApplicationEventPublisher events) {
        var topics = LogGuard.SOURCES.stream().map(Topic::name).toArray(String[]::new);
        var properties = new ContainerProperties(topics);
        properties.setGroupId(settings.projection().group());
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(listener);
        // Positions come from the database; Kafka's copy of them is for display and may be late or lost. So it need not
        // be written after every batch.
        properties.setAckMode(AckMode.TIME);
        properties.setAckTime(SHOWN_EVERY_MS);
        properties.setPollTimeout(SHOWN_EVERY_MS);
        properties.setSyncCommits(false);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setIdleEventInterval(IDLE_AFTER_MS);
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(consumerSettings(settings, "projection"));
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setConcurrency(settings.projection().readers());
        container.setCommonErrorHandler(retry);
        container.setApplicationEventPublisher(events);
        container.setBeanName("projection");
        // The supervisor starts it, when everything it needs is there.
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    IdleForwarder idleForwarder(ProjectionListener listener) {
        return new IdleForwarder(listener);
    }

    @Bean
    ProjectionSupervisor projectionSupervisor(
            ProjectionSchema schema,
            LogGuard log,
            Admission admission,
            RegistryGuard registryGuard,
            ConcurrentMessageListenerContainer<byte[], byte[]> container,
            ProjectionListener listener,
            ProjectionWatch watch,
            ProjectionState state,
            Role.Settings role) {
        return new ProjectionSupervisor(
                schema,
                log,
                admission,
                registryGuard,
                container,
                listener,
                watch,
                state,
                role.role().projects());
    }

    @Bean
    Loop supervisorLoop(ProjectionSettings settings, ProjectionSupervisor supervisor) {
        return new Loop("supervisor", settings.projection().watchEvery(), supervisor::look, supervisor::stop);
    }

    @Bean
    ProjectionWatch projectionWatch(
            JdbcTemplate jdbc,
            Transactions transactions,
            LogGuard log,
            SchemaRegistry registry,
            ProjectionMetrics metrics,
            Clock clock) {
        return new ProjectionWatch(jdbc, transactions.own(), log, registry, metrics, clock);
    }

    @Bean
    LogFlow logFlow(ProjectionSettings settings, LazyAdmin admin, SchemaRegistry registry, Clock clock) {
        return new LogFlow(admin, registry, () -> new KafkaConsumer<>(consumerSettings(settings, "flow")), clock);
    }

    @Bean
    Loop watchLoop(ProjectionSettings settings, ProjectionWatch watch) {
        return new Loop("watch", settings.projection().watchEvery(), watch::look, () -> {});
    }

    @Bean
    Rebuild rebuild(
            ProjectionSettings settings,
            ProjectionSchema schema,
            JdbcTemplate jdbc,
            Transactions transactions,
            LogGuard log,
            EventReader reader,
            Clock clock) {
        var folder = folder(settings, jdbc, transactions, reader, clock, ProjectionSchema.NEXT, "rebuild");
        return new Rebuild(
                schema, jdbc, transactions, log, folder, settings.projection().switchWithin(), clock);
    }

    @Bean
    Past past(
            ProjectionSettings settings,
            ProjectionSchema schema,
            JdbcTemplate jdbc,
            Transactions transactions,
            LogGuard log,
            EventReader reader,
            Clock clock) {
        var folder = folder(settings, jdbc, transactions, reader, clock, ProjectionSchema.PAST, "past");
        return new Past(schema, jdbc, transactions, log, folder);
    }

    /** Folds beside the live rows, for nobody to be told of. */
    private static LogFolder folder(
            ProjectionSettings settings,
            JdbcTemplate jdbc,
            Transactions transactions,
            EventReader reader,
            Clock clock,
            String rows,
            String use) {
        var projector = new BatchProjector(
                ProjectionSchema.fillIn(rows),
                ChangeNotices.TO_NOBODY,
                jdbc,
                transactions.own(),
                reader,
                DeadLetters.KEPT_ALREADY);
        return new LogFolder(
                () -> new KafkaConsumer<>(consumerSettings(settings, use)),
                projector,
                jdbc,
                transactions.own(),
                clock,
                rows);
    }

    private static Map<String, Object> clientSettings(ProjectionSettings settings, String use) {
        var client = new HashMap<String, Object>(settings.kafka().clientOverrides());
        client.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        client.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId() + "-" + use);
        return client;
    }

    private static Map<String, Object> consumerSettings(ProjectionSettings settings, String use) {
        var consumer = clientSettings(settings, use);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.projection().batchRecordsMax());
        consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX);
        consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        return consumer;
    }

    private static Map<String, Object> producerSettings(ProjectionSettings settings) {
        var producer = clientSettings(settings, "dead-letters");
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        // A dead letter may be as large as a broker admits, and gets headers besides.
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 10 * 1024 * 1024);
        return producer;
    }

    /** Brings the container's idle events, which come on the reader's own thread, to the listener. */
    record IdleForwarder(ProjectionListener listener) {
        @EventListener
        void onIdle(ListenerContainerIdleEvent idle) {
            listener.onIdle(idle);
        }
    }
}
