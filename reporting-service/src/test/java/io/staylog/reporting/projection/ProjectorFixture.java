package io.staylog.reporting.projection;

import com.zaxxer.hikari.HikariDataSource;
import io.staylog.reporting.testing.TestDatabase;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The projection on a real PostgreSQL with empty tables, without Kafka. */
public final class ProjectorFixture implements AutoCloseable {
    public static final Uuid TOPIC_ID = new Uuid(1, 2);

    public final HikariDataSource database = TestDatabase.migrated();
    public final JdbcTemplate jdbc = new JdbcTemplate(database);
    public final JdbcTransactionManager manager = new JdbcTransactionManager(database);
    final List<ConsumerRecord<byte[], byte[]>> dead = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    final Map<TopicPartition, Long> reached = new HashMap<>();
    final BatchProjector projector;
    final EventReader reader;

    public ProjectorFixture(SchemaRegistry registry) {
        var transactions = new Transactions(manager);
        for (var topic : LogGuard.SOURCES) {
            jdbc.update(
                    "insert into projection.projection_offset values (?, 0, ?, 0, null)",
                    topic.name(),
                    new java.util.UUID(1, 2));
        }
        reader = new EventReader(
                new EventDeserializer(registry, LogGuard.SOURCES.toArray(Topic[]::new)), new PlainReader(registry));
        projector = new BatchProjector(
                ProjectionSchema.enter(ProjectionSchema.LIVE),
                ChangeNotices.TO_EVERYBODY,
                jdbc,
                transactions.own(),
                reader,
                (record, why) -> {
                    dead.add(record);
                    reasons.add(why.reason());
                    return CompletableFuture.completedFuture(null);
                });
    }

    /** Takes all rows away, which costs less than another database. */
    ProjectorFixture clear() {
        var tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'projection'"
                        + " and table_type = 'BASE TABLE'"
                        + " and table_name not in ('flyway_schema_history', 'projection_offset')",
                String.class);
        var deletes = new StringBuilder("update projection.projection_offset set next_offset = 0, newest_at = null;");
        tables.forEach(
                table -> deletes.append("delete from projection.").append(table).append(';'));
        jdbc.execute(deletes.toString());
        reached.clear();
        dead.clear();
        reasons.clear();
        return this;
    }

    /** One that cannot keep a dead letter. */
    BatchProjector failing(RuntimeException why) {
        var own = new Transactions(manager).own();
        return new BatchProjector(
                ProjectionSchema.enter(ProjectionSchema.LIVE),
                ChangeNotices.TO_EVERYBODY,
                jdbc,
                own,
                reader,
                (record, dead) -> CompletableFuture.failedFuture(why));
    }

    /** Folds into empty tables of a rebuild. */
    LogFolder folder(Consumer<byte[], byte[]> consumer) {
        new ProjectionSchema(database).createNext();
        for (var topic : LogGuard.SOURCES) {
            jdbc.update(
                    "insert into projection_next.projection_offset values (?, 0, ?, 0, null)",
                    topic.name(),
                    new java.util.UUID(1, 2));
        }
        var own = new Transactions(manager).own();
        var enter = ProjectionSchema.standIn(ProjectionSchema.NEXT);
        return new LogFolder(
                () -> consumer,
                new BatchProjector(enter, ChangeNotices.TO_NOBODY, jdbc, own, reader, DeadLetters.KEPT_ALREADY),
                jdbc,
                own,
                Clock.systemUTC(),
                ProjectionSchema.NEXT);
    }

    /** The offset at which the tables of a rebuild end. */
    long rebuiltTo(TopicPartition partition) {
        return jdbc.queryForObject(
                "select next_offset from projection_next.projection_offset where topic = ? and partition = ?",
                Long.class,
                partition.topic(),
                partition.partition());
    }

    /** Projects the records in batches of that size. */
    public ProjectorFixture project(Collection<ConsumerRecord<byte[], byte[]>> records, int batchSize) {
        var rest = new ArrayList<>(records);
        while (!rest.isEmpty()) {
            var batch = rest.subList(0, Math.min(batchSize, rest.size()));
            project(List.copyOf(batch));
            batch.clear();
        }
        return this;
    }

    /** Projects the records in batches of that size, as a reader of its own would that has their partitions. */
    void projectAlone(List<ConsumerRecord<byte[], byte[]>> records, int batchSize) {
        for (int from = 0; from < records.size(); from += batchSize) {
            projector.project(records.subList(from, Math.min(from + batchSize, records.size())), Map.of());
        }
    }

    BatchProjector.Result project(List<ConsumerRecord<byte[], byte[]>> batch) {
        var result = projector.project(batch, reached);
        reached.putAll(result.nextOffsets());
        return result;
    }

    /** The live tables and those of a rebuild. */
    List<TableComparison> compared() {
        var transactions = new Transactions(manager);
        return transactions.frozen().execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            return TableComparison.all(jdbc, transactions.own());
        });
    }

    /** All rows of all tables as text, in order. */
    List<String> dump() {
        var tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'projection'"
                        + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history' order by 1",
                String.class);
        var rows = new ArrayList<String>();
        for (var table : tables) {
            jdbc.queryForList("select t::text from projection." + table + " t order by 1", String.class)
                    .forEach(row -> rows.add(table + row));
        }
        return rows;
    }

    @Override
    public void close() {
        database.close();
    }
}
