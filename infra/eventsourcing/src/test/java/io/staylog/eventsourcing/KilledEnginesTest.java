package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.realbroker.ChildJvm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** kill -9 of a process at a chosen instruction, seen from the log. */
class KilledEnginesTest {
    private static final Duration DEATH = Duration.ofSeconds(120);
    private static final List<String> DEATHS = List.of(
            "before:commitTransaction:1",
            "after:commitTransaction:1",
            "before:sendOffsetsToTransaction:1",
            "before:commitTransaction:3",
            "after:send:25");

    @Test
    void wherever_an_engine_is_killed_nothing_is_lost_and_nothing_is_decided_twice() {
        var worlds = new LinkedHashMap<World, ChildJvm>();
        try {
            for (var death : DEATHS) {
                var world = new World(2);
                world.addMany("early", 35, "anna", "bela", "cara");
                worlds.put(world, world.process("first", death));
            }
            boolean first = true; // It dies between its first production and the commit.
            boolean sameInstance = true;
            for (var world : worlds.entrySet()) {
                assertThat(world.getValue().awaitExit(DEATH)).isEqualTo(EngineProcess.DIED);
                if (first) {
                    var events = world.getKey().topology.events();
                    assertThat(world.getKey().uncommittedTexts(events))
                            .as("was produced")
                            .isNotEmpty();
                    assertThat(world.getKey().texts(events)).as("was committed").isEmpty();
                    first = false;
                }
                // The same instance aborts what the dead one left open; for another one the brokers do, later.
                world.getKey().engine(sameInstance ? "first" : "second").start();
                sameInstance = !sameInstance;
            }
            for (var world : worlds.keySet()) {
                var ids = world.addMany("late", 20, "anna", "bela", "cara");
                for (int i = 0; i < 35; i++) {
                    ids.add("early" + i);
                }
                world.awaitDecided(ids);
            }
        } finally {
            for (var world : worlds.keySet()) {
                world.close();
            }
        }
    }

    @Test
    void killing_an_engine_again_and_again_under_load_loses_and_doubles_nothing() {
        try (var world = new World(2)) {
            var ids = world.addMany("a", 50, "anna", "bela", "cara");
            for (var death : Map.of("x", "after:send:33", "y", "before:send:57").entrySet()) {
                var child = world.process(death.getKey(), death.getValue());
                ids.addAll(world.addMany(death.getKey(), 100, "anna", "bela", "cara"));
                assertThat(child.awaitExit(DEATH)).isEqualTo(EngineProcess.DIED);
            }
            world.engine("z").start();
            world.awaitDecided(ids);
        }
    }
}
