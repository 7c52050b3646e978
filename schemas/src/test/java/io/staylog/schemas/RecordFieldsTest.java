package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.DefaultLoggingEventBuilder;

class RecordFieldsTest {
    private static final String TRACE = "00-9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01";

    @Test
    void a_line_is_found_again_by_place_hotel_and_trace() {
        var record = record("rio");
        record.headers().add(EventHeaders.TRACE_PARENT, TRACE.getBytes(UTF_8));
        assertThat(fields(record))
                .containsExactly(
                        Map.entry("topic", "booking.requests"),
                        Map.entry("partition", 3),
                        Map.entry("offset", 42L),
                        Map.entry("hotelId", "rio"),
                        Map.entry("traceId", "9641f53155919e676a96e3ad919e32bf"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4111111111111111",
                "Anna Bell",
                "rio\nfaked line",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void a_key_that_is_no_id_is_not_shown(String key) {
        assertThat(fields(record(key))).containsOnlyKeys("topic", "partition", "offset");
    }

    @Test
    void a_record_without_key_has_a_place_all_the_same() {
        var record = new ConsumerRecord<byte[], byte[]>("booking.requests", 3, 42, null, new byte[0]);
        assertThat(fields(record)).containsOnlyKeys("topic", "partition", "offset");
    }

    private static ConsumerRecord<byte[], byte[]> record(String key) {
        return new ConsumerRecord<>("booking.requests", 3, 42, key.getBytes(UTF_8), "Anna Bell".getBytes(UTF_8));
    }

    /** What a logger would get. */
    private static Map<String, Object> fields(ConsumerRecord<byte[], byte[]> record) {
        var logger = new SubstituteLogger("test", null, true);
        var line = new DefaultLoggingEventBuilder(logger, Level.INFO) {
            Map<String, Object> fields() {
                var found = new LinkedHashMap<String, Object>();
                loggingEvent.getKeyValuePairs().forEach(pair -> found.put(pair.key, pair.value));
                return found;
            }
        };
        RecordFields.add(line, record);
        return line.fields();
    }
}
