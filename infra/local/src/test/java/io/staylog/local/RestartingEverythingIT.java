package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staylog.guard.LogLook;
import io.staylog.guard.LogLook.Depth;
import io.staylog.guard.LogRules;
import io.staylog.guard.Profile;
import io.staylog.guard.Verdict;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One long test, because each start of a registry takes seconds. */
class RestartingEverythingIT {
    private static final TopicPartition PLACE = new TopicPartition(Topics.BOOKING_EVENTS.name(), 3);

    @TempDir
    Path dir;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Test
    void records_schemas_and_rows_survive_restarts_and_kills_and_nothing_stays_behind() throws Exception {
        // Storing class caches here makes all later starts of a build faster.
        var settings = LocalSettings.forTest(home(), Part.foundation()).withPrepares(true);
        Map<String, Integer> ids;
        List<RunningPart> parts;
        try (var stack = LocalStack.start(settings, said::add)) {
            assertThat(differences(settings)).isEmpty();
            ids = ids(settings);
            assertThat(ids).hasSizeGreaterThan(20);
            write(settings, "first");
            execute(settings, "create table seen (name text)");
            execute(settings, "insert into seen values ('first')");
            parts = stack.parts();
            assertThat(parts).hasSize(3).allMatch(RunningPart::isAlive);
        }
        assertThat(parts).noneMatch(RunningPart::isAlive);
        assertNothingStaysBehind(settings);

        try (var stack = LocalStack.start(settings, said::add)) {
            assertThat(ids(settings)).isEqualTo(ids);
            assertThat(read(settings)).containsExactly("first");
            assertThat(rows(settings)).containsExactly("first");

            write(settings, "second");
            execute(settings, "insert into seen values ('second')");
            var computing = computing(settings);
            for (var part : Part.foundation()) {
                stack.part(part).kill();
            }
            for (var part : List.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY)) {
                stack.restart(part);
            }
            assertThat(read(settings)).containsExactly("first", "second");
            assertThat(rows(settings)).containsExactly("first", "second");
            assertThat(ids(settings)).isEqualTo(ids);
            assertThatThrownBy(computing::join).hasRootCauseInstanceOf(IOException.class);
        }
        assertNothingStaysBehind(settings);

        // The registry keeps its schemas on the broker: with a new broker they must be registered again.
        Installation.deleteTree(settings.dataDir().resolve("broker"));
        try (var _ = LocalStack.start(settings, said::add)) {
            assertThat(ids(settings)).hasSameSizeAs(ids);
        }
        assertThat(said).noneMatch(sentence -> sentence.contains("ended by itself"));
    }

    /** Kafka, the registry and PostgreSQL must live with any letters in a path; a POSIX locale has no other than ASCII. */
    private Path home() {
        boolean knowsLetters = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode('\u00e9');
        return knowsLetters ? dir.resolve("jos\u00e9 & co") : dir;
    }

    /** A helper of PostgreSQL that does not notice the death of its server. */
    private static CompletableFuture<Void> computing(LocalSettings settings) throws SQLException {
        var computing = new CompletableFuture<Void>();
        // Not in the common pool: on two cores it has one thread, and the end of a process is told there too.
        Thread.ofVirtual().start(() -> {
            try {
                execute(settings, "do $$ begin loop null; end loop; end $$");
                computing.complete(null);
            } catch (SQLException e) {
                computing.completeExceptionally(e);
            }
        });
        await().until(() -> {
            try (var connection = connect(settings);
                    var statement = connection.createStatement();
                    var found = statement.executeQuery(
                            "select 1 from pg_stat_activity where state = 'active' and query like 'do %'")) {
                return found.next();
            }
        });
        return computing;
    }

    private void assertNothingStaysBehind(LocalSettings settings) {
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(settings.dataDir().toString()));
        assertThat(ProcessHandle.allProcesses()).noneMatch(process -> worksIn(settings.dataDir(), process));
        assertThat(new Leftovers(new DataDir(settings.dataDir()), said::add).find())
                .isEmpty();
        settings.ports().requireFree(settings.parts(), "");
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> differences(LocalSettings settings) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            var seen = new LogLook(admin, settings.bootstrapServers()).read(Topics.all(), Depth.TOPICS);
            return Verdict.of(LogRules.judge(seen, Topics.all(), Map.of(), null), Profile.DEFAULT)
                    .refusals();
        }
    }

    private static Map<String, Integer> ids(LocalSettings settings) {
        var registry = new SchemaRegistry(URI.create(settings.registryUrl()));
        var ids = new TreeMap<String, Integer>();
        for (var topic : Topics.all()) {
            topic.schemas()
                    .forEach((subject, schema) -> ids.put(
                            subject, registry.find(subject, schema).orElseThrow(() -> new AssertionError(subject))));
        }
        return ids;
    }

    private static void write(LocalSettings settings, String value) throws Exception {
        var config = Map.<String, Object>of("bootstrap.servers", settings.bootstrapServers());
        var serializer = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(config, serializer, serializer)) {
            producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), null, bytes(value)))
                    .get();
        }
    }

    private static List<String> read(LocalSettings settings) {
        var config = Map.<String, Object>of(
                "bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed");
        var values = new ArrayList<String>();
        var deserializer = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(config, deserializer, deserializer)) {
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            long end = consumer.endOffsets(List.of(PLACE)).get(PLACE);
            while (consumer.position(PLACE) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static Connection connect(LocalSettings settings) throws SQLException {
        var password = DataDir.secret(settings.databasePasswordFile());
        return DriverManager.getConnection(settings.jdbcUrl(), LocalSettings.DATABASE_USER, password);
    }

    private static void execute(LocalSettings settings, String sql) throws SQLException {
        try (var connection = connect(settings);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(LocalSettings settings) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = connect(settings);
                var statement = connection.createStatement();
                var result = statement.executeQuery("select name from seen order by name")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
            for (var setting : Arrays.asList("fsync", "synchronous_commit")) {
                try (var shown = statement.executeQuery("show " + setting)) {
                    shown.next();
                    assertThat(shown.getString(1)).isEqualTo("on");
                }
            }
        }
        return rows;
    }
}
