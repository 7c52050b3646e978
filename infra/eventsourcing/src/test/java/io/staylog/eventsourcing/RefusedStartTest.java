package io.staylog.eventsourcing;

import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.RealBroker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Topics that are not as they must be: the status says which and why, and the engine goes on when they are. */
class RefusedStartTest {
    @Test
    void a_missing_topic_is_named_and_the_engine_begins_once_it_is_created() {
        try (var world = new World(2, false)) {
            var topology = world.topology;
            var engine = world.engine("a").start();
            var missing = List.of(
                    topology.events(),
                    topology.requests(),
                    topology.hints(),
                    topology.requests() + ".dead",
                    topology.hints() + ".dead");
            for (var topic : missing) {
                awaitTrouble(engine, "topic " + topic + " does not exist");
                world.createTopics(topic);
            }
            world.awaitDecided(world.addMany("id", 5, "anna", "bela"));
        }
    }

    @Test
    void another_partition_count_is_named_and_the_engine_begins_once_it_is_right() throws Exception {
        try (var world = new World(2)) {
            var admin = RealBroker.shared().admin();
            var hints = world.topology.hints();
            admin.deleteTopics(List.of(hints)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(hints));
            RealBroker.shared().createTopics(3, Map.of(), hints);
            var engine = world.engine("a").start();
            awaitTrouble(engine, hints + " has 3 partitions", world.topology.events() + " has 2");
            admin.deleteTopics(List.of(hints)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(hints));
            world.createTopics(hints);
            world.awaitDecided(world.addMany("id", 5, "anna", "bela"));
        }
    }

    private static void awaitTrouble(World.Running engine, String... words) {
        await().until(() -> {
            var trouble = engine.status().trouble();
            return trouble != null
                    && List.of(words).stream().allMatch(trouble::contains)
                    && !engine.status().ready();
        });
    }
}
