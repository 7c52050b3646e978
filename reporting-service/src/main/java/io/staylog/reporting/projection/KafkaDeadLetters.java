package io.staylog.reporting.projection;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.reporting.projection.EventReader.Reading;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.WireFormat;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Copies records as they are to the dead-letter topic of theirs, same partition, with reason and origin in the same headers
 * that the other services write. There is never none of a record, but one more copy each time that its batch is tried again
 * after its letters were sent: when the rows could not be written, or the service ended, in between.
 *
 * <p>Of a record about a guest or a party the letter keeps neither key nor value nor foreign headers, because any of them may
 * be a name and dead letters are kept for ever. It says where the record lies; there it can be read until it is compacted away,
 * and a new record or a tombstone under its key does that.
 */
final class KafkaDeadLetters implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final String group;

    KafkaDeadLetters(KafkaOperations<byte[], byte[]> kafka, String group) {
        this.kafka = kafka;
        this.group = group;
    }

    @Override
    public CompletableFuture<?> keep(ConsumerRecord<byte[], byte[]> input, Reading.Dead dead) {
        var topic = Topics.named(input.topic()).map(Topic::dead).orElseThrow();
        boolean isPersonal = EventReader.isCompacted(input.topic());
        var copy = isPersonal
                ? new ProducerRecord<byte[], byte[]>(topic, input.partition(), null, null, null, new RecordHeaders())
                : new ProducerRecord<>(
                        topic,
                        input.partition(),
                        null,
                        input.key(),
                        input.value(),
                        DeadHeaders.original(input.headers()));
        var id = new LetterId(input.topic(), input.partition(), input.offset());
        var why = Why.of(dead.reason(), dead.message());
        var letter = new Letter(group, id, why, dead.subject().text(), null, input.timestamp());
        DeadHeaders.add(copy.headers(), letter, WireFormat.namedSchema(input.value()));
        // Rows are a fold of the log in its order, so one record cannot be folded in later, but all can be folded anew.
        DeadHeaders.put(copy.headers(), DeadHeaders.REMEDY, isPersonal ? "rewrite" : "rebuild");
        if (isPersonal) {
            int bytes = input.value() == null ? 0 : input.value().length;
            DeadHeaders.put(copy.headers(), DeadHeaders.BYTES, Integer.toString(bytes));
        }
        line(input, dead, isPersonal)
                .addKeyValue("reason", dead.reason())
                .log("a record cannot be projected and is in the dead-letter topic: {}", dead.message());
        return kafka.send(copy);
    }

    private static LoggingEventBuilder line(
            ConsumerRecord<byte[], byte[]> input, Reading.Dead dead, boolean isPersonal) {
        return isPersonal
                ? LOG.atError()
                        .addKeyValue("topic", input.topic())
                        .addKeyValue("partition", input.partition())
                        .addKeyValue("offset", input.offset())
                : dead.subject().add(LOG.atError(), input);
    }
}
