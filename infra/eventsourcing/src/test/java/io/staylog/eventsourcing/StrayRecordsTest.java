package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Records that a stranger has sent: wrongly placed, unreadable, unknown, or unreadable for now. */
class StrayRecordsTest {
    @Test
    void what_a_crc32_client_put_into_the_wrong_partition_is_decided_once_and_in_the_right_one() {
        try (var world = new World(4)) {
            var ids = new HashSet<String>();
            int strays = 0;
            for (int i = 0; i < 60; i++) {
                var key = "hotel" + i % 20;
                var crc = new CRC32();
                crc.update(key.getBytes(UTF_8));
                int partition = (int) (crc.getValue() % 4);
                strays += partition == world.home(key) ? 0 : 1;
                world.send(world.topology.requests(), partition, key, "add id" + i + " 1");
                ids.add("id" + i);
            }
            var engine = world.engine("a").start();
            world.awaitDecided(ids);
            assertThat(strays).isPositive();
            assertThat(world.committed(world.topology.requests()).stream()
                            .filter(request -> request.headers().lastHeader("staylog_forwarded_from") != null))
                    .hasSize(strays)
                    .allSatisfy(request -> assertThat(World.header(request, "staylog_forwarded_from"))
                            .matches("[0-3]/\\d+"));
            assertThat(engine.count("forwarded")).isEqualTo(strays);
        }
    }

    @Test
    void poison_goes_to_the_dead_letters_as_it_came_and_its_neighbours_are_decided() {
        try (var world = new World(2)) {
            var key = world.keyOf(1);
            var garbage = new byte[] {(byte) 0xff, 0, 1, 2};
            var keyBytes = key.getBytes(UTF_8);
            var requests = world.topology.requests();
            world.add(key, "before", 1);
            world.sendRaw(requests, 1, null, "add nobody 1".getBytes(UTF_8));
            world.sendRaw(requests, 1, new byte[0], "add nobody 1".getBytes(UTF_8));
            world.sendRaw(requests, 1, keyBytes, null);
            world.sendRaw(requests, 1, keyBytes, garbage);
            world.add(key, "after", 1);
            var engine = world.engine("a").start();
            world.awaitDecided(Set.of("before", "after"));

            var dead = world.committed(requests + ".dead");
            assertThat(dead)
                    .extracting(record -> World.header(record, "staylog_dead_reason"))
                    .containsExactly("no-key", "no-key", "no-value", "undecodable");
            assertThat(dead)
                    .extracting(record -> World.header(record, "staylog_dead_offset"))
                    .containsExactly("1", "2", "3", "4");
            assertThat(dead).extracting(ConsumerRecord::partition).containsOnly(1);
            assertThat(dead)
                    .extracting(record -> World.header(record, "staylog_dead_partition"))
                    .containsOnly("1");
            assertThat(dead)
                    .extracting(record -> World.header(record, "staylog_dead_group"))
                    .containsOnly(world.topology.group());
            assertThat(dead.get(0).key()).isNull();
            assertThat(dead.get(2).value()).isNull();
            assertThat(dead.get(3).key()).isEqualTo(keyBytes);
            assertThat(dead.get(3).value()).isEqualTo(garbage);
            assertThat(engine.count("dead", "reason", "undecodable")).isEqualTo(1);
        }
    }

    @Test
    void keys_that_would_become_the_same_text_are_no_keys() {
        try (var world = new World(1)) {
            var value = "add x 1".getBytes(UTF_8);
            world.sendRaw(world.topology.requests(), 0, new byte[] {(byte) 0xff}, value);
            world.sendRaw(world.topology.requests(), 0, new byte[] {(byte) 0xfe}, value);
            world.add("\uFFFD", "good", 1);
            world.engine("a").start();
            world.awaitDecided(Set.of("good"));
            assertThat(reasons(world)).containsExactly("bad-key", "bad-key");
        }
    }

    @Test
    void what_lies_in_a_wrong_partition_of_another_service_s_topic_is_not_written_there_again() {
        try (var world = new World(2)) {
            var key = world.keyOf(0);
            world.send(world.topology.hints(), 1, key, "add stray 1");
            world.send(world.topology.hints(), 0, key, "add placed 1");
            world.engine("a").start();
            world.awaitDecided(Set.of("placed"));
            await().until(() ->
                    world.committed(world.topology.hints() + ".dead").size() == 1);
            assertThat(World.header(
                            world.committed(world.topology.hints() + ".dead").getFirst(), "staylog_dead_reason"))
                    .isEqualTo("misplaced");
            assertThat(world.committed(world.topology.hints())).hasSize(2);
        }
    }

