package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadersTest {
    private static final String TRACE = "00-9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01";

    private final ConsumerRecord<byte[], byte[]> cause =
            new ConsumerRecord<>("booking.requests", 3, 42, new byte[0], new byte[0]);

    @Test
    void what_follows_from_a_record_carries_its_id_and_its_trace() {
        cause.headers().add(EventHeaders.ID, "01a213bd-a9e3-748d-a91d-d604d846ea94".getBytes(UTF_8));
        cause.headers().add(EventHeaders.TRACE_PARENT, TRACE.getBytes(UTF_8));
        var headers = caused();
        assertThat(EventHeaders.text(headers, EventHeaders.CAUSE)).isEqualTo("01a213bd-a9e3-748d-a91d-d604d846ea94");
        assertThat(EventHeaders.text(headers, EventHeaders.TRACE_PARENT)).isEqualTo(TRACE);
    }

    @Test
    void a_record_without_an_id_is_named_by_its_place() {
        assertThat(EventHeaders.text(caused(), EventHeaders.CAUSE)).isEqualTo("booking.requests/3/42");
        assertThat(EventHeaders.text(caused(), EventHeaders.TRACE_PARENT)).isNull();
    }

    @Test
    void an_id_of_a_megabyte_does_not_live_on_in_what_follows() {
        cause.headers().add(EventHeaders.ID, "x".repeat(1_000_000).getBytes(UTF_8));
        assertThat(EventHeaders.text(caused(), EventHeaders.CAUSE)).isEqualTo("booking.requests/3/42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4111 1111 1111 1111", "4111111111111111", "4111-1111-1111-1111", "a\nb", "naïve"})
    void what_has_not_the_form_of_an_id_is_left_out(String id) {
        cause.headers().add(EventHeaders.ID, id.getBytes(UTF_8));
        assertThat(EventHeaders.text(caused(), EventHeaders.CAUSE)).isEqualTo("booking.requests/3/42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trace",
                "00-9641F53155919E676A96E3AD919E32BF-6fc58f4b43624817-01",
                "00-9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01-x",
                "00x9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01"
            })
    void what_has_not_the_form_of_a_trace_is_left_out(String trace) {
        cause.headers().add(EventHeaders.TRACE_PARENT, trace.getBytes(UTF_8));
        assertThat(EventHeaders.text(caused(), EventHeaders.TRACE_PARENT)).isNull();
    }

    private Headers caused() {
        return EventHeaders.causedBy(EventHeaders.of("id", "type", "source", Instant.EPOCH, "rio"), cause);
    }
}
