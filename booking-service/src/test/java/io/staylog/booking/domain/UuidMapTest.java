package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidMapTest {
    private final UuidMap<Integer> ids = new UuidMap<>();

    @Test
    void it_answers_like_any_other_map_whatever_is_put_and_removed() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var expected = new HashMap<UUID, Integer>();
        for (int step = 0; step < 200_000; step++) {
            // Few ids, so that they are put, put again and removed; half of them alike in one of their halves.
            var id = new UUID(random.nextInt(60), random.nextInt(60));
            if (random.nextInt(5) < 3) {
                assertThat(ids.put(id, step)).as("seed %d, step %d", seed, step).isEqualTo(expected.put(id, step));
            } else {
                ids.remove(id);
                expected.remove(id);
            }
            var other = new UUID(random.nextInt(60), random.nextInt(60));
            assertThat(ids.get(other)).as("seed %d, step %d", seed, step).isEqualTo(expected.get(other));
            assertThat(ids.size()).isEqualTo(expected.size());
        }
        var all = new HashMap<UUID, Integer>();
        ids.forEach(all::put);
        assertThat(all).as("seed %d", seed).isEqualTo(expected);
    }
}
