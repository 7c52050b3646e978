package io.staylog.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawingHotelsTest {
    private static final int DRAWN = 200_000;

    @Test
    void the_second_is_drawn_half_as_often_as_the_first_and_every_one_is_drawn() {
        var drawn = new int[50];
        var random = new Random(1);
        var zipf = new Zipf(drawn.length, 1);
        for (int i = 0; i < DRAWN; i++) {
            drawn[zipf.next(random)]++;
        }
        assertThat((double) drawn[1] / drawn[0]).isCloseTo(0.5, within(0.03));
        assertThat((double) drawn[9] / drawn[0]).isCloseTo(0.1, within(0.02));
        assertThat(drawn).doesNotContain(0);
    }
}
