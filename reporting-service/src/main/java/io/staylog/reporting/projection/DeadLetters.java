package io.staylog.reporting.projection;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that cannot be projected. */
interface DeadLetters {
    /** Takes note of the record without keeping it: for a rebuild, whose dead letters have been kept already. */
    DeadLetters KEPT_ALREADY = (record, dead) -> {};

    /** Returns when the record is safe; throws if it is not. */
    void keep(ConsumerRecord<byte[], byte[]> input, EventReader.Reading.Dead dead);
}
