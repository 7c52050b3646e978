package io.staylog.booking.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.booking.domain.PaymentWord;
import io.staylog.booking.domain.PaymentWord.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PaymentReaderTest {
    private static final String TOPIC = "payment.events";
    private static final TopicPartition AT = new TopicPartition(TOPIC, 0);

    @Test
    void a_booking_shows_what_payment_service_says_and_what_cannot_be_read_holds_nothing_up() {
        var rio = ViewFixture.rio(1);
        var id = rio.place("CARD");
        var paymentId = rio.model.booking(id).paymentId();
        assertThat(payment(rio, id).outcome()).isNull();

        var consumer = new MockConsumer<byte[], byte[]>("none");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(AT, 0L)));
        var words = List.of(
                new PaymentWord(paymentId, id, State.DECLINED, "do_not_honor"),
                new PaymentWord(paymentId, id, State.AUTHORIZED, ""));
        try (var reader = new PaymentReader(TOPIC, () -> consumer, record -> word(record, words), rio.model)) {
            reader.start();
            await().until(() -> consumer.assignment().contains(AT));
            consumer.schedulePollTask(() -> add(consumer, 0));
            await().until(() -> payment(rio, id).outcome() == State.DECLINED);
            assertThat(payment(rio, id).declineCode()).isEqualTo("do_not_honor");
            consumer.schedulePollTask(() -> add(consumer, 1)); // Nobody can read this one.
            consumer.schedulePollTask(() -> add(consumer, 2));
            await().until(() -> payment(rio, id).outcome() == State.AUTHORIZED);
            assertThat(payment(rio, id).declineCode()).isNull();
        }
        assertThat(rio.model.sizes()).containsEntry("payments", 1);
    }

    private static PaymentWord word(ConsumerRecord<byte[], byte[]> record, List<PaymentWord> words) {
        if (record.offset() == 1) {
            throw new IllegalStateException("illegible");
        }
        return words.get((int) record.offset() / 2);
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                "rio".getBytes(UTF_8),
                Instant.EPOCH.toString().getBytes(UTF_8)));
    }

    private static PaymentView payment(ViewFixture rio, java.util.UUID id) {
        return rio.model.booking(id).payments().getFirst();
    }
}
