package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingInOrderTest {
    @Test
    void services_stop_before_the_registry_and_the_broker_stops_last() {
        var stopped = Collections.synchronizedList(new ArrayList<Part>());
        StopOrder.stop(List.of(Part.BROKER, Part.REGISTRY, Part.BOOKING, Part.REPORTING), part -> part, stopped::add);
        assertThat(stopped.subList(0, 2)).containsExactlyInAnyOrder(Part.BOOKING, Part.REPORTING);
        assertThat(stopped.subList(2, 4)).containsExactly(Part.REGISTRY, Part.BROKER);
    }
}
