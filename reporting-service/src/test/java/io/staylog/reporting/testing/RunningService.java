package io.staylog.reporting.testing;

import io.staylog.edge.api.ApiWords;
import io.staylog.reporting.ReportingService;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with a real broker, a real PostgreSQL and a registry double. */
public final class RunningService implements AutoCloseable {
    public static final String TOKEN = "a-token-for-tests";
    public static final int PARTITIONS = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    public final EmbeddedKafkaKraftBroker broker;
    public final RegistryDouble registry;
    public final String databaseUrl;
    /** As its administrator. */
    public final JdbcTemplate database;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaProducer<byte[], byte[]> transactional;
    private final EventSerializer serializer;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    /** On a database that has the tables already. */
    public RunningService() throws IOException {
        this(TestDatabase.migratedUrl());
    }

    public RunningService(String databaseUrl) throws IOException {
        this.databaseUrl = databaseUrl;
        this.database = new JdbcTemplate(new DriverManagerDataSource(databaseUrl, "postgres", ""));
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.brokerProperty("transaction.state.log.num.partitions", "1");
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("offsets.topic.num.partitions", "1");
        broker.brokerProperty("share.coordinator.state.topic.num.partitions", "1");
        broker.brokerProperty("share.coordinator.state.topic.replication.factor", "1");
        broker.brokerProperty("share.coordinator.state.topic.min.isr", "1");
        // So that a test sees a lock run out.
        broker.brokerProperty("group.share.min.record.lock.duration.ms", "1000");
        broker.brokerProperty("group.share.record.lock.duration.ms", "3000");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.afterPropertiesSet();
        registry = RegistryDouble.withOurSchemas();
        serializer = new EventSerializer(new SchemaRegistry(registry.url()));
        createTopics();
        producer = producer(Map.of());
        transactional = producer(Map.of("transactional.id", "test"));
        transactional.initTransactions();
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        var settings = new java.util.HashMap<String, Object>(more);
        settings.put("bootstrap.servers", broker.getBrokersAsString());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()));
    }

    /** A connection of one's own to the database. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl, "postgres", "");
    }

    public void createTopics() {
        try (var admin = admin()) {
            new TopicTool(admin).create(PARTITIONS, (short) 1);
        }
    }

    public RunningService start() throws IOException {
        return start(databaseUrl);
    }

    public RunningService start(String database) throws IOException {
        return start(database, new Class<?>[] {ReportingService.class});
    }

    /** At a port of its own, so that it can come back there; 0 for any. */
    public RunningService startOn(int port) throws IOException {
        var arguments = new ArrayList<>(arguments(databaseUrl));
        arguments.replaceAll(argument -> argument.equals("--server.port=0") ? "--server.port=" + port : argument);
        application = new SpringApplication(ReportingService.class).run(arguments.toArray(String[]::new));
        return this;
    }

    /** With further parts and settings. */
    public RunningService start(String database, Class<?>[] parts, String... settings) throws IOException {
        var arguments = new ArrayList<>(arguments(database));
        arguments.addAll(List.of(settings));
        application = new SpringApplication(parts).run(arguments.toArray(String[]::new));
        return this;
    }

    /** What a process of the service is started with, to be on this broker and that database. */
    public List<String> arguments(String database) throws IOException {
        var token = Files.createTempFile("token", "");
        Files.writeString(token, TOKEN + "\n");
        return List.of(
                "--server.port=0",
                "--staylog.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--staylog.registry.url=" + registry.url(),
                "--staylog.token-file=" + token,
                "--staylog.projection.watch-every=200ms",
                "--staylog.projection.retry-after-max=500ms",
                "--staylog.projection.switch-within=1s",
                "--staylog.reporting.figures-every=1s",
                "--spring.datasource.username=postgres",
                "--spring.datasource.hikari.connection-timeout=2000",
                "--logging.level.root=error",
                "--logging.structured.format.console=",
                "--logging.config="
                        + Path.of("src/test/resources/logback-test.xml").toAbsolutePath(),
                "--spring.datasource.url=" + database);
    }

    /** A part of the running service. */
    public <T> T part(Class<T> type) {
        return application.getBean(type);
    }

    /** Asks on report.requests; the header may be empty. */
    public void ask(SpecificRecord request, String key, String after) {
        var topic = Topics.REPORT_REQUESTS.name();
        var record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), serializer.encode(topic, request));
        if (!after.isEmpty()) {
            record.headers().add("staylog_after", after.getBytes(StandardCharsets.UTF_8));
        }
        await(producer.send(record));
    }

    public void stop() {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    /** The addresses that the service's own controllers answer at. */
    public RequestMappingHandlerMapping controllers() {
        return application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** What the API document says in words. */
    public ApiWords words() {
        return application.getBean(ApiWords.class);
    }

    /** Writes events without a transaction, and waits for the broker. */
    public void write(SpecificRecord... events) {
        var sent = new ArrayList<Future<?>>();
        for (var event : events) {
            sent.add(producer.send(input(event)));
        }
        sent.forEach(RunningService::await);
    }

    /**
     * Writes a record with further headers.
     *
     * @return where it stands, as {@code topic/partition/offset}
     */
    public String writeWith(Map<String, String> headers, SpecificRecord event) {
        var record = input(event);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            var at = producer.send(record).get();
            return at.topic() + "/" + at.partition() + "/" + at.offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tombstone under the key of a guest or a party. */
    public void tombstone(java.util.UUID key) {
        writeRaw(Topics.GUEST_PROFILES.name(), key.toString(), null);
    }

    /** Writes events in a transaction, and commits or aborts it. */
    public void transact(boolean commit, SpecificRecord... events) {
        transactional.beginTransaction();
        for (var event : events) {
            transactional.send(input(event));
        }
        transactional.flush();
        if (commit) {
            transactional.commitTransaction();
        } else {
            transactional.abortTransaction();
        }
    }

    public void writeRaw(String topic, String key, byte[] value) {
        await(producer.send(signed(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))));
    }

    /** As anybody might who is not the topic's owner. */
    public void writeAsAStranger(SpecificRecord event) {
        var record = input(event);
        record.headers().remove(EventHeaders.SOURCE);
        await(producer.send(record));
    }

    private static ProducerRecord<byte[], byte[]> signed(ProducerRecord<byte[], byte[]> record) {
        record.headers().add(EventHeaders.SOURCE, Log.ownerOf(record.topic()).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private ProducerRecord<byte[], byte[]> input(SpecificRecord event) {
        var topic = Log.topicOf(event);
        var key = Log.keyOf(event).getBytes(StandardCharsets.UTF_8);
        return signed(new ProducerRecord<>(topic, key, serializer.encode(topic, event)));
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public URI url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET());
    }

    /** Posts JSON with the token. */
    public HttpResponse<String> post(String path, String body, List<String> headers) {
        var request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return send(request);
    }

    public HttpResponse<String> post(String path, String... headers) {
        var request = HttpRequest.newBuilder(url(path)).POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(String path) {
        return JSON.readTree(get(path).body());
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        stop();
        producer.close();
        transactional.close();
        registry.close();
        broker.destroy();
    }
}
