package io.staylog.booking.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
}
