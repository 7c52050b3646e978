package io.staylog.payment.bank.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.service.PaymentIntentService;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.BankNotice.Dispute;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankNotice.Stage;
import io.staylog.payment.bank.BankNotice.Subject;
import io.staylog.payment.bank.BankWords;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.domain.BankAnswer.Card;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Stripe's events mean. They are read field by field, so that an endpoint of another version of the API works too. */
final class StripeNotices {
    private static final NotNoticed NOT_USED =
            new NotNoticed(Code.TYPE_UNKNOWN, "events of this type or state are not used");

    private final PaymentIntentService intents;
    private final Duration limit;

    StripeNotices(PaymentIntentService intents, Duration limit) {
        this.intents = intents;
        this.limit = limit;
    }

    /** Who has to be asked about, with what is known of it. */
    private record Event(String id, Instant at, JsonNode object) {
        String text(String field) {
            return object.path(field).asString("");
        }

        String metadata(String field) {
            return object.path("metadata").path(field).asString("");
        }

        BankNotice notice(Kind kind, Subject subject, long amount) {
            var currency = text("currency").toUpperCase(Locale.ROOT);
            return new BankNotice(
                    id,
                    StripeBank.NAME,
                    kind,
                    subject,
                    StripeMoney.fromStripe(amount, currency),
                    currency,
                    "",
                    Dispute.NONE,
                    Card.UNKNOWN,
                    at);
        }
    }

    Notification notice(JsonNode json) {
        var event = new Event(
                BankWords.reference(json.path("id").asString("")),
                Instant.ofEpochSecond(json.path("created").asLong(0)),
                json.path("data").path("object"));
        if (event.id().isEmpty() || !event.object().isObject()) {
            return new NotNoticed(Code.BODY_INVALID, "id or data.object is missing or has a wrong form");
        }
        return switch (json.path("type").asString("")) {
            case "payment_intent.amount_capturable_updated" -> authorizedOrAdjusted(event);
            case "payment_intent.succeeded" -> captured(event);
            case "payment_intent.payment_failed" -> declined(event);
            case "payment_intent.canceled" -> canceled(event);
            case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" -> refund(event);
            case "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed" ->
                dispute(event, json.path("type").asString(""));
            default -> NOT_USED;
        };
    }

    private static Subject subject(Event event) {
        return Subject.of(
                event.metadata(StripeCalls.HOTEL),
                event.metadata(StripeCalls.REFERENCE),
                BankWords.reference(event.text("id")));
    }

    /** The newest attempt of which a note of this kind is at the payment; 0 where there is none. */
    private static int newest(Event event, String kind) {
        int newest = 0;
        for (var name : event.object().path("metadata").propertyNames()) {
            var number = name.startsWith(kind) ? name.substring(kind.length()) : "";
            newest = number.matches("[0-9]{1,9}") ? Math.max(newest, Integer.parseInt(number)) : newest;
        }
        return newest;
    }

    private static Subject subject(Event event, int attemptNo) {
        var authorization = subject(event);
        var payment = authorization.paymentId();
        return attemptNo == 0 || payment == null
                ? authorization
                : Subject.of(authorization.hotelId(), payment + ":" + attemptNo, authorization.pspReference());
    }

    private static Notification authorizedOrAdjusted(Event event) {
        if (event.object().path("amount_received").asLong(0) > 0) {
            return NOT_USED; // A part was captured, and the answer to that call has said so.
        }
        int adjustment = newest(event, StripeCalls.ADJUST);
        return event.notice(
                adjustment == 0 ? Kind.AUTHORIZED : Kind.ADJUSTED, subject(event, adjustment), amount(event));
    }

    /** What the newest capture has taken is noted; a payment that is captured at once has no note. */
    private static Notification captured(Event event) {
        var subject = subject(event, newest(event, StripeCalls.CAPTURE));
        var note = event.metadata(StripeCalls.CAPTURE + subject.attemptNo());
        var notice = event.notice(
                Kind.CAPTURED, subject, event.object().path("amount_received").asLong(0));
        return note.matches("[0-9]{1,15}")
                ? new BankNotice(
                        notice.notificationId(),
                        notice.gateway(),
                        notice.kind(),
                        subject,
                        Long.parseLong(note),
                        notice.currency(),
                        "",
                        Dispute.NONE,
                        Card.UNKNOWN,
                        notice.occurredAt())
                : notice;
    }

