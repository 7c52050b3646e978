package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.Outage;
import io.staylog.banksimulator.bank.Trouble;
import io.staylog.banksimulator.ledger.DurableBank;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What whoever runs the simulator can do to it while it runs. None of it outlives the process, except forgotten keys. */
final class Operators {
    private static final Set<String> FAULT_FIELDS = new TreeSet<>(List.of("seed", "rate", "kinds", "delayMs"));
    private static final Set<String> OUTAGE_FIELDS = new TreeSet<>(List.of("kind", "ms", "until"));
    private static final Pattern ANY = Pattern.compile(".{1,64}");
    private static final long OUTAGE_MS_MAX = Duration.ofDays(365).toMillis();
    private static final long DELAY_MS_MAX = 999_999;
    /** Nobody runs a simulator until then. */
    private static final Instant FAR_AWAY = Instant.parse("9999-12-31T00:00:00Z");

    private final DurableBank bank;
    private final JsonMapper json;
    private final Answers answers;

    Operators(DurableBank bank, JsonMapper json, Answers answers) {
        this.bank = bank;
        this.json = json;
        this.answers = answers;
    }

    Answer faults() {
        return answers.of(bank.faults(), bank.disturbed());
    }

    Answer disturb(Request request) throws IOException {
        var fields = Fields.parse(json, request.body(), FAULT_FIELDS);
        var delayMax = fields.has("delayMs")
                ? Duration.ofMillis(fields.amount("delayMs", 1, DELAY_MS_MAX))
                : FaultScript.USUAL_DELAY_MAX;
        bank.disturb(new FaultScript(
                fields.amount("seed", Long.MIN_VALUE, Long.MAX_VALUE), rate(fields), kinds(fields), delayMax));
        return faults();
    }

    private static double rate(Fields fields) {
        try {
            return FaultScript.rate(fields.decimal("rate"));
        } catch (IllegalArgumentException e) {
            throw BadCallException.field("rate", String.valueOf(e.getMessage()));
        }
    }

    private static Collection<Trouble.Kind> kinds(Fields fields) {
        try {
            return fields.has("kinds") ? FaultScript.kinds(fields.strings("kinds")) : FaultScript.USUAL;
        } catch (IllegalArgumentException e) {
            throw BadCallException.field("kinds", String.valueOf(e.getMessage()));
        }
    }

    Answer disturbNothing() {
        bank.disturb(FaultScript.NONE);
        return faults();
    }

    Answer outage() {
        return answers.of(bank.outage());
    }

    Answer goAway(Request request) throws IOException {
        var fields = Fields.parse(json, request.body(), OUTAGE_FIELDS);
        var kind = Outage.Kind.of(fields.textOr("hang", "kind", ANY, "hang, refuse or 503"))
                .orElseThrow(() -> BadCallException.field("kind", "Must be hang, refuse or 503."));
        var until = fields.has("ms")
                ? bank.now().plusMillis(fields.amount("ms", 1, OUTAGE_MS_MAX))
                : until(fields.has("until") ? fields.text("until", ANY, "a time") : null);
        bank.goAway(new Outage(kind, until));
        return outage();
    }

    private static Instant until(@Nullable String text) {
        try {
            return text == null ? FAR_AWAY : Instant.parse(text);
        } catch (DateTimeException _) {
            throw BadCallException.field("until", "Must be a time such as 2026-07-01T10:00:00Z.");
        }
    }

    Answer comeBack() {
        bank.goAway(null);
        return outage();
    }

    Answer forget(Request request) {
        var key = request.query("key").orElse("");
        bank.forget(key);
        return answers.forgotten(key);
    }
}
