package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The bank worker's own reading of instructions and writing of answers, for whoever has no Kafka. */
public final class WorkerDoor {
    private final BankCallWire wire;

    /** Reads and writes through this. */
    public WorkerDoor(BankCallWire wire) {
        this.wire = wire;
    }

    /** Reads an instruction. */
    public BankOrder read(ConsumerRecord<byte[], byte[]> record) {
        return wire.read(record);
    }

    /** Writes what the bank said to it. */
    public ProducerRecord<byte[], byte[]> write(
            BankOrder order, Said said, ConsumerRecord<byte[], byte[]> cause, Instant now) {
        return wire.write(order, BankWords.checked(said), cause, now);
    }

    /** What is believed of the answer to an instruction that may have been carried out before; see BankJob. */
    public static Said believedAgain(Said said) {
        return switch (said) {
            case NotExecuted it -> new OutcomeUnknown(it.message());
            case NotTaken it -> new OutcomeUnknown(it.message());
            default -> said;
        };
    }
}
