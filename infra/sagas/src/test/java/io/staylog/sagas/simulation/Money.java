package io.staylog.sagas.simulation;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.Attempt;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What must hold of money at every moment: nothing moves that was not written down before, and nothing moves twice. */
final class Money {
    private record Charge(LedgerEntry.Effect effect, String reference) {}

    private record Part(PaymentId payment, int attempt) {}

    private final Map<PaymentId, Integer> versions = new HashMap<>();
    private final Map<UUID, List<UUID>> paymentsOf = new HashMap<>();
    private final Map<Part, Attempt> attempts = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<Charge> charges = new HashSet<>();
    private final Map<String, Long> reserved = new HashMap<>();
    private final Map<String, Long> captured = new HashMap<>();
    private final Figures figures;
    // The bank's number of the payment, by our number of what it has done.
    private final Map<String, String> done = new HashMap<>();
    private int ledgerRead;

    Money(Figures figures) {
        this.figures = figures;
    }

    /** The payments of a booking that have begun. */
    List<UUID> payments(UUID booking) {
        return paymentsOf.getOrDefault(booking, List.of());
    }

    /** The bank's number of the payment, if it has done what we call that. */
    Optional<String> done(String merchantReference) {
        return Optional.ofNullable(done.get(merchantReference));
    }

    void see(PaymentEvent event, HotelPayments after) {
        figures.count("event " + event.getClass().getSimpleName());
        if (!(event instanceof OfPayment change)) {
            return;
        }
        int version = versions.merge(change.paymentId(), 1, Integer::sum);
        require(
                version == change.about().version(),
                "versions have no gap",
                () -> "version " + version + " is " + event);
        if (event instanceof PaymentEvent.PaymentInitiated) {
            paymentsOf
                    .computeIfAbsent(change.about().bookingId().value(), _ -> new ArrayList<>())
                    .add(change.paymentId().value());
        } else if (event instanceof PaymentAttemptStarted started) {
            start(change.paymentId(), started.attempt());
        }
        int outcomeOf = attemptOf(event);
        require(
                outcomeOf == 0 || attempts.containsKey(new Part(change.paymentId(), outcomeOf)),
                "no outcome without an attempt",
                event::toString);
        var payment = after.payment(change.paymentId());
        if (payment != null) {
            var sums = payment.sums();
            require(
                    sums.capturedMinor() <= sums.authorizedMinor(),
                    "captured is never more than authorised",
                    () -> sums + " with " + event);
        }
    }

    private void start(PaymentId payment, Attempt attempt) {
        var before = attempts.putIfAbsent(new Part(payment, attempt.no()), attempt);
        require(
                before == null
                        || (before.gatewayKey().equals(attempt.gatewayKey())
                                && before.operation() == attempt.operation()
                                && before.amountMinor() == attempt.amountMinor()),
                "an attempt stays what it is",
                () -> attempt + " was " + before);
        require(before != null || keys.add(attempt.gatewayKey()), "a key is that of one attempt", attempt::toString);
    }

    private static int attemptOf(PaymentEvent event) {
        return switch (event) {
            case PaymentEvent.PaymentAuthorized e -> e.attemptNo();
            case PaymentEvent.PaymentCaptured e -> e.attemptNo();
            case PaymentEvent.PaymentDeclined e -> e.attemptNo();
            case PaymentEvent.PaymentVoided e -> e.attemptNo();
            case PaymentEvent.PaymentRefunded e -> e.attemptNo();
            case PaymentEvent.PaymentOutcomeUnknown e -> e.attemptNo();
            case PaymentEvent.PaymentOutcomeResolved e -> e.attemptNo();
            default -> 0;
        };
    }

    /** The answer to an instruction is about to be written. */
    void carriedOut(BankOrder order) {
        require(
                attempts.containsKey(new Part(new PaymentId(order.paymentId()), order.attemptNo())),
                "no answer without an instruction",
                order::toString);
    }

    /** Reads on in the bank's ledger. */
    void see(List<LedgerEntry> ledger) {
        for (; ledgerRead < ledger.size(); ledgerRead++) {
            switch (ledger.get(ledgerRead)) {
                case LedgerEntry.Called call -> {
                    figures.count("calls at the bank");
                    require(
                            keys.contains(call.subject().key()),
                            "the bank is only called with keys that were written down",
                            call::toString);
                }
                case LedgerEntry.Moved moved -> move(moved);
                default -> {}
            }
        }
    }

    private void move(LedgerEntry.Moved moved) {
        figures.count("bank " + moved.effect());
        var reference = moved.subject().merchantReference();
        require(charges.add(new Charge(moved.effect(), reference)), "the bank does nothing twice", moved::toString);
        var payment = String.valueOf(moved.subject().pspReference());
        done.put(reference, payment);
        switch (moved.effect()) {
            case AUTHORIZED, ADJUSTED -> reserved.merge(payment, moved.amountMinor(), Long::sum);
            case CAPTURED -> captured.merge(payment, moved.amountMinor(), Long::sum);
            default -> {}
        }
        require(
                captured.getOrDefault(payment, 0L) <= reserved.getOrDefault(payment, 0L),
                "the bank captures no more than it has reserved",
                moved::toString);
    }

    private static void require(boolean condition, String rule, Supplier<String> how) {
        if (!condition) {
            throw new BrokenRule(rule, how.get());
        }
    }
}
