package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.OpenLetters.Open;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is remembered when there is more than can be. */
class OpenLettersTest {
    private static final String KEY = "rio";
    private final OpenLetters letters = new OpenLetters("group", 3);

    @Test
    void the_eldest_garbage_is_forgotten_and_nothing_that_others_wait_for() {
        letters.add(undecidable(1, "anna"));
        letters.add(parked(2, "anna"));
        for (int i = 3; i < 10; i++) {
            letters.add(illegible(i));
        }
        assertThat(letters.size()).isEqualTo(3);
        assertThat(letters.find(id(1))).isNotNull();
        assertThat(letters.find(id(3))).isNull();
        assertThat(letters.find(id(9))).isNotNull();
        assertThat(letters.blockerOf(KEY, "anna", () -> false)).isEqualTo(id(1));
        assertThat(letters.blockerOf(KEY, "bela", () -> true)).isEqualTo(id(9));
        assertThat(letters.parkedOf(KEY)).hasSize(1);
    }

    @Test
    void where_everything_is_waited_for_nothing_is_forgotten() {
        for (int i = 1; i < 10; i++) {
            letters.add(undecidable(i, "guest" + i));
        }
        assertThat(letters.size()).isEqualTo(9);
    }

    @Test
    void what_waits_is_kept_ready_up_to_a_number_of_bytes() {
        letters.add(undecidable(1, "anna"));
        for (int i = 2; i < 18; i++) {
            assertThat(letters.isFull()).isFalse();
            letters.add(parked(i, "anna"));
        }
        assertThat(letters.isFull()).isTrue();
        letters.close(id(17));
        assertThat(letters.isFull()).isFalse();
    }

    private static LetterId id(long offset) {
        return new LetterId("requests", 0, offset);
    }

    private static Open illegible(long offset) {
        return new Open(id(offset), KEY, null, true, 0, null, offset);
    }

    private static Open undecidable(long offset, String subject) {
        return new Open(id(offset), KEY, subject, false, 0, null, offset);
    }

    private static Open parked(long offset, String subject) {
        var record = new ConsumerRecord<>("requests", 0, offset, new byte[] {1}, new byte[1_000_000]);
        return new Open(id(offset), KEY, subject, false, 0, OpenLetters.original(id(offset), 0, sized(record)), offset);
    }

    /** As a consumer gives it, with its sizes. */
    private static ConsumerRecord<byte[], byte[]> sized(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                0,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                record.leaderEpoch());
    }
}
