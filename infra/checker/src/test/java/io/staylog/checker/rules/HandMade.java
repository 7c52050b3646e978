package io.staylog.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log and a ledger made by hand: Anna books at the hotel rio, and money moves. Every record is a second after the last. */
final class HandMade {
    static final String PAYMENT = "p-1";
    static final String BOOKING = "b-1";
    static final long DAY_MS = 86_400_000;
    static final long BEGIN_MS = 1_760_000_000_000L;

    private final Books books;
    private final List<LedgerLine> ledger = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private long nowMs = BEGIN_MS;
    private final Map<String, Integer> versions = new HashMap<>();

    HandMade() {
        this(new History(Set.of()));
    }

    HandMade(History history) {
        books = new Books(history);
    }

    long nowMs() {
        return nowMs;
    }

    void later(long ms) {
        nowMs += ms;
    }

    Place write(String topic, String type, Map<String, ?> fields) {
        return write(topic, type, fields, "");
    }

    /** With the id that an event has. */
    Place write(String topic, String type, Map<String, ?> fields, String id) {
        return write(topic, type, fields, new Envelope(id, true));
    }

    /** In a partition that is not that of its key. */
    Place stray(String topic, String type, Map<String, ?> fields) {
        return write(topic, type, fields, new Envelope("", false));
    }

    private Place write(String topic, String type, Map<String, ?> fields, Envelope envelope) {
        var at = aborted(topic);
        var all = new HashMap<String, Object>(fields);
        all.putIfAbsent("hotelId", "rio");
        nowMs += 1_000;
        books.stands(at);
        books.see(new Entry(at, nowMs, type, Body.of(all), envelope));
        return at;
    }

    /** A record that no reader is given. */
    Place aborted(String topic) {
        return new Place(topic, 0, offsets.merge(topic, 1L, Long::sum) - 1);
    }

    private int nextVersion(String id) {
        return versions.merge(id, 1, Integer::sum);
    }

    Place booking(String type, Object... fields) {
        return write(
                TopicNames.BOOKING_EVENTS,
                type,
                with(Map.of("bookingId", BOOKING, "version", nextVersion(BOOKING)), fields));
    }

    Place payment(String type, Object... fields) {
        return paymentOf(PAYMENT, type, fields);
    }

    Place paymentOf(String paymentId, String type, Object... fields) {
        var usual = Map.of(
                "paymentId",
                paymentId,
                "bookingId",
                BOOKING,
                "version",
                nextVersion(paymentId),
                "currency",
                "EUR",
                "requestId",
                "");
        return write(TopicNames.PAYMENT_EVENTS, type, with(usual, fields));
    }

    static Map<String, Object> with(Map<String, ?> usual, Object... fields) {
        var all = new HashMap<String, Object>(usual);
        for (int i = 0; i < fields.length; i += 2) {
            all.put((String) fields[i], fields[i + 1]);
        }
        return all;
    }

    // What usually happens.

    static Body night(long minor) {
        return Body.of(Map.of("grossMinor", minor));
    }

    /** Two nights at 100 and 120; from a day before arrival on, cancelling costs the first one. */
    static Body terms(String guarantee, long deadlineMs) {
        var fee = Body.of(Map.of("type", "NIGHTS", "value", 1L));
        var tier = Body.of(Map.of("deadlineAt", deadlineMs, "fee", fee));
        return Body.of(Map.of(
                "guarantee",
                guarantee,
                "currency",
                "EUR",
                "totalGrossMinor",
                22_000L,
                "dueNowMinor",
                22_000L,
                "roomStays",
                List.of(Body.of(Map.of("nights", List.of(night(10_000), night(12_000))))),
                "cancellationPolicy",
                Body.of(Map.of("tiers", List.of(tier), "noShowFee", fee))));
    }

    Place held() {
        return booking(
                "BookingHeld",
                "terms",
                terms("PREPAYMENT", BEGIN_MS + DAY_MS),
                "paymentId",
                PAYMENT,
                "holdExpiresAt",
                nowMs + 900_000);
    }

