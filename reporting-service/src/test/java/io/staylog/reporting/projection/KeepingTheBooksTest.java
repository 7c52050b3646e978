package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.testing.Log;
import io.staylog.reporting.testing.Sagas;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Random bookings in a real PostgreSQL; {@code -Dseed=} repeats a run, {@code -Dbookings=150} makes it larger. */
class KeepingTheBooksTest {
    private static final int BOOKINGS = Integer.getInteger("bookings", 60);
    private static final long SEED = Long.getLong("seed", new Random().nextLong(1_000_000));

    private static RegistryDouble registry;
    private static Sagas sagas;
    private static List<ConsumerRecord<byte[], byte[]>> records;
    private static ProjectorFixture projection;

    @BeforeAll
    static void aSeason() throws IOException {
        System.out.println("KeepingTheBooksTest: -Dseed=" + SEED);
        registry = RegistryDouble.withOurSchemas();
        sagas = Sagas.of(SEED, BOOKINGS);
        records =
                new Log(new SchemaRegistry(registry.url())).add(sagas.events()).records();
        projection = fresh().project(records, 37);
    }

    @AfterAll
    static void end() {
        projection.close();
        registry.close();
    }

    private static ProjectorFixture fresh() {
        return new ProjectorFixture(new SchemaRegistry(registry.url()));
    }

