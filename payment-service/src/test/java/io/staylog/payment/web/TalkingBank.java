package io.staylog.payment.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bank that says what a test lets it say: its signature is the header {@code Signed}. */
final class TalkingBank implements BankGateway {
    static final UUID PAYMENT = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-112233445566");

    private volatile @Nullable Notification next;
    volatile int bytes;

    /** What it says next. */
    void says(@Nullable Notification notification) {
        next = notification;
    }

    static BankNotice captured(String id, String pspReference) {
        return new BankNotice(
                id,
                "simulator",
                BankNotice.Kind.CAPTURED,
                BankNotice.Subject.of("rio", PAYMENT + ":2", pspReference),
                100,
                "EUR",
                "",
                BankNotice.Dispute.NONE,
                Card.UNKNOWN,
                Instant.EPOCH);
    }

    @Override
    public Notification hear(Headers headers, byte[] body, Instant now) {
        bytes = body.length;
        if (headers.first("Signed") == null) {
            return new NotNoticed(NotNoticed.Code.SIGNATURE_MISSING, "the header Signed is missing");
        }
        var said = next;
        return said == null ? captured(new String(body, UTF_8).strip(), "psp-1") : said;
    }

    @Override
    public Said execute(BankOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Said lookUp(BankOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration answersWithin() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
