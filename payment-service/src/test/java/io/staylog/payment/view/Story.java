package io.staylog.payment.view;

import io.staylog.logview.Position;
import io.staylog.logview.ViewStatus;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRequestRejected;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A payment whose events go straight into a view: what the log carries, without the log. */
public final class Story {
    public static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    public static final LocalDate TODAY = LocalDate.parse("2026-12-01");

    private static final Actor ANNA = new Actor(ActorType.STAFF, "desk-1");

    public final String hotelId;
    public final UUID payment = UUID.randomUUID();
    public final UUID booking;
    private final PaymentReadModel model;
    private final AtomicReference<Instant> clock;
    private int version;
    private int attemptNo;

    /** Of that hotel, nothing told yet. */
    public Story(PaymentReadModel model, String hotelId, UUID booking, AtomicReference<Instant> clock) {
        this.model = model;
        this.hotelId = hotelId;
        this.booking = booking;
        this.clock = clock;
    }

    /** Lets a view say that it shows everything. */
    public static void caughtUp(ViewStatus status, int partitions) {
        status.trouble(null);
        status.partitions(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            status.shown(partition);
            status.end(partition, 0);
        }
    }

    /** One decision, by a record of that id. */
    public Story causedBy(@Nullable String cause, SpecificRecord... events) {
        long offset = model.nextOffset(0);
        var facts = Arrays.stream(events)
                .map(event -> new PaymentFact(hotelId, new Position(0, offset), clock.get(), event, cause))
                .toList();
        model.apply(0, facts, offset + events.length + 1, true);
        return this;
    }

    /** One decision. */
    public Story happened(SpecificRecord... events) {
        return causedBy(UUID.randomUUID().toString(), events);
    }

    public Story initiated() {
        return happened(
                new PaymentInitiated(
                        payment,
                        hotelId,
                        booking,
                        ++version,
                        PaymentPurpose.PREPAYMENT,
                        300_00L,
                        "EUR",
                        CaptureMode.MANUAL,
                        "tok_ok",
                        Initiator.CUSTOMER,
                        TODAY,
                        "simulator"),
                started(BankOperation.AUTHORIZE, 300_00, null));
    }

    public PaymentAttemptStarted started(BankOperation operation, long amountMinor, @Nullable UUID requestId) {
        attemptNo++;
        return PaymentAttemptStarted.newBuilder()
                .setPaymentId(payment)
                .setHotelId(hotelId)
                .setBookingId(booking)
                .setVersion(++version)
                .setOperation(operation)
                .setAttemptNo(attemptNo)
                .setGatewayKey("key")
                .setMerchantReference(payment + ":" + attemptNo)
                .setAmountMinor(amountMinor)
                .setRequestId(requestId)
                .setBusinessDate(TODAY)
                .build();
    }

    public Story authorized() {
        return happened(PaymentAuthorized.newBuilder()
                .setPaymentId(payment)
                .setHotelId(hotelId)
                .setBookingId(booking)
                .setVersion(++version)
                .setAmountMinor(300_00)
                .setCurrency("EUR")
                .setPspReference("psp-1")
                .setBrand("visa")
                .setLast4("4242")
                .build());
    }

    public PaymentCaptured captured(long amountMinor) {
        return new PaymentCaptured(
                payment,
                hotelId,
                booking,
                ++version,
                PaymentPurpose.PREPAYMENT,
                amountMinor,
                "EUR",
                "psp-1",
                true,
                TODAY,
                attemptNo,
                "visa",
                "4242");
    }

    public PaymentOutcomeUnknown unknown(BankOperation operation) {
        return new PaymentOutcomeUnknown(
                payment, hotelId, booking, ++version, operation, attemptNo, "the bank gave no answer in time");
    }

    public PaymentOperatorActed acted(UUID requestId, String requestType) {
        return new PaymentOperatorActed(
                payment, hotelId, booking, ++version, requestId, requestType, ANNA, "the guest asked");
    }

    public PaymentRequestRejected rejected(UUID requestId, String requestType, String code) {
        return new PaymentRequestRejected(requestId, hotelId, payment, requestType, code, "no", Map.of("a", "1"));
    }

    public int nextVersion() {
        return ++version;
    }

    public int attemptNo() {
        return attemptNo;
    }

    public PaymentView view() {
        var view = model.payment(hotelId, payment);
        if (view == null) {
            throw new AssertionError("the view knows nothing of it");
        }
        return view;
    }
}
