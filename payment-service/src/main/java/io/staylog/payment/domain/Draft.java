package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.BankCallInstructed;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentLookupStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import io.staylog.payment.domain.Request.Asker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making. What was decided is folded into a copy of the payment at once, so that the next rule sees it and
 * each event gets its version.
 */
final class Draft {
    private final PaymentTimes times;
    private final Instant now;
    private final List<PaymentEvent> events = new ArrayList<>();
    private Payment payment;

    Draft(PaymentTimes times, Payment payment, Instant now) {
        this.times = times;
        this.payment = payment;
        this.now = now;
    }

    PaymentTimes times() {
        return times;
    }

    Instant now() {
        return now;
    }

    /** The payment as it will be after what was decided so far. */
    Payment payment() {
        return payment;
    }

    List<PaymentEvent> events() {
        return List.copyOf(events);
    }

    /** The same after one that was decided before the draft began. */
    List<PaymentEvent> eventsAfter(PaymentEvent first) {
        var all = new ArrayList<PaymentEvent>(events.size() + 1);
        all.add(first);
        all.addAll(events);
        return List.copyOf(all);
    }

    void add(Function<About, OfPayment> event) {
        var next = event.apply(payment.nextEvent());
        events.add(next);
        payment = payment.evolve(next, now);
    }

    /** A person reads the answer; what booking-service asks for nobody would ask for again, so a person must hear of it. */
    void reject(Request request, Rejection rejection) {
        payment = payment.without(request.id(), now);
        events.add(PaymentRequestRejected.of(request, rejection, details(request, rejection)));
        if (request.head().asker() == Asker.BOOKING_SERVICE) {
            attention("booking-service asked for a %s of %d minor units and was refused: %s"
                    .formatted(
                            request.kind().name().toLowerCase(Locale.ROOT), request.amountMinor(), rejection.code()));
        }
    }

    /** The payment that has the number stays as it is. */
    void refuseTaken(Terms asked) {
        events.add(PaymentRequestRejected.idTaken(asked));
        attention("booking %s asked for another payment of %d minor units under this number and was refused"
                .formatted(asked.bookingId().value(), asked.amountMinor()));
    }

    /** Calls a person to the payment; whatever is under way goes on. */
    void attention(String reason) {
        add(about -> new PaymentNeedsAttention(about, null, reason));
    }

    private Map<String, String> details(Request request, Rejection rejection) {
        var asked = Long.toString(request.amountMinor());
        return switch (rejection) {
            case AMOUNT_INVALID -> Map.of("amountMinor", asked);
            case AMOUNT_EXCEEDS_AUTHORIZED ->
                Map.of("amountMinor", asked, "authorizedMinor", Long.toString(payment.capturableMinor()));
            case AMOUNT_EXCEEDS_REFUNDABLE, DISPUTE_OPEN ->
                Map.of("amountMinor", asked, "refundableMinor", Long.toString(payment.refundableMinor()));
            case PAYMENT_NOT_FOUND, PAYMENT_ID_TAKEN, SETTLEMENT_KNOWN, SETTLEMENT_INVALID -> Map.of();
            case TOKEN_INVALID, ACTOR_MISSING, REFERENCE_MISSING, DISPUTE_NOT_FOUND, SENSITIVE_CARD_DATA -> Map.of();
            case ALREADY_CAPTURED,
                    ALREADY_VOIDED,
                    AUTHORIZATION_EXPIRED,
                    OPERATION_IN_PROGRESS,
                    ATTEMPT_NOT_UNKNOWN,
                    NOTHING_TO_ACKNOWLEDGE,
                    ILLEGAL_TRANSITION -> Map.of("stage", payment.stage().name());
        };
    }

    /** Writes ahead, then tells the bank. */
    void start(
            Operation operation,
            long amountMinor,
            @Nullable RequestId request,
            LocalDate businessDate,
            Attempt.Details details) {
        int no = payment.attempts() + 1;
        var attempt = Attempt.of(payment.terms().paymentId(), operation, no, amountMinor, request, businessDate)
                .with(details);
        add(about -> new PaymentAttemptStarted(about, attempt));
        instruct(attempt, 0, reference(attempt));
    }

    void start(Operation operation, long amountMinor, @Nullable RequestId request, LocalDate businessDate) {
        start(operation, amountMinor, request, businessDate, Attempt.Details.USUAL);
    }

    void start(Operation operation, Request request) {
        boolean isFinal = !(request instanceof Request.Capture it) || it.isFinal();
        start(
                operation,
                request.amountMinor(),
                request.id(),
                request.head().businessDate(),
                Attempt.Details.capture(isFinal));
    }

    /** Asks for the whole amount with the card that is to be tried next. */
    void authorize() {
        var terms = payment.terms();
        boolean isOther = !Objects.equals(payment.token(), terms.token());
        var details = Attempt.Details.with(isOther ? payment.token() : null);
        start(Operation.AUTHORIZE, terms.amountMinor(), null, terms.businessDate(), details);
    }

    /** Tells the bank once more, under the same key. */
    void startAgain(Attempt attempt) {
        add(about -> new PaymentAttemptStarted(about, attempt));
        instruct(attempt, 0, reference(attempt));
    }

    void lookUp(OpenAttempt open) {
        var attempt = open.attempt();
        int lookupNo = open.lookups() + 1;
        add(about -> new PaymentLookupStarted(about, attempt.operation(), attempt.no(), lookupNo));
        var guest = open.guest();
        instruct(attempt, lookupNo, guest == null ? reference(attempt) : guest.pspReference());
    }

    /** An authorisation has no number at the bank yet. */
    private @Nullable String reference(Attempt attempt) {
        if (attempt.operation() == Operation.AUTHORIZE) {
            return null;
        }
        var other = attempt.details().onReference();
        return other == null ? payment.pspReference() : other;
    }

    private void instruct(Attempt attempt, int lookupNo, @Nullable String pspReference) {
        var terms = payment.terms();
        var call = new BankCall(attempt, lookupNo, pspReference, terms, payment.gateway());
        events.add(new BankCallInstructed(terms.paymentId(), call));
    }
}
