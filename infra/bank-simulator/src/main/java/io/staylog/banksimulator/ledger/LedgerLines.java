package io.staylog.banksimulator.ledger;

import io.staylog.banksimulator.bank.Happening;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.LedgerEntry.Called;
import io.staylog.banksimulator.bank.LedgerEntry.Delivered;
import io.staylog.banksimulator.bank.LedgerEntry.Effect;
import io.staylog.banksimulator.bank.LedgerEntry.Happened;
import io.staylog.banksimulator.bank.LedgerEntry.Moved;
import io.staylog.banksimulator.bank.LedgerEntry.Noticed;
import io.staylog.banksimulator.bank.LedgerEntry.Outcome;
import io.staylog.banksimulator.bank.LedgerEntry.Planned;
import io.staylog.banksimulator.bank.LedgerEntry.Result;
import io.staylog.banksimulator.bank.LedgerEntry.Subject;
import io.staylog.banksimulator.bank.Notice;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Plan;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ledger entries as lines of JSON and back, and as CSV for a spreadsheet. The field names are a file format. */
public final class LedgerLines {
    private static final List<String> COLUMNS = List.of(
            "seq",
            "time",
            "kind",
            "operation",
            "key",
            "merchantReference",
            "pspReference",
            "amountMinor",
            "currency",
            "merchant",
            "token",
            "result",
            "code",
            "answered",
            "attempt",
            "capture",
            "expiresAt",
            "dueAt",
            "disputeId",
            "fault",
            "url");

    private final JsonMapper json;

    /** Uses one mapper for all lines. */
    public LedgerLines(JsonMapper json) {
        this.json = json;
    }

    /** The header of the CSV form. */
    public String csvHeader() {
        return String.join(",", COLUMNS);
    }

