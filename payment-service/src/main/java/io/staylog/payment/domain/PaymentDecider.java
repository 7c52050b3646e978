package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentCommand.Ask;
import io.staylog.payment.domain.PaymentCommand.PassDeadline;
import io.staylog.payment.domain.PaymentCommand.Reconcile;
import io.staylog.payment.domain.PaymentCommand.Refuse;
import io.staylog.payment.domain.PaymentCommand.RequestPayment;
import io.staylog.payment.domain.PaymentCommand.TakeBankAnswer;
import io.staylog.payment.domain.PaymentCommand.TakeNotification;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.GatewayNotificationUnmatched;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of payments. No clock, no randomness, no outside: the same log always gives the same decisions.
 *
 * <p>What is asked for is decided here, what the bank says in {@link BankAnswerRules}, what happens when time passes in
 * {@link DeadlineRules}, and what comes next when an operation has ended in {@link NextStep}.
 */
public final class PaymentDecider {
    private PaymentDecider() {}

    /** What follows from a command; nothing where it is a repeat. */
    public static List<PaymentEvent> decide(HotelPayments hotel, PaymentCommand command, Instant now) {
        var payment = hotel.payment(command.paymentId());
        return switch (command) {
            case RequestPayment it when payment == null -> initiated(hotel, it, now);
            case RequestPayment it when payment.terms().equals(it.terms()) -> List.of(); // A repeat.
            case RequestPayment it -> drafted(hotel, payment, now, draft -> draft.refuseTaken(it.terms()));
            case Ask it when hotel.hasAnswered(it.request()) -> List.of(); // A repeat.
            case Ask it when payment == null -> List.of(notFound(it.request()));
            case Ask it -> drafted(hotel, payment, now, draft -> RequestRules.decide(draft, it.request()));
            case Refuse it when hotel.hasAnswered(it.id()) -> List.of(); // A repeat.
            case Refuse it -> List.of(PaymentRequestRejected.of(it));
            case TakeBankAnswer it ->
                drafted(hotel, payment, now, draft -> BankAnswerRules.decide(draft, it.answer(), Resolver.POLL));
            case TakeNotification it when payment == null -> unmatched(hotel, it);
            case TakeNotification it ->
                drafted(hotel, payment, now, draft -> NotificationRules.decide(draft, it.notification()));
            case Reconcile it -> SettlementRules.decide(hotel, it.settlement());
            case PassDeadline _ -> drafted(hotel, payment, now, DeadlineRules::decide);
        };
    }

    /** Whether a command would be refused because its payment is not there. */
    public static boolean buildsOnUnknown(HotelPayments hotel, PaymentCommand command) {
        return command instanceof Ask ask
                && hotel.payment(ask.paymentId()) == null
                && !hotel.hasAnswered(ask.request());
    }

    /** A person must look at it, once. */
    private static List<PaymentEvent> unmatched(HotelPayments hotel, TakeNotification command) {
        return hotel.hasAnswered(command.notification().id())
                ? List.of()
                : List.of(new GatewayNotificationUnmatched(command.paymentId(), command.notification()));
    }

    /** Nothing follows for a payment that is forgotten. */
    private static List<PaymentEvent> drafted(
            HotelPayments hotel, @Nullable Payment payment, Instant now, Consumer<Draft> rules) {
        if (payment == null) {
            return List.of();
        }
        var draft = new Draft(hotel.times(), payment, now);
        rules.accept(draft);
        return draft.events();
    }

    private static PaymentEvent notFound(Request request) {
        return PaymentRequestRejected.of(request, Rejection.PAYMENT_NOT_FOUND, Map.of());
    }

    private static List<PaymentEvent> initiated(HotelPayments hotel, RequestPayment request, Instant now) {
        var terms = request.terms();
        var initiated =
                new PaymentInitiated(new About(terms.paymentId(), terms.bookingId(), 1), terms, hotel.gateway());
        var draft = new Draft(hotel.times(), Payment.of(initiated, now), now);
        var defect = defect(request, now);
        if (defect == null) {
            draft.authorize();
        } else {
            // Not a rejection: a booking is held until this payment has an outcome.
            draft.add(about -> new PaymentDeclined(about, Operation.AUTHORIZE, 0, defect, DeclineCategory.HARD));
        }
        return draft.eventsAfter(initiated);
    }

    /** Why the bank need not be asked, or null. */
    private static @Nullable String defect(RequestPayment request, Instant now) {
        var terms = request.terms();
        if (terms.token() == null || terms.token().isBlank()) {
            return "token_missing";
        }
        if (terms.amountMinor() <= 0) {
            return "amount_invalid";
        }
        if (terms.captureMode() == CaptureMode.UNKNOWN) {
            return "capture_mode_unknown";
        }
        return request.isTooLate(now) ? "too_late" : null;
    }
}
