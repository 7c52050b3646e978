package io.staylog.reporting.projection;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that cannot be projected. */
interface DeadLetters {
    /** Takes note of the record without keeping it: for a rebuild, whose dead letters have been kept already. */
    DeadLetters KEPT_ALREADY = (record, dead) -> CompletableFuture.completedFuture(null);

    /** Begins to keep a record; it is safe when the answer is there, and fails with it if it is not. */
    CompletableFuture<?> keep(ConsumerRecord<byte[], byte[]> input, EventReader.Reading.Dead dead);
}
