package io.staylog.payment.bank;

import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A bank with a gateway to it, as the conformance suite needs it. */
public interface BankUnderTest extends AutoCloseable {
    /** What the bank itself says that it has moved of a payment, in our minor units. */
    record Books(
            long authorizations,
            long authorizedMinor,
            long capturedMinor,
            long refunds,
            long refundedMinor,
            long voids) {}

    /** How a card behaves. */
    enum Card {
        GOOD,
        /** Captures are declined. */
        CAPTURE_FAILS,
        /** Refunds are declined. */
        REFUND_FAILS,
        /** The authorisation cannot be raised. */
        ADJUST_FAILS,
        /** A refund is pending for a moment and then succeeds. */
        REFUND_PENDING,
        /** A refund is pending for a moment and then fails. */
        REFUND_FAILS_LATER,
        /** The guest must act, and acts when the test says so. */
        ASKS,
        /** The guest must act, and does not before his time is up. */
        ASKS_IN_VAIN,
        /** The authorisation expires at once. */
        EXPIRES
    }

    String name();

    BankGateway gateway();

    /** What the gateway calls the bank through. */
    FaultyWay way();

    /** A token of a card. */
    String token(Card card);

    /** A token of a card that is declined with that code of ours. */
    String declined(String code);

    /** Lets the guest complete or fail what the bank asks. */
    void act(ActionRequired asked, boolean isGood) throws IOException, InterruptedException;

    /** Lets the time pass that a guest has; it is enough if it has begun to. */
    void letTheTimeToActPass();

    Books books(UUID payment) throws IOException, InterruptedException;

    /** The file of the secrets of notifications. */
    Path secrets();

    /** A notification as the bank would write it. */
    String notice(String id, Kind kind, Orders orders, int attemptNo, String psp, Instant at);

    /** One of a type that concerns nobody. */
    String otherNotice(String id, Instant at);

    /** Its signature. */
    Headers sign(String body, String secret, Instant at);

    @Override
    void close();
}