    Place initiated(String captureMode) {
        return payment("PaymentInitiated", "purpose", "PREPAYMENT", "amountMinor", 22_000L, "captureMode", captureMode);
    }

    Place started(int no, String operation, long minor, Object... fields) {
        var usual = Map.of(
                "operation",
                operation,
                "attemptNo",
                no,
                "gatewayKey",
                key(no, operation),
                "merchantReference",
                PAYMENT + ":" + no,
                "amountMinor",
                minor);
        return payment("PaymentAttemptStarted", flat(with(usual, fields)));
    }

    private static Object[] flat(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .flatMap(it -> java.util.stream.Stream.of(it.getKey(), it.getValue()))
                .toArray();
    }

    static String key(int no, String operation) {
        return PAYMENT + ":" + operation.toLowerCase(java.util.Locale.ROOT) + ":" + no;
    }

    Place captured(int no, long minor) {
        return payment("PaymentCaptured", "attemptNo", no, "amountMinor", minor, "pspReference", "psp-1");
    }

    Place authorized(int no, long minor) {
        return payment("PaymentAuthorized", "attemptNo", no, "amountMinor", minor, "pspReference", "psp-" + no);
    }

    Place refunded(int no, long minor) {
        return payment("PaymentRefunded", "attemptNo", no, "amountMinor", minor, "refundId", "r-" + no);
    }

    /** Held, paid and confirmed: the log's side and the bank's. */
    void prepaid() {
        held();
        initiated("AUTOMATIC");
        started(1, "AUTHORIZE", 22_000);
        called(1, "AUTHORIZE", "approved");
        moved(1, "authorized", 22_000);
        moved(1, "captured", 22_000);
        captured(1, 22_000);
        booking("BookingConfirmed", "paymentId", PAYMENT);
    }

    /** Held, authorised and confirmed. */
    void authorised() {
        held();
        initiated("MANUAL");
        started(1, "AUTHORIZE", 22_000);
        called(1, "AUTHORIZE", "approved");
        moved(1, "authorized", 22_000);
        authorized(1, 22_000);
        booking("BookingConfirmed", "paymentId", PAYMENT);
    }

    Place called(int no, String operation, String result) {
        return called(PAYMENT + ":" + no, key(no, operation), operation, result, "f");
    }

    Place called(String reference, String key, String operation, String result, String fingerprint) {
        return line("call", reference, key, operation, 0, result, fingerprint);
    }

    Place moved(int no, String effect, long minor) {
        return line("effect", PAYMENT + ":" + no, "", "", minor, effect, "");
    }

    Place line(String kind, String reference, String key, String operation, long minor, String result, String finger) {
        nowMs += 1;
        var line = new LedgerLine(
                ledger.size() + 1,
                nowMs,
                kind,
                operation,
                key,
                reference,
                "psp-1",
                minor,
                "EUR",
                "rio",
                result,
                true,
                finger,
                1);
        ledger.add(line);
        return line.at();
    }

    Books books() {
        return books;
    }

    /** Everything that can end by itself has. */
    Verdict judge() {
        return books.judge(ledger, Long.MAX_VALUE, true);
    }

    void holds(Invariant invariant) {
        var verdict = judge();
        assertThat(verdict.findings().earliest(invariant)).as(invariant.says()).isEmpty();
        assertThat(verdict.findings().looks(invariant))
                .as("%s was looked at", invariant)
                .isPositive();
    }

    /** Everything holds. */
    void isGood() {
        var verdict = judge();
        for (var invariant : Invariant.values()) {
            assertThat(verdict.findings().earliest(invariant))
                    .as(invariant.says())
                    .isEmpty();
        }
        assertThat(verdict.isGood()).isTrue();
    }

    void isBroken(Invariant invariant, Place at) {
        var verdict = judge();
        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.findings().earliest(invariant))
                .as(invariant.says())
                .isNotEmpty()
                .first()
                .satisfies(finding -> {
                    assertThat(finding.at()).as(finding.message()).isEqualTo(at);
                    assertThat(finding.message()).isNotBlank();
                });
    }
}
