package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.testing.Log;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far the tables of a rebuild are folded, in a real PostgreSQL and from a log that gives what the test says. */
class LogFolderTest {
    private static final TopicPartition BOOKINGS = new TopicPartition(Topics.BOOKING_EVENTS.name(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private RegistryDouble registry;
    private ProjectorFixture projection;
    private List<ConsumerRecord<byte[], byte[]>> records;

    @BeforeEach
    void open() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        records = log.add(
                        hotel(HOTEL, "2026-03-01"),
                        closed(HOTEL, "2026-03-01"),
                        closed(HOTEL, "2026-03-02"),
                        closed(HOTEL, "2026-03-03"))
                .records();
    }

    @AfterEach
    void close() {
        projection.close();
        registry.close();
    }

    private void given(int from, int to) {
        consumer.schedulePollTask(() -> records.subList(from, to).forEach(consumer::addRecord));
    }

    @Test
    void it_stops_at_the_target_and_goes_on_from_there() {
        try (var fold = projection.folder(consumer).open()) {
            given(0, 4);
            fold.to(Map.of(BOOKINGS, 2L));
            assertThat(projection.rebuiltTo(BOOKINGS)).isEqualTo(2);
            given(2, 4);
            fold.to(Map.of(BOOKINGS, 4L));
            assertThat(projection.rebuiltTo(BOOKINGS)).isEqualTo(4);
            assertThat(projection.jdbc.queryForObject(
                            "select business_date::text from projection_next.hotel", String.class))
                    .isEqualTo("2026-03-04");
        }
    }

    @Test
    void it_tells_how_far_it_is() {
        var told = new ArrayList<FoldingProgress>();
        try (var fold = projection.folder(consumer).open(told::add)) {
            given(0, 3);
            fold.to(Map.of(BOOKINGS, 3L));
            given(3, 4);
            fold.to(Map.of(BOOKINGS, 4L));
        }
        assertThat(told).extracting(FoldingProgress::allOffsets).startsWith(3L).endsWith(4L);
        assertThat(told).last().satisfies(end -> assertThat(end.doneOffsets()).isEqualTo(4));
    }

    @Test
    void tables_that_are_ahead_of_the_target_stay_there() {
        try (var fold = projection.folder(consumer).open()) {
            given(0, 4);
            fold.to(Map.of(BOOKINGS, 3L));
            fold.to(Map.of(BOOKINGS, 1L), Duration.ofMillis(1));
            assertThat(projection.rebuiltTo(BOOKINGS)).isEqualTo(3);
        }
    }

    @Test
    void while_others_wait_it_gives_up_and_keeps_what_it_has() {
        try (var fold = projection.folder(consumer).open()) {
            given(0, 2);
            assertThatThrownBy(() -> fold.to(Map.of(BOOKINGS, 4L), Duration.ofMillis(300)))
                    .isInstanceOf(LogFolder.TooSlowException.class)
                    .hasMessageContaining("300 ms");
            assertThat(projection.rebuiltTo(BOOKINGS)).isEqualTo(2);
            given(2, 4);
            fold.to(Map.of(BOOKINGS, 4L));
            assertThat(projection.rebuiltTo(BOOKINGS)).isEqualTo(4);
        }
    }
}