    @Test
    void a_record_that_is_too_large_to_be_sent_on_or_to_be_kept_whole_stops_nobody() throws Exception {
        try (var world = new World(2);
                var producer = zstdProducer()) {
            var key = world.keyOf(0);
            var requests = world.topology.requests();
            var headers = List.<Header>of(new RecordHeader("x", new byte[950_000]));
            producer.send(new ProducerRecord<>(
                            requests, 1, null, key.getBytes(UTF_8), "add a 1".getBytes(UTF_8), headers))
                    .get();
            var huge = new byte[20_000_000];
            huge[0] = (byte) 0xff;
            producer.send(new ProducerRecord<>(requests, 0, key.getBytes(UTF_8), huge))
                    .get();
            world.add(key, "behind", 1);
            var engine = world.engine("a").start();
            world.awaitDecided(Set.of("behind"));
            await().until(() -> world.committed(requests + ".dead").size() == 2);

            assertThat(reasons(world)).containsExactlyInAnyOrder("too-large", "undecodable");
            var cut = world.committed(requests + ".dead").stream()
                    .filter(dead -> World.header(dead, "staylog_dead_reason").equals("undecodable"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cut.value()).hasSizeLessThan(1_000_000).startsWith(0xff, 0, 0);
            assertThat(World.header(cut, "staylog_dead_bytes")).isEqualTo("20000000");
            assertThat(World.header(cut, "staylog_dead_sha256")).hasSize(64);
            assertThat(engine.count("aborted")).isZero();
        }
    }

    private static KafkaProducer<byte[], byte[]> zstdProducer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        World.bootstrap(),
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        50_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static List<String> reasons(World world) {
        return world.committed(world.topology.requests() + ".dead").stream()
                .map(dead -> World.header(dead, "staylog_dead_reason"))
                .toList();
    }

    @Test
    void records_that_take_long_to_read_cost_no_transaction_its_time_and_nobody_else_his_turn() {
        try (var world = new World(2)) {
            var slow = world.keyOf(0);
            int slowRecords = (int) (2 * EngineProcess.TRANSACTION.toMillis() / Counters.Words.SLOW_READ_MS);
            Set<String> ids = new HashSet<>();
            world.sendMany(slowRecords, i -> slow, i -> "slow slow" + i + " 1");
            for (int i = 0; i < slowRecords; i++) {
                ids.add("slow" + i);
            }
            var settings = world.settings("a").withBatchRecordsMax(slowRecords + 10);
            var engine = world.engine(settings);
            var quick = world.addMany("quick", 5, world.keyOf(1));
            engine.start();
            await().until(() -> world.decidedIds().containsAll(quick));
            assertThat(world.decidedIds())
                    .as("what is behind the slow ones")
                    .doesNotContain("slow" + (slowRecords - 1));
            ids.addAll(quick);
            world.awaitDecided(ids);
            assertThat(engine.count("aborted")).isZero();
        }
    }

    @Test
    void a_dead_letter_is_written_once_though_its_transaction_was_aborted_and_repeated() {
        try (var world = new World(1)) {
            var engine = world.engine("a");
            var gate = new HashMap<String, Boolean>();
            engine.clients.before = method -> {
                if (method.equals("commitTransaction") && gate.putIfAbsent("failed", true) == null) {
                    throw new org.apache.kafka.common.errors.TimeoutException("planted");
                }
            };
            world.sendRaw(world.topology.requests(), 0, "k".getBytes(UTF_8), new byte[] {(byte) 0xff});
            world.add("k", "good", 1);
            engine.start();
            world.awaitDecided(Set.of("good"));
            assertThat(engine.count("aborted")).isEqualTo(1);
            assertThat(world.committed(world.topology.requests() + ".dead")).hasSize(1);
        }
    }

    @Test
    void record_types_without_a_rule_are_skipped_and_counted() {
        try (var world = new World(1)) {
            world.send("anna", "newer-type 1");
            world.send("anna", "newer-type 2");
            world.send("anna", "ignore 3");
            world.add("anna", "known", 1);
            var engine = world.engine("a").start();
            world.awaitDecided(Set.of("known"));
            assertThat(engine.count("skipped", "type", "newer-type")).isEqualTo(2);
            assertThat(world.committed(world.topology.requests() + ".dead")).isEmpty();
        }
    }

    @Test
    void while_the_registry_is_away_only_the_partition_that_needs_it_waits_and_then_goes_on_by_itself() {
        try (var world = new World(2)) {
            var engine = world.engine("a");
            engine.words.registryAway = true;
            var held = world.keyOf(0);
            world.add(held, "before", 1);
            world.send(held, "later needs-registry 10");
            world.add(held, "behind", 1);
            engine.start();
            world.awaitDecided(Set.of("before"));
            var ids = world.addMany("other", 10, world.keyOf(1));
            world.send(world.topology.hints(), 0, held, "add hint 5");
            ids.addAll(Set.of("before", "hint"));
            world.awaitDecided(ids);
            await().until(() -> engine.words.refusedReads.get() >= 3);
            assertThat(engine.status().partitions().get(0).phase()).isEqualTo(EngineStatus.Phase.WAITING);
            assertThat(engine.status().partitions().get(0).detail()).contains("registry is away");
            assertThat(engine.status().ready()).isFalse();
            assertThat(engine.status().failed()).isFalse();

            engine.words.registryAway = false;
            ids.addAll(List.of("needs-registry", "behind"));
            world.awaitDecided(ids);
            await().until(() -> engine.status().ready());
            assertThat(world.committed(world.topology.requests() + ".dead")).isEmpty();
        }
    }

    @Test
    void while_the_registry_is_away_a_partition_whose_past_needs_it_waits_and_the_others_decide() {
        try (var world = new World(2)) {
            Set<String> ids = new HashSet<>(world.addMany("past", 10, world.keyOf(0)));
            var before = world.engine("before").start();
            world.awaitDecided(ids);
            before.close();
            var engine = world.engine("a");
            engine.words.registryAway = true;
            engine.start();
            ids.addAll(world.addMany("other", 10, world.keyOf(1)));
            world.awaitDecided(ids);
            await().until(() -> engine.words.refusedReads.get() >= 3);
            assertThat(engine.status().partitions().get(0).phase()).isEqualTo(EngineStatus.Phase.WAITING);
            assertThat(engine.status().partitions().get(0).detail()).contains("registry is away");

            engine.words.registryAway = false;
            ids.addAll(world.addMany("after", 10, world.keyOf(0)));
            world.awaitDecided(ids);
            await().until(() -> engine.status().ready());
        }
    }
}
