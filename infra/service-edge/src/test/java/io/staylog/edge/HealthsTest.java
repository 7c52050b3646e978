package io.staylog.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class HealthsTest {
    @Test
    void what_is_waited_for_at_the_start_is_told() {
        assertThat(Healths.startup(null).getStatus()).isEqualTo(Status.UP);
        var waiting = Healths.startup("no broker answers: time-out");
        assertThat(waiting.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(waiting.getDetails()).containsEntry("reason", "no broker answers: time-out");
    }

    @Test
    void without_a_broker_it_is_not_ready() {
        assertThat(Healths.broker(null).getStatus()).isEqualTo(Status.UP);
        var away = Healths.broker("no broker answers: time-out");
        assertThat(away.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(away.getDetails()).containsEntry("reason", "no broker answers: time-out");
    }

    @Test
    void a_registry_that_is_away_is_told_and_counts_for_nothing() {
        assertThat(Healths.registry(null).getStatus()).isEqualTo(Status.UP);
        assertThat(Healths.registry("away").getStatus()).isEqualTo(Status.UNKNOWN);
    }
}
