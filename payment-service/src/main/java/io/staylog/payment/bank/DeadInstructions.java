package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.schemas.RecordFields;
import io.staylog.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps instructions that nobody will ever be able to read. Only this service writes them, so it is our own fault. */
final class DeadInstructions {
    private static final Logger LOG = LoggerFactory.getLogger(DeadInstructions.class);

    private DeadInstructions() {}

    /** The record for a person, with its bytes untouched. */
    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why) {
        var message = String.valueOf(why.getMessage());
        RecordFields.add(LOG.atError(), record)
                .addKeyValue("reason", why.reason())
                .log("An instruction to the bank cannot be read and is in the dead-letter topic: {}", message);
        var dead = new ProducerRecord<>(Topics.BANK_CALLS.dead(), record.partition(), record.key(), record.value());
        record.headers().forEach(dead.headers()::add);
        dead.headers()
                .add("staylog_dead_reason", why.reason().getBytes(UTF_8))
                .add("staylog_dead_message", message.getBytes(UTF_8))
                .add(
                        "staylog_dead_partition",
                        Integer.toString(record.partition()).getBytes(UTF_8))
                .add("staylog_dead_offset", Long.toString(record.offset()).getBytes(UTF_8))
                .add("staylog_dead_group", BankWorkerSettings.GROUP.getBytes(UTF_8));
        return dead;
    }
}
