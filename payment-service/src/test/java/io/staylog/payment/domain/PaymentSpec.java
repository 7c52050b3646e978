package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.PaymentCommand.Ask;
import io.staylog.payment.domain.PaymentCommand.RequestPayment;
import io.staylog.payment.domain.PaymentCommand.TakeBankAnswer;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.BankCallInstructed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.Standings;
import io.staylog.testkit.DeciderSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Anna's payment of 300.00 EUR for a room in hotel rio, and everything that is said about it. */
abstract class PaymentSpec {
    static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
    static final LocalDate TOMORROW = TODAY.plusDays(1);
    static final PaymentId PAYMENT = new PaymentId(UUID.fromString("0a4f0000-0000-4000-8000-000000000001"));
    static final BookingId BOOKING = new BookingId(UUID.fromString("0b000000-0000-4000-8000-000000000001"));
    static final String PSP = "psp_1";
    static final Card VISA = new Card("A1", NOON.plus(Duration.ofDays(7)), "visa", "4242");

    static final Terms PREPAYMENT = terms(CaptureMode.AUTOMATIC, "tok_ok");
    static final Terms GUARANTEE = terms(CaptureMode.MANUAL, "tok_ok");

    final DeciderSpec<HotelPayments, PaymentCommand, PaymentEvent> rio = new DeciderSpec<>(
            new PaymentDeciderAdapter(PaymentTimes.USUAL, new Standings(), GatewayChoice.always("")),
            "rio",
            NOON,
            PaymentSpec::picture);

    static Object picture(HotelPayments hotel) {
        return List.of(hotel.picture(), hotel.nextDueAt());
    }

    static Terms terms(CaptureMode mode, String token) {
        return new Terms(PAYMENT, BOOKING, Purpose.PREPAYMENT, 300_00, "EUR", mode, token, Initiator.CUSTOMER, TODAY);
    }

    static About about(int version) {
        return new About(PAYMENT, BOOKING, version);
    }

    static RequestPayment requested(Terms terms) {
        return new RequestPayment(terms, null);
    }

    static RequestId request(int number) {
        return new RequestId(new UUID(0, number));
    }

    static Request.Head head(int number, Asker asker) {
        return new Request.Head(request(number), PAYMENT, TOMORROW, asker);
    }

    static Request.Capture capture(int number, long amountMinor) {
        return new Request.Capture(head(number, Asker.BOOKING_SERVICE), amountMinor);
    }

    static Request.Refund refund(int number, long amountMinor) {
        return new Request.Refund(head(number, Asker.BOOKING_SERVICE), amountMinor);
    }

    static Request.Cancellation cancellation(int number) {
        return new Request.Cancellation(head(number, Asker.BOOKING_SERVICE));
    }

    static Ask ask(Request request) {
        return new Ask(request);
    }

    static Attempt authorize() {
        return attempt(Operation.AUTHORIZE, 1, 300_00, null, TODAY);
    }

    static Attempt attempt(Operation operation, int no, long amountMinor, RequestId request, LocalDate date) {
        return Attempt.of(PAYMENT, operation, no, amountMinor, request, date);
    }

    static PaymentEvent told(Terms terms, Attempt attempt) {
        var psp = attempt.operation() == Operation.AUTHORIZE ? null : PSP;
        return new BankCallInstructed(PAYMENT, new BankCall(attempt, 0, psp, terms, ""));
    }

    static PaymentEvent asked(Terms terms, Attempt attempt, int lookupNo) {
        var psp = attempt.operation() == Operation.AUTHORIZE ? null : PSP;
        return new BankCallInstructed(PAYMENT, new BankCall(attempt, lookupNo, psp, terms, ""));
    }

    static TakeBankAnswer answer(int attemptNo, Said said) {
        return new TakeBankAnswer(PAYMENT, new BankAnswer(attemptNo, 0, said));
    }

    static TakeBankAnswer lookedUp(int attemptNo, Said said) {
        return lookedUp(attemptNo, 1, said);
    }

    static TakeBankAnswer lookedUp(int attemptNo, int lookupNo, Said said) {
        return new TakeBankAnswer(PAYMENT, new BankAnswer(attemptNo, lookupNo, said));
    }

    /** A person is called, though nothing hangs at the bank. */
    static PaymentEvent attention(int version, String reason) {
        return new PaymentNeedsAttention(about(version), null, reason);
    }

    static Approved approved(long amountMinor) {
        return new Approved(amountMinor, PSP, VISA);
    }

    /** By the first attempt of a payment that is captured at once, else by the second one. */
    static PaymentEvent captured(int version, long amountMinor, LocalDate date) {
        return captured(version, date.equals(TODAY) ? 1 : 2, amountMinor, true, date);
    }

    static PaymentEvent captured(int version, int attemptNo, long amountMinor, boolean isFinal, LocalDate date) {
        return new PaymentCaptured(
                about(version),
                attemptNo,
                Purpose.PREPAYMENT,
                amountMinor,
                "EUR",
                PSP,
                isFinal,
                date,
                VISA.brand(),
                VISA.last4());
    }

    static PaymentEvent authorized(int version) {
        return new PaymentAuthorized(about(version), 1, 300_00, "EUR", PSP, VISA);
    }

    /** A payment whose first call is with the bank. */
    DeciderSpec<HotelPayments, PaymentCommand, PaymentEvent> calling(Terms terms) {
        return rio.given(new PaymentInitiated(about(1), terms, ""), new PaymentAttemptStarted(about(2), authorize()));
    }

    /** A payment whose money is reserved; its next event has version 4. */
    DeciderSpec<HotelPayments, PaymentCommand, PaymentEvent> authorizedPayment() {
        return calling(GUARANTEE).given(authorized(3));
    }

    /** A payment whose money is taken; its next event has version 4. */
    DeciderSpec<HotelPayments, PaymentCommand, PaymentEvent> capturedPayment() {
        return calling(PREPAYMENT).given(captured(3, 300_00, TODAY));
    }

    static Instant after(Duration time) {
        return NOON.plus(time);
    }
}
