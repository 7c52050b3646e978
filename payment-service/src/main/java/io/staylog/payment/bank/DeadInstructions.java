package io.staylog.payment.bank;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.schemas.RecordFields;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.WireFormat;
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
        var dead = new ProducerRecord<>(
                Topics.BANK_CALLS.dead(),
                record.partition(),
                null,
                record.key(),
                record.value(),
                DeadHeaders.original(record.headers()));
        var id = new LetterId(record.topic(), record.partition(), record.offset());
        var letter =
                new Letter(BankWorkerSettings.GROUP, id, Why.of(why.reason(), message), null, null, record.timestamp());
        DeadHeaders.add(dead.headers(), letter, WireFormat.namedSchema(record.value()));
        // The payment's own deadline asks the bank what has become of the call, so there is nothing to repeat.
        DeadHeaders.put(dead.headers(), DeadHeaders.REMEDY, "deadline");
        return dead;
    }
}
