package io.staylog.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.WireBytes.Decoded;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
    private static final LogRecord ASKED = record("requests", 4, 100, "0192f3a4");
    private static final LogRecord HELD = record("bookings", 8, 100, "requests/0/4/0");
    private static final LogRecord STARTED = record("payments", 0, 100, "bookings/0/8/0");
    private static final LogRecord CONFIRMED = record("bookings", 11, 400, "payments/0/3/0");
    private static final LogRecord CAPTURED = record("payments", 3, 400, "bank/0/0/0");
    private static final LogRecord EARLIER = record("bookings", 7, 50, "requests/0/3/0");

    @Test
    void of_records_of_one_time_the_cause_comes_first() {
        var sorted = TimeOrder.of(List.of(EARLIER, HELD, CONFIRMED, STARTED, CAPTURED, ASKED));

        assertThat(sorted).containsExactly(EARLIER, ASKED, HELD, STARTED, CAPTURED, CONFIRMED);
    }

    @Test
    void records_of_a_partition_and_of_one_time_stay_in_their_order() {
        var first = record("requests", 5, 100, "b");
        var second = record("requests", 6, 100, "a");
        var effect = record("bookings", 12, 100, "requests/0/6/0");

        assertThat(TimeOrder.of(List.of(effect, first, second))).containsExactly(first, second, effect);
    }

    private static LogRecord record(String topic, long offset, long time, String id) {
        var headers = new RecordHeaders();
        headers.add("ce_id", id.getBytes(UTF_8));
        return new LogRecord(
                new ConsumerRecord<>(
                        topic,
                        0,
                        offset,
                        time,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        headers,
                        Optional.empty()),
                new Decoded.Tombstone());
    }
}