    /** One entry as CSV (RFC 4180). */
    public String csv(LedgerEntry entry) {
        var node = node(entry);
        return COLUMNS.stream().map(it -> quoted(node.path(it).asString(""))).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        boolean plain = Stream.of(",", "\"", "\n", "\r").noneMatch(value::contains);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** One entry as JSON without line end. */
    byte[] encode(LedgerEntry entry) {
        return json.writeValueAsBytes(node(entry));
    }

    private ObjectNode node(LedgerEntry entry) {
        return switch (entry) {
            case Called call -> {
                var node = node(call, "call", call.outcome().result().code())
                        .put("code", call.outcome().code())
                        .put("answered", call.outcome().answered())
                        .put("attempt", call.attempt())
                        .put("capture", call.capture())
                        .put("fingerprint", HexFormat.of().toHexDigits(call.fingerprint()))
                        .put("effects", call.effects());
                put(node, "fault", call.fault().isEmpty() ? null : call.fault());
                yield put(node, "expiresAt", call.outcome().actionExpiresAt());
            }
            case Happened event -> {
                var node = node(event, "event", event.what().code())
                        .put("code", event.code())
                        .put("effects", event.effects());
                put(node, "expiresAt", event.until());
                put(node, "dueAt", event.dueAt());
                yield put(node, "disputeId", event.disputeId());
            }
            case Moved effect -> put(node(effect, "effect", effect.effect().code()), "expiresAt", effect.expiresAt());
            case Noticed noticed -> node(noticed);
            case Delivered delivered ->
                node(delivered, "delivery", delivered.done() ? "done" : "taken")
                        .put("notification", delivered.notice())
                        .put("url", delivered.url());
            case Planned(var _, var _, var plan) -> {
                var node = put(node(entry, "plan", plan.what().code()), "dueAt", plan.dueAt());
                yield put(node, "disputeId", plan.disputeId());
            }
        };
    }

    private ObjectNode node(Noticed noticed) {
        var notice = noticed.notice();
        var node = node(noticed, "notification", notice.type().code()).put("code", notice.code());
        put(node, "expiresAt", notice.until());
        put(node, "disputeId", notice.disputeId());
        put(node, "posting", notice.posting().code());
        return put(node, "heldUntil", notice.heldUntil());
    }

    // What an entry does not have is not in its line.
    private static ObjectNode put(ObjectNode node, String name, @Nullable Object value) {
        return value == null ? node : node.put(name, value.toString());
    }

    private ObjectNode node(LedgerEntry entry, String kind, String result) {
        var subject = entry.subject();
        return json.createObjectNode()
                .put("seq", entry.seq())
                .put("time", entry.time().toString())
                .put("kind", kind)
                .put("operation", subject.operation().code())
                .put("key", subject.key())
                .put("merchantReference", subject.merchantReference())
                .put("pspReference", subject.pspReference())
                .put("amountMinor", entry.amountMinor())
                .put("currency", subject.currency())
                .put("merchant", subject.merchant())
                .put("token", subject.token())
                .put("result", result);
    }

    /**
     * Reads a line that {@link #encode} wrote.
     *
     * @throws RuntimeException if it is not one
     */
    LedgerEntry decode(byte[] line) {
        var node = json.readTree(line);
        var kind = text(node, "kind");
        return switch (kind) {
            case "call" -> called(node);
            case "event" -> happened(node);
            case "effect" -> moved(node);
            case "plan" -> planned(node);
            case "notification" -> noticed(node);
            case "delivery" -> delivered(node);
            default -> throw new IllegalArgumentException("Unknown kind " + kind);
        };
    }

    private static Called called(JsonNode node) {
        return new Called(
                node.required("seq").longValue(),
                Instant.parse(text(node, "time")),
                subject(node),
                node.required("amountMinor").longValue(),
                node.required("capture").booleanValue(),
                HexFormat.fromHexDigitsToLong(text(node, "fingerprint")),
                node.required("attempt").intValue(),
                Objects.requireNonNullElse(absentOr(node, "fault"), ""),
                new Outcome(
                        known(Result.of(text(node, "result"))),
                        text(node, "code"),
                        node.required("answered").booleanValue(),
                        instant(node, "expiresAt")),
                node.required("effects").intValue());
    }

    private static Happened happened(JsonNode node) {
        return new Happened(
                node.required("seq").longValue(),
                Instant.parse(text(node, "time")),
                subject(node),
                known(Happening.of(text(node, "result"))),
                text(node, "code"),
                node.required("amountMinor").longValue(),
                instant(node, "dueAt"),
                absentOr(node, "disputeId"),
                instant(node, "expiresAt"),
                node.required("effects").intValue());
    }

    private static Moved moved(JsonNode node) {
        return new Moved(
                node.required("seq").longValue(),
                Instant.parse(text(node, "time")),
                subject(node),
                known(Effect.of(text(node, "result"))),
                node.required("amountMinor").longValue(),
                instant(node, "expiresAt"));
    }

    private static Planned planned(JsonNode node) {
        var plan = new Plan(
                known(Happening.of(text(node, "result"))),
                Instant.parse(text(node, "dueAt")),
                subject(node),
                node.required("amountMinor").longValue(),
                absentOr(node, "disputeId"));
        return new Planned(node.required("seq").longValue(), Instant.parse(text(node, "time")), plan);
    }

    private static Noticed noticed(JsonNode node) {
        var notice = new Notice(
                known(Notice.Type.of(text(node, "result"))),
                subject(node),
                node.required("amountMinor").longValue(),
                text(node, "code"),
                absentOr(node, "disputeId"),
                instant(node, "expiresAt"),
                known(Notice.Posting.of(text(node, "posting"))),
                instant(node, "heldUntil"));
        return new Noticed(node.required("seq").longValue(), Instant.parse(text(node, "time")), notice);
    }

    private static Delivered delivered(JsonNode node) {
        return new Delivered(
                node.required("seq").longValue(),
                Instant.parse(text(node, "time")),
                subject(node),
                node.required("notification").longValue(),
                text(node, "url"),
                text(node, "result").equals("done"));
    }

    private static @Nullable Instant instant(JsonNode node, String name) {
        var value = absentOr(node, name);
        return value == null ? null : Instant.parse(value);
    }

    private static @Nullable String absentOr(JsonNode node, String name) {
        var value = node.get(name);
        return value == null ? null : value.stringValue();
    }

    private static Subject subject(JsonNode node) {
        return new Subject(
                known(Operation.of(text(node, "operation"))),
                text(node, "key"),
                text(node, "merchantReference"),
                textOrNull(node, "pspReference"),
                text(node, "currency"),
                text(node, "merchant"),
                text(node, "token"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        var value = node.required(name);
        return value.isNull() ? null : value.stringValue();
    }

    private static <T> T known(Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("A name that this version does not know"));
    }
}
