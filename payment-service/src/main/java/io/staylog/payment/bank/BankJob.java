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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
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

    /** What is to be done, and where it stands on the log. */
    record Task(ConsumerRecord<byte[], byte[]> record, BankOrder order, Progress partition) {}

    private final WorkerSession.Parts parts;
    private final ConsumerRecord<byte[], byte[]> record;
    private final BankOrder order;
    private final Progress partition;
    private final @Nullable BankLine line;
    private final boolean isTurnedAway;
    private final Answers answers;

    /**
     * Prepares it.
     *
     * @param line null where the bank is not set up
     * @param isTurnedAway whether it does not even wait for its turn at the bank
     */
    BankJob(WorkerSession.Parts parts, Task task, @Nullable BankLine line, boolean isTurnedAway, Answers answers) {
        this.parts = parts;
        this.record = task.record();
        this.order = task.order();
        this.partition = task.partition();
        this.line = line;
        this.isTurnedAway = isTurnedAway;
        this.answers = answers;
    }

    @Override
    public void run() {
        boolean hasTurn;
        try {
            hasTurn = line != null && !isTurnedAway && line.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            carryOut(hasTurn);
        } finally {
            if (hasTurn && line != null) {
                line.leave();
            }
        }
    }

    private void carryOut(boolean hasTurn) {
        if (!partition.begin()) {
            return; // It is the successor's.
        }
        try {
            var answer = parts.wire()
                    .write(order, said(hasTurn), record, parts.clock().instant());
            answers.write(answer, partition, record.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.failed(partition, e);
        } catch (Throwable e) {
            // Also where memory is short: a job that says nothing would leave its instruction open for ever.
            answers.failed(partition, e);
        }
    }

    private Said said(boolean hasTurn) throws InterruptedException {
        var age = Duration.between(
                Instant.ofEpochMilli(record.timestamp()), parts.clock().instant());
        // A question uses up no key.
        if (!order.isLookup() && age.compareTo(parts.settings().keyLives()) > 0) {
            parts.metrics().tooOld();
            var unknown = new OutcomeUnknown("not sent: the instruction is " + age.toHours()
                    + " hours old, and the bank may have forgotten its key");
            report(unknown);
            return unknown;
        }
        var said = believed(line == null ? notSetUp() : hasTurn ? called(line) : line.busy());
        if (said instanceof NotExecuted it && it.notTried()) {
            parts.metrics().notTried(line == null ? order.gateway() : line.name());
        }
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

    private Said called(BankLine way) throws InterruptedException {
        long started = System.nanoTime();
        Said said = new OutcomeUnknown("the call was broken off");
        try {
            said = way.call(order);
        } catch (RuntimeException e) {
            log(LOG.atError()).setCause(e).log("The gateway failed at {}", order);
            said = new OutcomeUnknown("the gateway failed: " + e.getClass().getSimpleName());
        } finally {
            parts.metrics().ended(way.name(), order, said, Duration.ofNanos(System.nanoTime() - started));
        }
        return said;
    }

    private void report(Said said) {
        switch (said) {
            case Approved _, ActionRequired _, Pending _ -> {}
            case NotFound _ -> log(LOG.atInfo()).log("The bank does not know {}", order.merchantReference());
            case Declined(var code) -> log(LOG.atInfo()).log("The bank declined {}: {}", order, code);
            case NotTaken(var _, var message) -> log(LOG.atError()).log("{} was not taken: {}", order, message);
            // The breaker has said why, once for all of them.
            case NotExecuted it when it.notTried() -> log(LOG.atDebug()).log("{} was not sent", order);
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
