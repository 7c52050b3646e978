package io.staylog.schemas.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which ids the log was written with, by the word of the topics' owners alone. */
class IdsOnTheLogTest {
    private static final String TOPIC = Topics.BOOKING_EVENTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final long OLD = 100;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private long end = OLD;

    @BeforeEach
    void emptyPartition() {
        var node = new Node[0];
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), node, node)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, OLD));
        consumer.updateEndOffsets(Map.of(PARTITION, OLD));
    }

    @Test
    void an_empty_log_tells_nothing() {
        assertThat(IdsOnTheLog.newest(consumer, List.of(Topics.BOOKING_EVENTS))).isEmpty();
    }

    @Test
    void a_topic_where_anybody_writes_is_not_looked_at() {
        assertThat(IdsOnTheLog.newest(consumer, List.of(Topics.BOOKING_REQUESTS)))
                .isEmpty();
    }

    @Test
    void the_owner_s_word_counts_and_no_stranger_s() {
        add(3, "booking-service", "BookingHeld");
        add(3, "booking-service", "BookingHeld");
        add(4, "booking-service", "BookingConfirmed");
        add(5, "somebody", "BookingConfirmed");
        add(new RecordHeaders(), payload(6));
        add(headers("booking-service", "BookingHeld"), "no payload".getBytes(UTF_8));

        assertThat(IdsOnTheLog.newest(consumer, List.of(Topics.BOOKING_EVENTS, Topics.BOOKING_REQUESTS)))
                .isEqualTo(Map.of(3, "BookingHeld", 4, "BookingConfirmed"));
    }

    private void add(int id, String source, String type) {
        add(headers(source, type), payload(id));
    }

    private static Headers headers(String source, String type) {
        return EventHeaders.of("1", type, source, Instant.EPOCH, "rio");
    }

    private static byte[] payload(int id) {
        return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    }

    private void add(Headers headers, byte[] value) {
        long offset = end++;
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                "rio".getBytes(UTF_8),
                value,
                headers,
                Optional.empty())));
    }
}