    private static Notification declined(Event event) {
        var error = event.object().path("last_payment_error");
        var code = StripeDeclines.code(
                error.path("code").asString(null), error.path("decline_code").asString(null));
        return withCode(event.notice(Kind.DECLINED, subject(event), amount(event)), code);
    }

    private static Notification canceled(Event event) {
        var notice = event.notice(Kind.VOIDED, subject(event), amount(event));
        return switch (event.text("cancellation_reason")) {
            case "automatic", "expired" -> event.notice(Kind.EXPIRED, subject(event), amount(event));
            case "abandoned" ->
                withCode(event.notice(Kind.DECLINED, subject(event), amount(event)), "authentication_failed");
            default -> notice;
        };
    }

    private static Notification refund(Event event) {
        var subject = Subject.of(
                event.metadata(StripeCalls.HOTEL),
                event.metadata(StripeCalls.REFERENCE),
                BankWords.reference(event.text("payment_intent")));
        return switch (event.text("status")) {
            case "succeeded" -> event.notice(Kind.REFUNDED, subject, amount(event));
            case "failed", "canceled" ->
                withCode(event.notice(Kind.REFUND_FAILED, subject, amount(event)), "refund_failed");
            default -> NOT_USED;
        };
    }

    private static long amount(Event event) {
        return event.object().path("amount").asLong(0);
    }

    private Notification dispute(Event event, String type) {
        var kind = disputeKind(type, event.text("status"));
        if (kind == null) {
            return NOT_USED;
        }
        PaymentIntent intent;
        try {
            intent = payment(event.text("payment_intent"));
        } catch (StripeException e) {
            return new NotNoticed(Code.NOT_NOW, "the bank does not say now which payment the dispute is about");
        }
        var subject = intent == null
                ? Subject.of("", "", BankWords.reference(event.text("payment_intent")))
                : Subject.of(
                        intent.getMetadata().getOrDefault(StripeCalls.HOTEL, ""),
                        intent.getMetadata().getOrDefault(StripeCalls.REFERENCE, ""),
                        intent.getId());
        var notice = event.notice(kind, subject, amount(event));
        return with(notice, "", disputeOf(event));
    }

    /** A dispute does not carry our number, but its payment does. Null where there is no such payment. */
    private @Nullable PaymentIntent payment(String id) throws StripeException {
        if (!id.matches("pi_\\w{1,250}")) {
            return null;
        }
        try {
            var options = RequestOptions.builder()
                    .setReadTimeout((int) limit.toMillis())
                    .build();
            return intents.retrieve(id, options);
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    private static @Nullable Kind disputeKind(String type, String status) {
        return switch (type) {
            case "charge.dispute.created" -> Kind.DISPUTE_OPENED;
            case "charge.dispute.closed" ->
                switch (status) {
                    case "won", "warning_closed", "prevented" -> Kind.DISPUTE_WON;
                    case "lost" -> Kind.DISPUTE_LOST;
                    default -> null;
                };
            default -> status.endsWith("under_review") ? Kind.DISPUTE_CHALLENGED : null;
        };
    }

    private static Dispute disputeOf(Event event) {
        long due = event.object().path("evidence_details").path("due_by").asLong(0);
        var stage = event.text("status").startsWith("warning_") ? Stage.INQUIRY : Stage.CHARGEBACK;
        var reason = event.text("reason");
        return new Dispute(
                BankWords.reference(event.text("id")),
                reason.isEmpty() ? "" : BankWords.code(reason),
                stage,
                due == 0 ? null : Instant.ofEpochSecond(due));
    }

    private static BankNotice withCode(BankNotice notice, String code) {
        return with(notice, BankWords.code(code), notice.dispute());
    }

    private static BankNotice with(BankNotice notice, String code, Dispute dispute) {
        return new BankNotice(
                notice.notificationId(),
                notice.gateway(),
                notice.kind(),
                notice.subject(),
                notice.amountMinor(),
                notice.currency(),
                code,
                dispute,
                notice.card(),
                notice.occurredAt());
    }
}
