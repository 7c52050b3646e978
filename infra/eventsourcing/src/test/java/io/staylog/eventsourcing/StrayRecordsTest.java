package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
