package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Said;

/**
 * A bank. Changing it changes neither a rule nor an event.
 *
 * <p>Each method ends within a limit of its own, and says what is known instead of throwing: "not executed" only where the
 * call certainly had no effect, "unknown" in every case of doubt. Used by many threads at once.
 */
public interface BankGateway {
    /**
     * Tells the bank to do something. However often it is told with one key, it does it once.
     *
     * @throws InterruptedException if the program is shut down; nobody knows then what became of the call
     */
    Said execute(BankOrder order) throws InterruptedException;

    /**
     * Asks the bank what became of an operation, by our number of it.
     *
     * @throws InterruptedException if the program is shut down
     */
    Said lookUp(BankOrder order) throws InterruptedException;
}
