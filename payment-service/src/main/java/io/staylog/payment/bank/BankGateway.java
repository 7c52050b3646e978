package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bank. Changing it changes neither a rule nor an event.
 *
 * <p>Each method ends within a limit of its own, and says what is known instead of throwing: "not executed" only where the
 * call certainly had no effect, "unknown" in every case of doubt. Used by many threads at once.
 */
public interface BankGateway extends AutoCloseable {
    /** The headers of a request, by name, whatever its case. */
    @FunctionalInterface
    interface Headers {
        @Nullable
        String first(String name);
    }

    /**
     * Tells the bank to do something. However often it is told with one key, it does it once.
     *
     * @throws InterruptedException if the program is shut down; nobody knows then what became of the call
     */
    Said execute(BankOrder order) throws InterruptedException;

    /**
     * Asks the bank what became of an operation, by our number of it. It moves no money, whatever the bank knows.
     *
     * @throws InterruptedException if the program is shut down
     */
    Said lookUp(BankOrder order) throws InterruptedException;

    /**
     * Reads what claims to be a notification of this bank, and believes nothing of it before its signature over these very bytes
     * is right and fresh.
     *
     * @param body as it came, not one byte changed
     * @param now tells how old the signature is
     * @throws InterruptedException if the program is shut down
     */
    Notification hear(Headers headers, byte[] body, Instant now) throws InterruptedException;

    /** The longest that {@link #execute} or {@link #lookUp} takes. */
    Duration answersWithin();

    /** Ends what is open at the bank. */
    @Override
    void close();
}
