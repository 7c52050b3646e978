package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bank with a ledger: what it has done for a key, it does not do again, as long as it remembers the key. */
final class PretendBank {
    private record Kept(Said said, Instant at) {}

    private final Map<String, Kept> byKey = new HashMap<>();
    private final Map<String, Said> byReference = new HashMap<>();
    private final Map<PaymentId, List<Attempt>> effects = new HashMap<>();

    /** Does what it is told, once per key. */
    Said execute(BankCall call, Instant now) {
        var attempt = call.attempt();
        var known = byKey.get(attempt.gatewayKey());
        if (known != null && now.isBefore(known.at().plus(PaymentTimes.USUAL.keyLives()))) {
            return known.said();
        }
        var said = declines(call) ? new Declined("generic_decline") : approve(call);
        byKey.put(attempt.gatewayKey(), new Kept(said, now));
        byReference.put(attempt.merchantReference(), said);
        return said;
    }

    Said lookUp(BankCall call) {
        return byReference.getOrDefault(call.attempt().merchantReference(), new NotFound());
    }

    private static boolean declines(BankCall call) {
        return switch (call.attempt().operation()) {
            case AUTHORIZE -> "tok_decline".equals(call.token());
            case REFUND -> "tok_refund_fails".equals(call.terms().token());
            case CAPTURE, VOID, ADJUST -> false;
        };
    }

    private Said approve(BankCall call) {
        var attempt = call.attempt();
        effects.computeIfAbsent(call.terms().paymentId(), _ -> new ArrayList<>())
                .add(attempt);
        return new Approved(attempt.amountMinor(), "psp_" + call.terms().paymentId(), Card.UNKNOWN);
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

    long captured(Terms terms) {
        boolean atOnce = terms.captureMode() == CaptureMode.AUTOMATIC;
        return moved(terms, atOnce ? Operation.AUTHORIZE : Operation.CAPTURE);
    }
}
