package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.schemas.RecordFields;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Carries out one instruction, in its lane. */
final class BankJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BankJob.class);

    private static final String BEFORE = "; but the instruction may have been carried out before";

    /** The way of an answer to the log. */
    interface Answers {
        void write(ProducerRecord<byte[], byte[]> answer, Progress partition, long offset);

        void failed(Progress partition, Throwable failure);
    }

    private final WorkerSession.Parts parts;
    private final ConsumerRecord<byte[], byte[]> record;
    private final BankOrder order;
    private final Progress partition;
    private final Semaphore inFlight;
    private final Answers answers;

    BankJob(
            WorkerSession.Parts parts,
            ConsumerRecord<byte[], byte[]> record,
            BankOrder order,
            Progress partition,
            Semaphore inFlight,
            Answers answers) {
        this.parts = parts;
        this.record = record;
        this.order = order;
        this.partition = partition;
        this.inFlight = inFlight;
        this.answers = answers;
    }

    @Override
    public void run() {
        try {
            inFlight.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            carryOut();
        } finally {
            inFlight.release();
        }
    }

    private void carryOut() {
        if (!partition.begin()) {
            return; // It is the successor's.
        }
        try {
            var answer = parts.wire().write(order, said(), record, parts.clock().instant());
            answers.write(answer, partition, record.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.failed(partition, e);
        } catch (Throwable e) {
            // Also where memory is short: a job that says nothing would leave its instruction open for ever.
            answers.failed(partition, e);
        }
    }

    private Said said() throws InterruptedException {
        var age = Duration.between(
                Instant.ofEpochMilli(record.timestamp()), parts.clock().instant());
        if (age.compareTo(parts.settings().keyLives()) > 0) {
            parts.metrics().tooOld();
            var unknown = new OutcomeUnknown("not sent: the instruction is " + age.toHours()
                    + " hours old, and the bank may have forgotten its key");
            report(unknown);
            return unknown;
        }
        var gateway = parts.gateways().find(order.gateway());
        var said = believed(gateway == null ? notSetUp() : called(gateway));
        report(said);
        return said;
    }

    /** What a call says that left no trace at the bank: nothing of an earlier call by another process. */
    private Said believed(Said said) {
        if (!partition.mayHaveBeenDeliveredBefore(record.offset())) {
            return said;
        }
        return switch (said) {
            case NotExecuted it -> new OutcomeUnknown(it.message() + BEFORE);
            case NotTaken(var _, var message) -> new OutcomeUnknown(message + BEFORE);
            case Approved _, Declined _, ActionRequired _, Pending _, NotFound _, OutcomeUnknown _ -> said;
        };
    }

    /** Somebody took a bank out of the settings that payments are still with. */
    private Said notSetUp() {
        return new NotExecuted("no bank " + order.gateway() + " is set up here; see staylog.bank.gateways", true);
    }

    private Said called(BankGateway gateway) throws InterruptedException {
        parts.metrics().begun();
        long started = System.nanoTime();
        Said said = new OutcomeUnknown("the call was broken off");
        try {
            said = BankWords.checked(order.isLookup() ? gateway.lookUp(order) : gateway.execute(order));
        } catch (RuntimeException e) {
            log(LOG.atError()).setCause(e).log("The gateway failed at {}", order);
            said = new OutcomeUnknown("the gateway failed: " + e.getClass().getSimpleName());
        } finally {
            parts.metrics().ended(order, said, Duration.ofNanos(System.nanoTime() - started));
        }
        judge(said);
        return said;
    }

    private void judge(Said said) {
        switch (said) {
            case NotExecuted it -> parts.status().bankSilent(parts.clock().instant(), it.message());
            case OutcomeUnknown(var message) ->
                parts.status().bankSilent(parts.clock().instant(), message);
            case Approved _, Declined _, ActionRequired _, Pending _, NotTaken _, NotFound _ ->
                parts.status().bankAnswered(parts.clock().instant());
        }
    }

    private void report(Said said) {
        switch (said) {
            case Approved _, ActionRequired _, Pending _ -> {}
            case NotFound _ -> log(LOG.atInfo()).log("The bank does not know {}", order.merchantReference());
            case Declined(var code) -> log(LOG.atInfo()).log("The bank declined {}: {}", order, code);
            case NotTaken(var _, var message) -> log(LOG.atError()).log("{} was not taken: {}", order, message);
            case NotExecuted it -> log(LOG.atWarn()).log("{} was not executed: {}", order, it.message());
            case OutcomeUnknown(var message) -> log(LOG.atWarn()).log("{} has an unknown outcome: {}", order, message);
        }
    }

    private LoggingEventBuilder log(LoggingEventBuilder level) {
        return RecordFields.add(RecordFields.add(level, record), "bookingId", order.bookingId())
                .addKeyValue("paymentId", order.paymentId())
                .addKeyValue("attemptNo", order.attemptNo());
    }
}
