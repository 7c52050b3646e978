package io.staylog.payment.bank.stripe;

import static com.stripe.param.PaymentIntentCreateParams.CaptureMethod;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.service.PaymentIntentService;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authorisations, in two steps: a PaymentIntent is created, which moves no money, and then confirmed, which does.
 *
 * <p>So there is a look-up that never charges and is never late. To create again under the same key gives the same PaymentIntent
 * for at least a day, and its state is the truth. (Stripe's own search may lag behind by minutes, and its lists cannot be
 * filtered by our number.) When Stripe has forgotten the key, creating again makes another PaymentIntent, and Stripe says so;
 * then the search knows the first one, which is at least a day old.
 */
final class StripeAuthorizations {
    private static final String CREATE = ":create";
    private static final String CUSTOMER = ":customer";
    private static final String ABANDON = ":abandon";
    private static final String CHARGE = "latest_charge";
    private static final long FOUND_MAX = 10;
    private static final Pattern TOKEN = Pattern.compile("(?:(cus_[A-Za-z0-9]{1,250})/)?((?:pm|card|src)_\\w{1,250})");

    private final PaymentIntentService intents;
    private final String returnUrl;
    private final Duration actionLives;
    private final InstantSource clock;

    StripeAuthorizations(PaymentIntentService intents, StripeSettings settings, InstantSource clock) {
        this.intents = intents;
        this.returnUrl = settings.returnTo();
        this.actionLives = settings.actionLives();
        this.clock = clock;
    }

    Said execute(StripeCalls calls) throws StripeException {
        var order = calls.order();
        var token = TOKEN.matcher(String.valueOf(order.token()));
        if (!token.matches()) {
            return new NotTaken("token_invalid", "the token is no payment method of Stripe; it must begin with pm_");
        }
        var amount = StripeMoney.toStripe(order.amountMinor(), order.currency());
        if (amount.isEmpty()) {
            return new NotTaken("amount_not_possible", "Stripe cannot charge such an amount of " + order.currency());
        }
        PaymentIntent intent;
        try {
            intent = create(calls, amount.getAsLong());
            attachCustomer(calls, intent, token);
        } catch (StripeException e) {
            return StripeErrors.beforeMoney(e);
        }
        return confirm(calls, intent, token);
    }

    private PaymentIntent create(StripeCalls calls, long amount) throws StripeException {
        var order = calls.order();
        boolean isManual = order.captureMode() != CaptureMode.AUTOMATIC;
        var params = PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency(order.currency().toLowerCase(java.util.Locale.ROOT))
                .setCaptureMethod(isManual ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC)
                .addPaymentMethodType("card")
                .putMetadata(StripeCalls.REFERENCE, order.merchantReference())
                .putMetadata(StripeCalls.HOTEL, order.hotelId());
        if (isManual) {
            params.setPaymentMethodOptions(PaymentIntentCreateParams.PaymentMethodOptions.builder()
                    .setCard(likeAHotel())
                    .build());
        }
        return intents.create(params.build(), calls.writing(CREATE));
    }

    /** Hotels hold money for long, raise what they hold, and take it in parts, where the card allows it. */
    private static PaymentIntentCreateParams.PaymentMethodOptions.Card likeAHotel() {
        return PaymentIntentCreateParams.PaymentMethodOptions.Card.builder()
                .setRequestExtendedAuthorization(
                        PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestExtendedAuthorization.IF_AVAILABLE)
                .setRequestIncrementalAuthorization(
                        PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestIncrementalAuthorization
                                .IF_AVAILABLE)
                .setRequestMulticapture(
                        PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestMulticapture.IF_AVAILABLE)
                .build();
    }

    /** Not when it is created: a look-up creates it again and must say the same, but knows no card. */
    private void attachCustomer(StripeCalls calls, PaymentIntent intent, Matcher token) throws StripeException {
        var customer = token.group(1);
        if (customer != null) {
            var params =
                    PaymentIntentUpdateParams.builder().setCustomer(customer).build();
            var _ = intents.update(intent.getId(), params, calls.writing(CUSTOMER));
        }
    }

    private Said confirm(StripeCalls calls, PaymentIntent intent, Matcher token) throws StripeException {
        var params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod(token.group(2))
                .addExpand(CHARGE);
        if (calls.order().initiator() == Initiator.MERCHANT) {
            params.setOffSession(true);
        } else {
            params.setReturnUrl(returnUrl);
        }
        try {
            return said(calls, intents.confirm(intent.getId(), params.build(), calls.writing("")));
        } catch (CardException e) {
            return new Declined(StripeDeclines.code(e.getStripeError()));
        } catch (InvalidRequestException e) {
            // It was confirmed before, when the key was still known: its state is the truth.
            return "payment_intent_unexpected_state".equals(e.getCode())
                    ? said(calls, retrieve(calls, intent.getId()))
                    : StripeErrors.said(Operation.AUTHORIZE, e);
        }
    }

