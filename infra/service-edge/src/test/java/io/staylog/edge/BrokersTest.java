package io.staylog.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.edge.guard.LogCheck;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class BrokersTest {
    @Test
    void a_name_that_does_not_resolve_yet_is_trouble_and_not_the_end() {
        var check = LogCheck.of(new MockEnvironment().withProperty("spring.application.name", "booking-service"));
        try (var brokers = new Brokers("broker.invalid:9092", "test", Map.of(), check)) {
            assertThat(brokers.trouble()).startsWith("no broker answers: ");
            assertThat(brokers.trouble()).startsWith("no broker answers: ");
        }
    }
}
