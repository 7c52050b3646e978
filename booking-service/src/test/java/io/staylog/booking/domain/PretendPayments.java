package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingCommand.AuthorizationGone;
import io.staylog.booking.domain.BookingCommand.AuthorizationRaised;
import io.staylog.booking.domain.BookingCommand.CaptureUndone;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingCommand.Refused;
import io.staylog.booking.domain.BookingEvent.AuthorizationAdjustmentRequested;
import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** payment-service and its bank in one, at random moody: it does what it is asked for late, or not, and says so. */
final class PretendPayments {
    private final Random random;
    private final Map<UUID, Payment> payments = new LinkedHashMap<>();
    private final ArrayDeque<BookingCommand> news = new ArrayDeque<>();

    /** A payment as the bank has it. */
    static final class Payment {
        final PaymentRequested terms;
        boolean isOpen = true;
        boolean isCancelled;
        boolean isDeclined;
        int attempts = 1;
        long authorized;
        long captured;
        long refunded;
        final ArrayDeque<PaymentCaptureRequested> waiting = new ArrayDeque<>();

        Payment(PaymentRequested terms) {
            this.terms = terms;
        }

        long net() {
            return captured - refunded;
        }
    }

    PretendPayments(Random random) {
        this.random = random;
    }

    void ask(PaymentAsked asked) {
        if (asked instanceof PaymentRequested requested) {
            payments.put(requested.paymentId(), new Payment(requested));
            return;
        }
        var payment = payments.get(asked.paymentId());
        switch (asked) {
            case PaymentRequested _ -> {}
            case PaymentCaptureRequested it when payment.isOpen -> payment.waiting.add(it);
            case PaymentCaptureRequested it -> capture(payment, it);
            case PaymentCancellationRequested _ -> {
                payment.isCancelled = true;
                if (!payment.isOpen) {
                    undo(payment);
                }
            }
            case PaymentRefundRequested it
            when it.amountMinor() > payment.net() ->
                news.add(new PaymentRequestRefused(it.paymentId(), it.requestId(), "amount_exceeds_refundable"));
            case PaymentRefundRequested it -> payment.refunded += it.amountMinor();
            case AuthorizationAdjustmentRequested it -> adjust(payment, it);
        }
    }

    private static void undo(Payment payment) {
        payment.authorized = 0;
        payment.refunded = payment.captured;
    }

    private void capture(Payment payment, PaymentCaptureRequested it) {
        if (it.amountMinor() > payment.authorized || random.nextInt(6) == 0) {
            payment.authorized = 0;
            news.add(new PaymentRequestRefused(it.paymentId(), it.requestId(), "authorization_expired"));
            return;
        }
        payment.authorized = 0;
        payment.captured += it.amountMinor();
        news.add(new ConfirmPaid(payment.terms.bookingId(), it.paymentId(), it.amountMinor()));
    }

    private void adjust(Payment payment, AuthorizationAdjustmentRequested it) {
        var bookingId = payment.terms.bookingId();
        if (payment.authorized == 0 || random.nextInt(3) == 0) {
            news.add(
                    random.nextBoolean()
                            ? new PaymentRequestRefused(it.paymentId(), it.requestId(), "illegal_transition")
                            : new PaymentRefused(
                                    bookingId, it.paymentId(), Refused.ADJUSTMENT, "do_not_honor", false, 0));
            return;
        }
        payment.authorized = it.amountMinor();
        news.add(new AuthorizationRaised(bookingId, it.paymentId(), it.requestId(), it.amountMinor()));
    }

    /** The next word, or null where there is none for the moment. */
    @Nullable
    BookingCommand next() {
        if (news.isEmpty()) {
            act();
        }
        return news.poll();
    }

    /** Whether something is still to be said or done. */
    boolean isBusy() {
        return !news.isEmpty() || payments.values().stream().anyMatch(payment -> payment.isOpen);
    }

    /** What the bank has of a booking, payment by payment. */
    List<Payment> of(UUID bookingId) {
        return payments.values().stream()
                .filter(payment -> payment.terms.bookingId().equals(bookingId))
                .toList();
    }

    private void act() {
        var open = payments.values().stream().filter(payment -> payment.isOpen).toList();
        if (!open.isEmpty()) {
            decide(open.get(random.nextInt(open.size())));
        }
    }

    private void decide(Payment payment) {
        var terms = payment.terms;
        payment.isOpen = false;
        if (random.nextInt(3) == 0) {
            payment.isDeclined = true;
            boolean mayTryAgain = random.nextBoolean();
            var declined = new PaymentRefused(
                    terms.bookingId(),
                    terms.paymentId(),
                    Refused.AUTHORIZATION,
                    "do_not_honor",
                    mayTryAgain,
                    payment.attempts);
            news.add(declined);
            news.add(declined); // Said twice.
            payment.waiting.forEach(
                    it -> news.add(new PaymentRequestRefused(it.paymentId(), it.requestId(), "illegal_transition")));
            payment.waiting.clear();
            return;
        }
        payment.isDeclined = false;
        payment.authorized = terms.captureNow() ? 0 : terms.amountMinor();
        payment.captured = terms.captureNow() ? terms.amountMinor() : 0;
        news.add(new ConfirmPaid(terms.bookingId(), terms.paymentId(), terms.amountMinor()));
        if (payment.isCancelled) {
            undo(payment);
        }
        while (!payment.waiting.isEmpty()) {
            capture(payment, payment.waiting.remove());
        }
    }

    /** A guest hands in another card, an authorisation expires, or a capture fails after all. */
    void mischief() {
        var all = new ArrayList<>(payments.values());
        if (all.isEmpty()) {
            return;
        }
        var payment = all.get(random.nextInt(all.size()));
        var terms = payment.terms;
        if (payment.isOpen || payment.isCancelled) {
            return;
        }
        if (payment.isDeclined) {
            payment.isOpen = true;
            payment.attempts++;
            news.add(new PaymentTried(terms.bookingId(), terms.paymentId(), payment.attempts));
        } else if (payment.authorized > 0 && random.nextInt(4) == 0) {
            payment.authorized = 0;
            news.add(new AuthorizationGone(terms.bookingId(), terms.paymentId()));
        } else if (payment.captured > 0 && random.nextInt(8) == 0) {
            payment.captured = 0;
            news.add(new CaptureUndone(terms.bookingId(), terms.paymentId()));
        }
    }
}
