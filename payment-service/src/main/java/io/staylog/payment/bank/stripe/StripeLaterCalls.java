package io.staylog.payment.bank.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentIncrementAuthorizationParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.RefundService;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;

/**
 * What is done with an authorised payment. Each call notes at the object which attempt it was, in the same step as its effect; so
 * a look-up reads the object itself and needs no search.
 */
final class StripeLaterCalls {
    private final PaymentIntentService intents;
    private final RefundService refunds;

    StripeLaterCalls(PaymentIntentService intents, RefundService refunds) {
        this.intents = intents;
        this.refunds = refunds;
    }

    Said execute(Operation operation, StripeCalls calls) throws StripeException {
        var order = calls.order();
        var id = order.pspReference();
        if (id == null) {
            return new NotTaken("payment_not_found", "the instruction does not say which of the bank's payments");
        }
        var amount = StripeMoney.toStripe(order.amountMinor(), order.currency());
        if (amount.isEmpty()) {
            return new NotTaken("amount_not_possible", "Stripe cannot move such an amount of " + order.currency());
        }
        return switch (operation) {
            case CAPTURE -> capture(calls, id, amount.getAsLong());
            case VOID -> cancel(calls, id);
            case ADJUST -> adjust(calls, id, amount.getAsLong());
            case REFUND -> refund(calls, id, amount.getAsLong());
            case AUTHORIZE -> throw new IllegalArgumentException("an authorisation is no later call");
        };
    }

    private Said capture(StripeCalls calls, String id, long amount) throws StripeException {
        var order = calls.order();
        var params = PaymentIntentCaptureParams.builder()
                .setAmountToCapture(amount)
                .putMetadata(StripeCalls.CAPTURE + order.attemptNo(), Long.toString(order.amountMinor()));
        if (!order.isFinal()) {
            params.setFinalCapture(false);
        }
        var intent = intents.capture(id, params.build(), calls.writing(""));
        return noted(calls, intent, StripeCalls.CAPTURE, "captured");
    }

    private Said adjust(StripeCalls calls, String id, long amount) throws StripeException {
        var order = calls.order();
        var params = PaymentIntentIncrementAuthorizationParams.builder()
                .setAmount(amount)
                .putMetadata(StripeCalls.ADJUST + order.attemptNo(), Long.toString(order.amountMinor()))
                .build();
        var intent = intents.incrementAuthorization(id, params, calls.writing(""));
        return noted(calls, intent, StripeCalls.ADJUST, "adjusted");
    }

    private Said cancel(StripeCalls calls, String id) throws StripeException {
        var params = PaymentIntentCancelParams.builder()
                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.REQUESTED_BY_CUSTOMER)
                .build();
        var intent = intents.cancel(id, params, calls.writing(""));
        return isVoided(calls, intent) ? voided(intent) : unknown("voided");
    }

    private Said refund(StripeCalls calls, String id, long amount) throws StripeException {
        var order = calls.order();
        var params = RefundCreateParams.builder()
                .setPaymentIntent(id)
                .setAmount(amount)
                .putMetadata(StripeCalls.REFERENCE, order.merchantReference())
                .putMetadata(StripeCalls.HOTEL, order.hotelId())
                .build();
        return said(order, id, refunds.create(params, calls.writing("")));
    }

    Said lookUp(Operation about, StripeCalls calls) throws StripeException {
        var id = calls.order().pspReference();
        if (id == null) {
            return new OutcomeUnknown("the question does not say which of the bank's payments");
        }
        if (about == Operation.REFUND) {
            return refundOf(calls, id);
        }
        var intent = intents.retrieve(id, calls.reading());
        return switch (about) {
            case CAPTURE -> notedOrNot(calls, intent, StripeCalls.CAPTURE);
            case ADJUST -> notedOrNot(calls, intent, StripeCalls.ADJUST);
            case VOID -> isVoided(calls, intent) && !StripeErrors.isExpired(intent) ? voided(intent) : new NotFound();
            case AUTHORIZE, REFUND -> throw new IllegalArgumentException("a look-up of another kind");
        };
    }

    private Said refundOf(StripeCalls calls, String id) throws StripeException {
        var order = calls.order();
        var params =
                RefundListParams.builder().setPaymentIntent(id).setLimit(100L).build();
        for (var refund : refunds.list(params, calls.reading()).autoPagingIterable(null, calls.reading())) {
            if (isOurs(order, refund)) {
                return said(order, id, refund);
            }
        }
        return new NotFound();
    }

    private static boolean isOurs(BankOrder order, Refund refund) {
        return order.merchantReference().equals(refund.getMetadata().get(StripeCalls.REFERENCE))
                && order.hotelId().equals(refund.getMetadata().get(StripeCalls.HOTEL));
    }

    private static Said said(BankOrder order, String id, Refund refund) {
        if (!isOurs(order, refund)) {
            return new OutcomeUnknown("the bank answered about something else");
        }
        return switch (String.valueOf(refund.getStatus())) {
            case "succeeded" ->
                new Approved(StripeMoney.fromStripe(refund.getAmount(), refund.getCurrency()), id, Card.UNKNOWN);
            case "pending", "requires_action" -> new Pending(id);
            case "failed", "canceled" -> new Declined("refund_failed");
            default -> new OutcomeUnknown("the bank says that the refund is " + refund.getStatus());
        };
    }

    /** Money is believed to have moved only where the bank shows our note of this very attempt. */
    private static Said noted(StripeCalls calls, PaymentIntent intent, String kind, String done) {
        var amount = StripeCalls.noted(intent, kind, calls.order().attemptNo());
        return amount == null || !calls.isOurs(intent)
                ? unknown(done)
                : new Approved(amount, intent.getId(), StripeAuthorizations.card(intent));
    }

    private static Said notedOrNot(StripeCalls calls, PaymentIntent intent, String kind) {
        if (!calls.isOurs(intent)) {
            return new OutcomeUnknown("the bank answered about something else");
        }
        return StripeCalls.noted(intent, kind, calls.order().attemptNo()) == null
                ? new NotFound()
                : noted(calls, intent, kind, "");
    }

    private static boolean isVoided(StripeCalls calls, PaymentIntent intent) {
        return calls.isOurs(intent) && intent.getStatus().equals("canceled");
    }

    /** Of what was partly captured only the rest is let go, and Stripe does not say how much that was. */
    private static Said voided(PaymentIntent intent) {
        boolean isWhole = intent.getAmountReceived() == null || intent.getAmountReceived() == 0;
        long minor = isWhole ? StripeMoney.fromStripe(intent.getAmount(), intent.getCurrency()) : 0;
        return new Approved(minor, intent.getId(), Card.UNKNOWN);
    }

    private static Said unknown(String done) {
        return new OutcomeUnknown("the bank answered, but does not show that it has " + done);
    }
}
