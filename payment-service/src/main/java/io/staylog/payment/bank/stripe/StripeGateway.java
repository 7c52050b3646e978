package io.staylog.payment.bank.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;

/** Stripe through its own client. When to try again is decided by the rules, so the client never does. */
final class StripeGateway implements BankGateway {
    private final StripeSettings settings;
    private final StripeTransport transport;
    private final StripeAuthorizations authorizations;
    private final StripeLaterCalls later;
    private final StripeNotifications notifications;

    /** Does not connect yet. */
    StripeGateway(StripeSettings settings) {
        this(settings, InstantSource.system());
    }

    StripeGateway(StripeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.transport = new StripeTransport(settings.connectTimeout());
        var client = StripeClient.builder()
                .setApiKey(settings.apiKey())
                .setApiBase(settings.baseUrl().toString())
                .setMaxNetworkRetries(0)
                .setHttpClient(transport)
                .build();
        var intents = client.v1().paymentIntents();
        this.authorizations = new StripeAuthorizations(intents, settings, clock);
        this.later = new StripeLaterCalls(intents, client.v1().refunds());
        var secrets =
                new NotificationSecrets(StripeSettings.PREFIX + ".webhook-secrets-file", settings.webhookSecretsFile());
        this.notifications = new StripeNotifications(secrets, intents, settings.requestTimeout());
    }

    private interface Asking {
        Said ask() throws StripeException;
    }

    @Override
    public Said execute(BankOrder order) throws InterruptedException {
        var operation = Objects.requireNonNull(order.operation(), "a look-up is not executed");
        var calls = new StripeCalls(order, settings.requestTimeout());
        return said(
                () -> operation == Operation.AUTHORIZE
                        ? authorizations.execute(calls)
                        : later.execute(operation, calls),
                e -> StripeErrors.said(operation, e));
    }

    @Override
    public Said lookUp(BankOrder order) throws InterruptedException {
        var about = order.about();
        if (about == null) {
            return new OutcomeUnknown("the question does not say which operation it is about");
        }
        var calls = new StripeCalls(order, settings.requestTimeout());
        return said(
                () -> about == Operation.AUTHORIZE ? authorizations.lookUp(calls) : later.lookUp(about, calls),
                StripeErrors::unknown);
    }

    private static Said said(Asking asking, Function<StripeException, Said> onError) throws InterruptedException {
        try {
            return asking.ask();
        } catch (StripeException e) {
            return onError.apply(e);
        } catch (StripeTransport.BrokenOffException e) {
            throw brokenOff(e);
        } catch (RuntimeException e) {
            // The client could not make sense of an answer, so there was one.
            return new OutcomeUnknown(
                    "the bank's answer cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static InterruptedException brokenOff(StripeTransport.BrokenOffException e) {
        var interrupted = new InterruptedException("while the bank was called");
        interrupted.initCause(e);
        return interrupted;
    }

    @Override
    public Notification hear(Headers headers, byte[] body, Instant now) throws InterruptedException {
        try {
            return notifications.read(headers, body, now);
        } catch (StripeTransport.BrokenOffException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public Duration answersWithin() {
        return settings.requestTimeout();
    }

    @Override
    public void close() {
        transport.close();
    }
}
