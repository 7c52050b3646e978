package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the private road to the bank: one key, one attempt, one content (I17), and no answer unasked (I18). */
final class Instructions {
    private static final String[] CONTENT = {
        "operation", "merchantReference", "amountMinor", "currency", "captureMode", "paymentMethodToken", "isFinal"
    };

    private record Told(String attempt, int contentHash) {}

    private final Map<String, Payment> payments;
    private final Findings findings;
    private final Map<String, Told> byKey = new HashMap<>();
    private final Map<String, String> keyOfAttempt = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private boolean isFromTheBeginning = true;

    Instructions(Map<String, Payment> payments, Findings findings) {
        this.payments = payments;
        this.findings = findings;
    }

    /** Instructions of long ago are not kept. */
    void beginsLate() {
        isFromTheBeginning = false;
    }

    void instructed(Entry entry) {
        var body = entry.body();
        var key = body.text("gatewayKey");
        asked.add(key);
        if (body.text("operation").equals("LOOKUP")) {
            return;
        }
        var attempt = entry.paymentId() + "/" + body.number("attemptNo");
        var told = new Told(attempt, content(body));
        var before = byKey.putIfAbsent(key, told);
        look(
                before == null || before.equals(told),
                Invariant.I17,
                entry,
                () -> "the bank was told something else under the key " + key + " before");
        var otherKey = keyOfAttempt.putIfAbsent(attempt, key);
        look(
                otherKey == null || otherKey.equals(key),
                Invariant.I17,
                entry,
                () -> "attempt " + attempt + " was instructed under the key " + otherKey + " and again under " + key);
        var written = attempt(entry);
        look(
                written == null || written.key.equals(key),
                Invariant.I17,
                entry,
                () -> "attempt " + attempt + " was written ahead with another key than " + key);
        look(
                written != null,
                Invariant.I18,
                entry,
                () -> "the bank was told of attempt " + attempt + ", which was not written ahead");
    }

    private @Nullable Attempt attempt(Entry entry) {
        var payment = payments.get(entry.paymentId());
        return payment == null ? null : payment.attempt(Math.max(1, entry.body().number("attemptNo")));
    }

    private static int content(Body body) {
        var text = new StringBuilder();
        for (var field : CONTENT) {
            text.append(body.text(field)).append('\u0000');
        }
        return text.toString().hashCode();
    }

    void answered(Entry entry) {
        if (isFromTheBeginning && entry.type().equals("BankAnswered")) {
            var key = entry.body().text("gatewayKey");
            look(
                    asked.contains(key),
                    Invariant.I18,
                    entry,
                    () -> "the bank answered to the key " + key + ", which no instruction has");
        }
    }

    private void look(boolean isGood, Invariant invariant, Entry entry, Supplier<String> message) {
        findings.look(isGood, invariant, entry.at(), entry.timeMs(), message);
    }
}
