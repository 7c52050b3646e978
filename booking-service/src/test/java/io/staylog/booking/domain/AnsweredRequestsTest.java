package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnsweredRequestsTest {
    private static final int WINDOW = AnsweredRequests.WINDOW;

    private final AnsweredRequests answered = new AnsweredRequests();

    private static UUID request(int number) {
        return new UUID(7, number);
    }

    private void answer(int first, int end) {
        for (int number = first; number < end; number++) {
            answered.add(request(number));
        }
    }

    @Test
    void the_oldest_requests_are_forgotten_when_a_window_of_others_has_come_since() {
        answer(0, WINDOW);
        assertThat(answered.contains(request(0))).isTrue();
        answer(WINDOW, WINDOW + 10);
        assertThat(answered.contains(request(9))).isFalse();
        assertThat(answered.contains(request(10))).isTrue();
        assertThat(answered.contains(request(WINDOW + 9))).isTrue();
    }

    @Test
    void a_repeat_makes_nothing_younger() {
        answer(0, WINDOW);
        answered.add(request(0));
        answer(WINDOW, WINDOW + 1);
        assertThat(answered.contains(request(0))).isFalse();
    }

    @Test
    void they_are_told_and_taken_up_again_oldest_first_also_after_many_windows() {
        answer(0, 2 * WINDOW + 12_345);
        var expected = new ArrayList<UUID>();
        for (int number = WINDOW + 12_345; number < 2 * WINDOW + 12_345; number++) {
            expected.add(request(number));
        }
        assertThat(answered.picture()).isEqualTo(expected);

        var out = new ByteWriter();
        answered.write(out);
        var again = new AnsweredRequests();
        again.read(new ByteReader(out.toByteArray()));
        assertThat(again.picture()).isEqualTo(expected);
        again.add(request(-1));
        assertThat(again.contains(expected.getFirst())).isFalse();
        assertThat(again.contains(expected.get(1))).isTrue();
    }
}
