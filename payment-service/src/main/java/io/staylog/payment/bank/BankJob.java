package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one instruction, in its lane. */
final class BankJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BankJob.class);

    /** The way of an answer to the log. */
    interface Answers {
        void write(ProducerRecord<byte[], byte[]> answer, Progress partition, long offset);

        void failed(Progress partition, Exception exception);
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
        } catch (RuntimeException e) {
            answers.failed(partition, e);
        }
    }

    private Said said() throws InterruptedException {
        var age = Duration.between(
                Instant.ofEpochMilli(record.timestamp()), parts.clock().instant());
        if (age.compareTo(parts.settings().keyLives()) > 0) {
            parts.metrics().tooOld();
            return new OutcomeUnknown("not sent: the instruction is " + age.toHours()
                    + " hours old, and the bank may have forgotten its key");
        }
        var said = called();
        if (said instanceof NotExecuted(var message) && partition.mayHaveBeenDeliveredBefore(record.offset())) {
            return new OutcomeUnknown(message + "; but the instruction may have been carried out before");
        }
        return said;
    }

    private Said called() throws InterruptedException {
        parts.metrics().begun();
        long started = System.nanoTime();
        Said said = new OutcomeUnknown("the call was broken off");
        try {
            said = order.isLookup()
                    ? parts.gateway().lookUp(order)
                    : parts.gateway().execute(order);
        } catch (RuntimeException e) {
            LOG.error("The gateway failed at {}", order, e);
            said = new OutcomeUnknown("the gateway failed: " + e.getClass().getSimpleName());
        } finally {
            parts.metrics().ended(order, said, Duration.ofNanos(System.nanoTime() - started));
        }
        report(said);
        return said;
    }

    private void report(Said said) {
        switch (said) {
            case NotExecuted(var message) ->
                parts.status().bankSilent(parts.clock().instant(), message);
            case OutcomeUnknown(var message) ->
                parts.status().bankSilent(parts.clock().instant(), message);
            case Approved _, Declined _, NotTaken _, NotFound _ ->
                parts.status().bankAnswered(parts.clock().instant());
        }
    }
}