    private PaymentIntent retrieve(StripeCalls calls, String id) throws StripeException {
        var params = PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build();
        return intents.retrieve(id, params, calls.reading());
    }

    Said lookUp(StripeCalls calls) throws StripeException {
        var order = calls.order();
        var amount = StripeMoney.toStripe(order.amountMinor(), order.currency());
        if (amount.isEmpty()) {
            return new NotFound(); // It was never sent.
        }
        var same = create(calls, amount.getAsLong());
        var id = isReplayed(same) ? same.getId() : olderThan(calls, same);
        if (id == null) {
            return new NotFound();
        }
        var intent = retrieve(calls, id);
        boolean isAbandoned =
                intent.getStatus().equals("requires_action") && !clock.instant().isBefore(until(intent));
        return said(calls, isAbandoned ? abandon(calls, intent) : intent);
    }

    private static boolean isReplayed(PaymentIntent intent) {
        return intent.getLastResponse()
                .headers()
                .firstValue("Idempotent-Replayed")
                .orElse("")
                .equals("true");
    }

    private @Nullable String olderThan(StripeCalls calls, PaymentIntent fresh) throws StripeException {
        var reference = calls.order().merchantReference();
        var params = PaymentIntentSearchParams.builder()
                .setQuery("metadata['" + StripeCalls.REFERENCE + "']:'" + reference + "'")
                .setLimit(FOUND_MAX)
                .build();
        return intents.search(params, calls.reading()).getData().stream()
                .filter(found -> !found.getId().equals(fresh.getId()) && calls.isOurs(found))
                .min(java.util.Comparator.comparing(StripeAuthorizations::isUnused)
                        .thenComparing(PaymentIntent::getCreated))
                .map(PaymentIntent::getId)
                .orElse(null);
    }

    private static boolean isUnused(PaymentIntent intent) {
        return intent.getStatus().startsWith("requires_payment_method")
                || intent.getStatus().equals("requires_confirmation");
    }

    /** So that the guest cannot complete it any more when everybody believes that he has not. */
    private PaymentIntent abandon(StripeCalls calls, PaymentIntent intent) throws StripeException {
        var params = PaymentIntentCancelParams.builder()
                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                .build();
        try {
            return intents.cancel(intent.getId(), params, calls.writing(ABANDON));
        } catch (InvalidRequestException e) {
            return retrieve(calls, intent.getId()); // The guest was faster.
        }
    }

    private Instant until(PaymentIntent intent) {
        return Instant.ofEpochSecond(intent.getCreated()).plus(actionLives);
    }

    private Said said(StripeCalls calls, PaymentIntent intent) {
        var order = calls.order();
        if (!calls.isOurs(intent)
                || !order.merchantReference().equals(intent.getMetadata().get(StripeCalls.REFERENCE))) {
            return new OutcomeUnknown("the bank answered about something else");
        }
        return switch (intent.getStatus()) {
            case "requires_capture", "succeeded" -> approved(order, intent);
            case "requires_action" -> actionRequired(intent);
            case "requires_payment_method" ->
                intent.getLastPaymentError() == null
                        ? new NotFound() // Created, but never confirmed.
                        : new Declined(StripeDeclines.code(intent.getLastPaymentError()));
            case "requires_confirmation" -> new NotFound();
            case "canceled" -> new Declined(canceled(intent));
            default -> new OutcomeUnknown("the bank says that the payment is " + intent.getStatus());
        };
    }

    private static String canceled(PaymentIntent intent) {
        if (StripeErrors.isExpired(intent)) {
            return "authorization_expired";
        }
        return "abandoned".equals(intent.getCancellationReason()) ? "authentication_failed" : "already_voided";
    }

    private static Said approved(BankOrder order, PaymentIntent intent) {
        boolean isTaken = order.captureMode() == CaptureMode.AUTOMATIC;
        if (isTaken && !intent.getStatus().equals("succeeded")) {
            return new OutcomeUnknown("the bank has authorised, but not captured");
        }
        long amount = isTaken ? intent.getAmountReceived() : intent.getAmount();
        return new Approved(StripeMoney.fromStripe(amount, intent.getCurrency()), intent.getId(), card(intent));
    }

    private Said actionRequired(PaymentIntent intent) {
        var next = intent.getNextAction();
        var redirect = next == null ? null : next.getRedirectToUrl();
        var url = redirect == null || redirect.getUrl() == null ? "" : redirect.getUrl();
        return new ActionRequired(url, until(intent), intent.getId());
    }

    static Card card(PaymentIntent intent) {
        var charge = intent.getLatestChargeObject();
        var details = charge == null ? null : charge.getPaymentMethodDetails();
        var card = details == null ? null : details.getCard();
        return card == null ? Card.UNKNOWN : card(card);
    }

    private static Card card(Charge.PaymentMethodDetails.Card card) {
        var until = card.getCaptureBefore();
        return new Card(
                text(card.getAuthorizationCode()),
                until == null ? null : Instant.ofEpochSecond(until),
                text(card.getBrand()),
                text(card.getLast4()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
