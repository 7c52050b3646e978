package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.BankNotification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A bank with a ledger: what it has done for a key, it does not do again, as long as it remembers the key. It lets go of what
 * it has reserved after a week.
 */
final class PretendBank {
    private static final Duration RESERVED = Duration.ofDays(7);
    private static final Duration GUEST_ACTS_WITHIN = Duration.ofMinutes(15);
    private static final Duration REFUND_DECIDED_AFTER = Duration.ofHours(1);

    private record Kept(Said said, Instant at) {}

    /** Something that it will decide later. */
    private record Open(BankCall call, Instant decidedAt, boolean succeeds) {}

    /** Something that it tells by itself. */
    record Told(PaymentId payment, Kind kind, int attemptNo, String pspReference, long amountMinor) {}

    private final Map<String, Kept> byKey = new HashMap<>();
    private final Map<String, Said> byReference = new HashMap<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Instant> reservedUntil = new HashMap<>();
    private final Map<PaymentId, List<Attempt>> effects = new HashMap<>();
    private final Map<PaymentId, Long> adjusted = new HashMap<>();
    private final Set<PaymentId> refusedOnce = new HashSet<>();
    private final List<Told> told = new ArrayList<>();

    /** What it has told by itself so far, in the order in which it happened. */
    List<Told> told() {
        return told;
    }

    /** Does what it is told, once per key. */
    Said execute(BankCall call, Instant now) {
        decideWhatIsOpen(now);
        var attempt = call.attempt();
        var known = byKey.get(attempt.gatewayKey());
        if (known != null && now.isBefore(known.at().plus(PaymentTimes.USUAL.keyLives()))) {
            return byReference.getOrDefault(attempt.merchantReference(), known.said());
        }
        var said = decide(call, now);
        byKey.put(attempt.gatewayKey(), new Kept(said, now));
        byReference.put(attempt.merchantReference(), said);
        return said;
    }

    Said lookUp(BankCall call, Instant now) {
        decideWhatIsOpen(now);
        return byReference.getOrDefault(call.attempt().merchantReference(), new NotFound());
    }

    private Said decide(BankCall call, Instant now) {
        return switch (call.attempt().operation()) {
            case AUTHORIZE -> authorize(call, now);
            case REFUND -> refund(call, now);
            case CAPTURE -> isOver(call, now) ? new Declined("authorization_expired") : approve(call, now);
            case ADJUST -> isOver(call, now) ? new Declined("authorization_expired") : adjust(call, now);
            case VOID -> approve(call, now);
        };
    }

    private Said adjust(BankCall call, Instant now) {
        adjusted.put(call.terms().paymentId(), call.attempt().amountMinor());
        return approve(call, now);
    }

    private Said refund(BankCall call, Instant now) {
        return switch (String.valueOf(call.terms().token())) {
            case "tok_refund_fails", "tok_capture_fails_later" -> new Declined("refund_failed");
            case "tok_refund_pending" -> openUntil(call, now.plus(REFUND_DECIDED_AFTER), new Pending("re_1"));
            default -> approve(call, now);
        };
    }

    private Said authorize(BankCall call, Instant now) {
        return switch (String.valueOf(call.token())) {
            case "tok_decline" -> new Declined("generic_decline");
            case "tok_retry" -> {
                boolean isFirst = refusedOnce.add(call.terms().paymentId());
                yield isFirst ? new Declined("try_again_later") : approve(call, now);
            }
            case "tok_3ds" -> {
                var until = now.plus(GUEST_ACTS_WITHIN);
                yield openUntil(call, until, new ActionRequired("https://bank/act", until, reference(call)));
            }
            default -> approve(call, now);
        };
    }

    private static String reference(BankCall call) {
        var known = call.pspReference();
        return known == null
                ? "psp_" + call.terms().paymentId() + "_" + call.attempt().no()
                : known;
    }

    private boolean isOver(BankCall call, Instant now) {
        var until = reservedUntil.get(call.pspReference());
        return until != null && !now.isBefore(until);
    }

    private Said openUntil(BankCall call, Instant decidedAt, Said said) {
        // Every other one succeeds.
        open.put(call.attempt().merchantReference(), new Open(call, decidedAt, open.size() % 2 == 0));
        return said;
    }

    /** Guests have acted or have not, and refunds have gone through or have not. */
    void decideWhatIsOpen(Instant now) {
        open.entrySet().removeIf(entry -> {
            var it = entry.getValue();
            if (now.isBefore(it.decidedAt())) {
                return false;
            }
            boolean isRefund = it.call().attempt().operation() == Operation.REFUND;
            var said = it.succeeds()
                    ? approve(it.call(), it.decidedAt())
                    : new Declined(isRefund ? "refund_failed" : "authentication_failed");
            byReference.put(entry.getKey(), said);
            if (said instanceof Declined) {
                tell(it.call(), isRefund ? Kind.REFUND_FAILED : Kind.DECLINED);
            }
            return true;
        });
    }

    private Said approve(BankCall call, Instant now) {
        var attempt = call.attempt();
        var payment = call.terms().paymentId();
        var done = effects.computeIfAbsent(payment, _ -> new ArrayList<>());
        done.add(attempt);
        var reference = reference(call);
        boolean isCapturedAtOnce = call.terms().captureMode() == CaptureMode.AUTOMATIC;
        var expiresAt = attempt.operation() == Operation.AUTHORIZE && !isCapturedAtOnce ? now.plus(RESERVED) : null;
        if (expiresAt != null) {
            reservedUntil.put(reference, expiresAt);
        }
        tell(
                call,
                switch (attempt.operation()) {
                    case AUTHORIZE -> isCapturedAtOnce ? Kind.CAPTURED : Kind.AUTHORIZED;
                    case CAPTURE -> Kind.CAPTURED;
                    case VOID -> Kind.VOIDED;
                    case REFUND -> Kind.REFUNDED;
                    case ADJUST -> Kind.ADJUSTED;
                });
        if (attempt.operation() == Operation.AUTHORIZE && "tok_capture_fails_later".equals(call.token())) {
            done.remove(attempt); // The issuer will not pay after all.
            tell(call, Kind.CAPTURE_FAILED);
        }
        return new Approved(attempt.amountMinor(), reference, new Card("", expiresAt, "", ""));
    }

    private void tell(BankCall call, Kind kind) {
        told.add(new Told(
                call.terms().paymentId(),
                kind,
                call.attempt().no(),
                reference(call),
                call.attempt().amountMinor()));
    }

    long moved(Terms terms, Operation operation) {
        return effects(terms, operation).stream()
                .mapToLong(Attempt::amountMinor)
                .sum();
    }

    List<Attempt> effects(Terms terms, Operation operation) {
        return effects.getOrDefault(terms.paymentId(), List.of()).stream()
                .filter(attempt -> attempt.operation() == operation)
                .toList();
    }

    /** How much it has reserved, whether that is taken or not; what was let go counts no more. */
    long reserved(Terms terms) {
        long standing = effects(terms, Operation.AUTHORIZE).size()
                - effects(terms, Operation.VOID).size();
        return standing <= 0 ? 0 : standing * adjusted.getOrDefault(terms.paymentId(), terms.amountMinor());
    }

    long captured(Terms terms) {
        boolean atOnce = terms.captureMode() == CaptureMode.AUTOMATIC;
        return moved(terms, atOnce ? Operation.AUTHORIZE : Operation.CAPTURE);
    }
}
