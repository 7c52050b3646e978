package io.staylog.payment.bank.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import com.stripe.service.PaymentIntentService;
import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a webhook is Stripe's; what it means is said by {@link StripeNotices}. */
final class StripeNotifications {
    static final String HEADER = "Stripe-Signature";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern TIME = Pattern.compile("(?:^|,)t=([0-9]{1,12})(?:,|$)");

    private final NotificationSecrets secrets;
    private final StripeNotices notices;

    StripeNotifications(NotificationSecrets secrets, PaymentIntentService intents, Duration limit) {
        this.secrets = secrets;
        this.notices = new StripeNotices(intents, limit);
    }

    Notification read(Headers headers, byte[] body, Instant now) {
        var text = new String(body, UTF_8);
        var refusal = refusal(headers.first(HEADER), text, now);
        if (refusal != null) {
            return refusal;
        }
        var event = json(text);
        return event == null || !event.isObject()
                ? new NotNoticed(Code.BODY_INVALID, "the body is no JSON object")
                : notices.notice(event);
    }

    private @Nullable NotNoticed refusal(@Nullable String header, String body, Instant now) {
        if (header == null || header.isBlank()) {
            return new NotNoticed(Code.SIGNATURE_MISSING, "the header " + HEADER + " is missing");
        }
        var all = secrets.all();
        if (all.isEmpty()) {
            return new NotNoticed(
                    Code.SIGNATURE_INVALID, "no secret is set, see " + StripeSettings.PREFIX + ".webhook-secrets-file");
        }
        boolean isSigned = false;
        for (var secret : all) {
            isSigned |= isSigned(body, header, secret, now);
        }
        if (!isSigned) {
            return new NotNoticed(Code.SIGNATURE_INVALID, "the header " + HEADER + " does not sign this body");
        }
        var time = TIME.matcher(header);
        boolean isFresh = time.find()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(time.group(1))), now)
                                .abs()
                                .compareTo(WINDOW)
                        <= 0;
        return isFresh
                ? null
                : new NotNoticed(
                        Code.SIGNATURE_TOO_OLD,
                        "the signature is not of the last " + WINDOW.toMinutes() + " minutes by our clock");
    }

    /** Only the signature: how old it may be is said above, because the library does not look at what is of the future. */
    private static boolean isSigned(String body, String header, String secret, Instant now) {
        try {
            return Webhook.Signature.verifyHeader(body, header, secret, 0, Clock.fixed(now, ZoneOffset.UTC));
        } catch (SignatureVerificationException | RuntimeException e) {
            return false;
        }
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
