package io.staylog.payment.bank;

/**
 * A kind of bank that this program can speak to. A further one is a package of its own with one of these, and a line in the list
 * of all.
 */
public interface GatewayKind {
    /** What is set for it, under {@code staylog.bank.gateways.<name>}. */
    @FunctionalInterface
    interface Setting {
        /** Reads all of it as a record, whose defaults count for what is not set. */
        <T> T as(Class<T> type);
    }

    /** Its name in settings, events and the address of its notifications. */
    String name();

    /**
     * Makes one. It does not connect yet.
     *
     * @throws IllegalArgumentException if it cannot work as set; the message begins with the name of the property
     */
    BankGateway create(Setting setting);
}
