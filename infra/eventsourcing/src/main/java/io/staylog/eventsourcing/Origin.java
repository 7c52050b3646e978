package io.staylog.eventsourcing;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from.
 *
 * @param key the key it is about
 * @param id unique id of the event, the same whenever the same input is decided: {@code topic/partition/offset/index}, or
 *     {@code topic/timer/partition/n/index} where a timer decided after the first n events of the partition
 * @param at the time of the decision
 * @param input the record that caused it; null where a timer did
 */
public record Origin(
        String key, String id, Instant at, @Nullable ConsumerRecord<byte[], byte[]> input) {}
