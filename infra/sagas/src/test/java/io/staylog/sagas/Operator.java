package io.staylog.sagas;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A person who deals with whatever he is called to: he looks into the bank's ledger and says what he has seen, and pays cash. */
final class Operator {
    private final Rio rio;

    Operator(Rio rio) {
        this.rio = rio;
    }

    /** Deals with all that is known of a booking now; more may come of that. */
    void deal(UUID booking) {
        var ending = Ending.of(rio.world(), booking);
        for (var payment : ending.attention()) {
            resolve(ending.story(), payment);
        }
        rio.world().settle();
        var after = Ending.of(rio.world(), booking);
        payBack(after);
        after.attention().forEach(rio::acknowledge);
        rio.world().settle();
    }

    /** Whatever hangs is the attempt that was started last; if none hangs, it is refused, and nothing is lost. */
    private void resolve(Story story, UUID payment) {
        var last = story.events().reversed().stream()
                .filter(event -> event.getSchema().getName().equals("PaymentAttemptStarted")
                        && payment.equals(Labels.id(event, "paymentId")))
                .findFirst()
                .orElse(null);
        if (last == null) {
            return;
        }
        int attemptNo = (Integer) Objects.requireNonNull(Labels.field(last, "attemptNo"));
        var done = done(payment + ":" + attemptNo);
        var outcome = done.isPresent() ? ResolvedOutcome.APPROVED : ResolvedOutcome.DECLINED;
        var reference = done.map(it -> it.subject().pspReference()).orElse("");
        rio.resolve(payment, attemptNo, outcome, Objects.requireNonNull(reference));
    }

    private Optional<LedgerEntry> done(String merchantReference) {
        return rio.world().bank().ledger().stream()
                .filter(entry -> entry instanceof LedgerEntry.Moved
                        && entry.subject().merchantReference().equals(merchantReference))
                .findFirst();
    }

    private void payBack(Ending ending) {
        long due = -ending.openMinor();
        for (var payment : ending.story().payments()) {
            var books = Books.ofEvents(ending.story().events().stream()
                    .filter(event -> payment.equals(Labels.id(event, "paymentId")))
                    .toList());
            long back = Math.min(due, books.net() - books.byHand());
            if (back > 0) {
                rio.refundByHand(payment, back);
                due -= back;
            }
        }
    }
}
