package io.staylog.bench.micro;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Makes what was sent into what is read. */
final class Inputs {
    private Inputs() {}

    static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent, long offset, long timestamp) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                offset,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
