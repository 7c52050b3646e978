package io.staylog.payment.bank.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.BankNotice.Dispute;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankNotice.Stage;
import io.staylog.payment.bank.BankNotice.Subject;
import io.staylog.payment.bank.BankWords;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
import io.staylog.payment.domain.BankAnswer.Card;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the simulator's notifications mean, and whether they are the simulator's. */
final class SimulatorNotifications {
    static final String HEADER = "Bank-Signature";
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern SIGNATURE = Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,8})");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final NotificationSecrets secrets;

    SimulatorNotifications(NotificationSecrets secrets) {
        this.secrets = secrets;
    }

    Notification read(Headers headers, byte[] body, Instant now) {
        var refusal = refusal(headers.first(HEADER), body, now);
        return refusal == null ? notice(body) : refusal;
    }

    private @Nullable NotNoticed refusal(@Nullable String header, byte[] body, Instant now) {
        if (header == null || header.isBlank()) {
            return new NotNoticed(Code.SIGNATURE_MISSING, "the header " + HEADER + " is missing");
        }
        var all = secrets.all();
        if (all.isEmpty()) {
            return new NotNoticed(
                    Code.SIGNATURE_INVALID,
                    "no secret is set, see " + SimulatorSettings.PREFIX + ".notification-secrets-file");
        }
        var signature = SIGNATURE.matcher(header.strip());
        if (!signature.matches() || !isSigned(all, signature.group(1), signature.group(2), body)) {
            return new NotNoticed(Code.SIGNATURE_INVALID, "the header " + HEADER + " does not sign this body");
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(signature.group(1))), now);
        return age.abs().compareTo(WINDOW) > 0
                ? new NotNoticed(
                        Code.SIGNATURE_TOO_OLD,
                        "the signature is not of the last " + WINDOW.toMinutes() + " minutes by our clock")
                : null;
    }

    /** Takes the same time whichever secret and whichever byte is wrong. */
    private static boolean isSigned(List<String> secrets, String time, String signatures, byte[] body) {
        var given = new ArrayList<byte[]>();
        for (var each : signatures.substring(1).split(",", -1)) {
            given.add(HexFormat.of().parseHex(each.substring("v1=".length())));
        }
        boolean isSigned = false;
        for (var secret : secrets) {
            var right = sign(secret, time, body);
            for (var one : given) {
                isSigned |= MessageDigest.isEqual(right, one);
            }
        }
        return isSigned;
    }

    private static byte[] sign(String secret, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static Notification notice(byte[] body) {
        var json = SimulatorProtocol.json(body);
        if (json == null || !json.isObject()) {
            return new NotNoticed(Code.BODY_INVALID, "the body is no JSON object");
        }
        var kind = kind(text(json, "type"));
        if (kind == null) {
            return new NotNoticed(Code.TYPE_UNKNOWN, "notifications of this type are not used");
        }
        var id = BankWords.reference(text(json, "id"));
        var at = SimulatorProtocol.instant(json, "createdAt");
        if (id.isEmpty() || at == null) {
            return new NotNoticed(Code.BODY_INVALID, "id or createdAt is missing or has a wrong form");
        }
        var psp = BankWords.reference(text(json, "pspReference"));
        var amount = json.path("amountMinor");
        var currency = text(json, "currency");
        if (!amount.canConvertToLong() || !CURRENCY.matcher(currency).matches()) {
            return new NotNoticed(Code.BODY_INVALID, "amountMinor or currency is missing or has a wrong form");
        }
        return new BankNotice(
                id,
                SimulatorBank.NAME,
                kind,
                Subject.of(text(json, "merchant"), text(json, "merchantReference"), psp),
                amount.longValue(),
                currency,
                code(json, "declineCode"),
                dispute(json),
                card(json),
                at);
    }

    private static Dispute dispute(JsonNode json) {
        var id = BankWords.reference(text(json, "disputeId"));
        return id.isEmpty()
                ? Dispute.NONE
                : new Dispute(
                        id, code(json, "reasonCode"), stage(json), SimulatorProtocol.instant(json, "evidenceDueAt"));
    }

    private static Stage stage(JsonNode json) {
        try {
            return Stage.valueOf(text(json, "stage").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Stage.UNKNOWN;
        }
    }

    private static Card card(JsonNode json) {
        return BankWords.card(SimulatorProtocol.card(json));
    }

    private static String code(JsonNode json, String field) {
        var code = text(json, field);
        return code.isEmpty() ? "" : BankWords.code(code);
    }

    private static String text(JsonNode json, String field) {
        return SimulatorProtocol.text(json, field);
    }

    private static @Nullable Kind kind(String type) {
        return switch (type) {
            case "payment.authorized" -> Kind.AUTHORIZED;
            case "payment.declined" -> Kind.DECLINED;
            case "payment.captured" -> Kind.CAPTURED;
            case "payment.capture_failed" -> Kind.CAPTURE_FAILED;
            case "payment.voided" -> Kind.VOIDED;
            case "payment.adjusted" -> Kind.ADJUSTED;
            case "payment.expired" -> Kind.EXPIRED;
            case "refund.succeeded" -> Kind.REFUNDED;
            case "refund.failed" -> Kind.REFUND_FAILED;
            case "dispute.opened" -> Kind.DISPUTE_OPENED;
            case "dispute.challenged" -> Kind.DISPUTE_CHALLENGED;
            case "dispute.won" -> Kind.DISPUTE_WON;
            case "dispute.lost" -> Kind.DISPUTE_LOST;
            default -> null;
        };
    }
}