    private static Map<UUID, Map<String, Long>> balances() {
        var balances = new HashMap<UUID, Map<String, Long>>();
        projection.jdbc.query(
                "select booking_id, account, sum(debit_minor - credit_minor) as balance"
                        + " from projection.journal_line where booking_id is not null group by 1, 2",
                row -> {
                    balances.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashMap<>())
                            .put(row.getString(2), row.getLong(3));
                });
        return balances;
    }

    @Test
    void what_a_booking_owes_in_the_end_stands_in_the_receivables_and_nowhere_else() {
        var balances = balances();
        assertThat(sagas.openMinor()).hasSize(BOOKINGS);
        sagas.openMinor().forEach((booking, open) -> {
            var accounts = balances.getOrDefault(booking, Map.of());
            assertThat(accounts.getOrDefault("DEPOSIT", 0L))
                    .as("deposit of " + booking)
                    .isZero();
            assertThat(accounts.getOrDefault("GUEST", 0L))
                    .as("guest ledger of " + booking)
                    .isZero();
            assertThat(accounts.getOrDefault("RECEIVABLE", 0L))
                    .as("open balance of " + booking)
                    .isEqualTo(open);
        });
        assertThat(sagas.openMinor().values()).contains(0L).anyMatch(open -> open > 0);
    }

    @Test
    void every_entry_balances_and_each_line_belongs_to_one() {
        assertThat(projection.jdbc.queryForList(
                        "select topic, event_offset from projection.journal_line group by topic, partition,"
                                + " event_offset, about, currency having sum(debit_minor) <> sum(credit_minor)"))
                .isEmpty();
        assertThat(projection.jdbc.queryForList(
                        "select e.topic, e.event_offset, l.line_no from projection.journal_entry e full join"
                                + " projection.journal_line l using (topic, partition, event_offset, about)"
                                + " where e.topic is null or l.line_no is null or e.hotel_id <> l.hotel_id"
                                + " or e.business_date <> l.business_date"))
                .isEmpty();
        assertThat(projection.jdbc.queryForObject("select count(*) from projection.journal_entry", Long.class))
                .isGreaterThan(BOOKINGS * 3L);
    }

    @Test
    void the_sum_of_all_accounts_is_zero_after_every_batch() {
        try (var other = fresh()) {
            var rest = new ArrayList<>(records);
            while (!rest.isEmpty()) {
                var batch = rest.subList(0, Math.min(25, rest.size()));
                other.project(List.copyOf(batch));
                batch.clear();
                assertThat(other.jdbc.queryForObject(
                                "select coalesce(sum(debit_minor - credit_minor), 0) from projection.journal_line",
                                Long.class))
                        .isZero();
            }
        }
    }

    @Test
    void whichever_topic_is_read_first_and_however_it_is_cut_the_rows_are_equal() {
        var whole = projection.dump();
        var bookingsFirst = new ArrayList<>(records);
        bookingsFirst.sort(Comparator.comparing(ConsumerRecord::topic));
        var paymentsFirst = new ArrayList<>(records);
        paymentsFirst.sort(Comparator.<ConsumerRecord<byte[], byte[]>, String>comparing(ConsumerRecord::topic)
                .reversed());
        var sizes = Map.of(bookingsFirst, 1_000, paymentsFirst, 64, shuffled(), 7, records, 1);
        sizes.forEach((order, size) -> {
            try (var other = fresh()) {
                assertThat(other.project(order, size).dump())
                        .as("batches of " + size)
                        .isEqualTo(whole);
            }
        });
    }

    /** Each topic in its order, the two of them in any. */
    private static List<ConsumerRecord<byte[], byte[]>> shuffled() {
        var topics = new ArrayList<String>();
        records.forEach(r -> topics.add(r.topic()));
        Collections.shuffle(topics, new Random(SEED));
        var queues = new HashMap<String, ArrayList<ConsumerRecord<byte[], byte[]>>>();
        records.forEach(
                r -> queues.computeIfAbsent(r.topic(), t -> new ArrayList<>()).add(r));
        return topics.stream().map(topic -> queues.get(topic).removeFirst()).toList();
    }

    @Test
    void records_that_come_again_change_nothing() {
        var before = projection.dump();
        projection.project(records.subList(0, records.size() / 2), 50);
        assertThat(projection.dump()).isEqualTo(before);
    }

    @Test
    void a_rebuild_from_the_first_event_comes_out_equal_table_by_table() {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        var targets = new HashMap<TopicPartition, Long>();
        records.forEach(r -> targets.merge(new TopicPartition(r.topic(), r.partition()), r.offset() + 1, Math::max));
        try (var other = fresh().project(records, 50);
                var fold = other.folder(consumer).open()) {
            consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
            fold.to(targets);
            var tables = other.compared();
            assertThat(tables)
                    .allMatch(TableComparison::equal)
                    .filteredOn(table -> table.liveRows() > BOOKINGS)
                    .extracting(TableComparison::table)
                    .contains("journal_entry", "journal_line", "ledger_fact");
        }
    }

    @Test
    void the_database_refuses_an_entry_that_does_not_balance_and_one_that_is_edited() {
        var insert = "insert into projection.journal_line values ('t', 0, 1, gen_random_uuid(), 1, 'h', '2026-03-01',"
                + " null, '%s', %d, %d, 'EUR')";
        for (var line : List.of(
                insert.formatted("CASH", 100, 0),
                insert.formatted("CASH", 100, 100),
                insert.formatted("CASH", 0, 0),
                insert.formatted("CASH", -1, 0),
                insert.formatted("PETTY_CASH", 100, 0),
                "delete from projection.journal_line where line_no = 1",
                "update projection.journal_line set debit_minor = debit_minor + 1 where debit_minor > 0")) {
            assertThatThrownBy(() -> projection.jdbc.update(line))
                    .as(line)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    void two_readers_that_have_a_hotels_topics_at_once_lose_no_fact_of_each_other() throws Exception {
        try (var other = fresh()) {
            var byTopic = new HashMap<String, List<ConsumerRecord<byte[], byte[]>>>();
            records.forEach(r ->
                    byTopic.computeIfAbsent(r.topic(), t -> new ArrayList<>()).add(r));
            var failures = Collections.synchronizedList(new ArrayList<Throwable>());
            var readers = byTopic.keySet().stream()
                    .map(topic -> Thread.ofPlatform().start(() -> {
                        try {
                            other.projectAlone(byTopic.get(topic), 10);
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    }))
                    .toList();
            for (var reader : readers) {
                reader.join();
            }
            assertThat(failures).isEmpty();
            assertThat(other.dump()).isEqualTo(projection.dump());
            assertThat(byTopic).containsKeys(Topics.BOOKING_EVENTS.name(), Topics.PAYMENT_EVENTS.name());
        }
    }
}
