package io.staylog.logview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class ViewStatusTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ViewStatus view = new ViewStatus();

    @Test
    void a_view_that_keeps_up_with_a_steady_stream_is_not_called_late_although_something_is_always_on_its_way() {
        view.trouble(null);
        view.folded(Instant.now());
        view.lag(3);
        assertThat(view.behind()).isLessThan(MINUTE);
    }

    @Test
    void the_first_event_after_a_quiet_hour_does_not_make_a_view_late() {
        view.trouble(null);
        view.folded(Instant.now().minus(Duration.ofHours(1)));
        view.lag(0);
        view.lag(1);
        assertThat(view.behind()).isLessThan(MINUTE);
    }

    @Test
    void a_view_that_shows_everything_is_not_late() {
        view.trouble(null);
        view.lag(0);
        assertThat(view.behind()).isZero();
    }

    @Test
    void what_is_still_being_replayed_or_stands_still_cannot_be_relied_on() {
        assertThat(view.shows("rio")).isFalse(); // Nothing is known, not even how many partitions there are.
        assertThat(view.showsAll()).isFalse();
        view.partitions(2);
        view.shown(0);
        assertThat(view.shows(0)).isTrue();
        assertThat(view.shows(1)).isFalse();
        assertThat(view.caughtUp()).isFalse();
        assertThat(view.showsAll()).isFalse();
        view.shown(1);
        assertThat(view.caughtUp()).isTrue();
        assertThat(view.showsAll()).isTrue();
        assertThat(view.shows("rio")).isTrue();
        view.stopped(0, "an event cannot be read");
        view.stopped(1, "an event cannot be read");
        assertThat(view.shows("rio")).isFalse();
        assertThat(view.showsAll()).isFalse();
    }

    @Test
    void a_hotel_is_looked_for_where_kafkas_own_partitioner_puts_its_key() {
        view.partitions(8);
        var partition = BuiltInPartitioner.partitionForKey("rio".getBytes(UTF_8), 8);
        for (int i = 0; i < 8; i++) {
            assertThat(view.shows("rio")).as("before " + i).isEqualTo(i > partition);
            view.shown(i);
        }
    }
}
