package io.staylog.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LivingThePastTest {

    @Test
    void as_many_days_are_lived_as_bring_the_events() {
        // 20 guests with four events each and the end of the day, in each of 500 hotels.
        assertThat(Past.daysFor(500 * 81L * 33, 500, 20)).isEqualTo(33);
        assertThat(Past.daysFor(500 * 81L * 33 + 1, 500, 20)).isEqualTo(34);
    }

    @Test
    void no_name_is_another_guests_or_the_beginning_of_one() {
        var words =
                IntStream.rangeClosed(1, 30_000).mapToObj(Past::word).sorted().toList();
        assertThat(words).doesNotHaveDuplicates();
        for (int i = 1; i < words.size(); i++) {
            assertThat(words.get(i)).doesNotStartWith(words.get(i - 1));
        }
    }
}
