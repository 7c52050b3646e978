package io.staylog.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokersTest {
    @Test
    void a_name_that_does_not_resolve_yet_is_trouble_and_not_the_end() {
        try (var brokers = new Brokers("broker.invalid:9092", "test")) {
            assertThat(brokers.trouble()).startsWith("no broker answers: ");
            assertThat(brokers.trouble()).startsWith("no broker answers: ");
        }
    }
}
