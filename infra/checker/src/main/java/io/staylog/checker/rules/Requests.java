package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Joins what was asked for with what was answered: R2. */
final class Requests {
    /** What booking-service asks payment-service for, under a number of its own. */
    private static final Set<String> ASKS = Set.of(
            "PaymentRequested",
            "PaymentCaptureRequested",
            "PaymentRefundRequested",
            "AuthorizationAdjustmentRequested",
            // Undoing what is undone already is answered by nothing.
            "PaymentCancellationRequested");

    private static final class Asked {
        final Place at;
        final long timeMs;
        final String type;

        Asked(Entry entry) {
            at = entry.at();
            timeMs = entry.timeMs();
            type = entry.type();
        }
    }

    private static final int ACCEPTED = 1;
    private static final int REJECTED = 2;

    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Place> rejections = new HashMap<>();
    /** Which record of a request was decided, and what was decided of another record of the same request. */
    private final Map<String, Long> decided = new HashMap<>();

    private final Map<String, Entry> decidedAgain = new HashMap<>();
    private final Map<Place, Long> unreadable = new HashMap<>();
    private final Set<Place> dead = new HashSet<>();

    void asked(Entry entry) {
        var id = entry.body().text("requestId");
        if (!id.isEmpty()) {
            asked.putIfAbsent(entry.at().topic() + " " + id, new Asked(entry));
        }
    }

    /**
     * The offset of the request's record that an event was decided from; -1 where the event follows from something else. A change
     * is given up because of another request than the one that it names.
     */
    static long requestOf(Entry entry) {
        var decided = entry.envelope().decided();
        boolean isAnswer = decided != null
                && decided.input().startsWith(TopicNames.BOOKING_REQUESTS + "/")
                && !entry.type().equals("BookingChangeAbandoned");
        return isAnswer && decided != null ? decided.offset() : -1;
    }

    void decidedByBooking(Entry entry) {
        var type = entry.type();
        long request = requestOf(entry);
        var requestId = entry.body().text("requestId");
        if (request >= 0 && !requestId.isEmpty() && !ASKS.contains(type)) {
            var before = decided.putIfAbsent(requestId, request);
            if (before != null && before != request) {
                decidedAgain.putIfAbsent(requestId, entry);
            }
        }
        if (!ASKS.contains(type)) {
            answered(
                    TopicNames.BOOKING_REQUESTS, entry.body().text("requestId"), type.equals("RequestRejected"), entry);
            return;
        }
        var id = type.equals("PaymentRequested")
                ? entry.paymentId()
                : entry.body().text("requestId");
        if (!type.equals("PaymentCancellationRequested")) {
            asked.putIfAbsent(TopicNames.BOOKING_EVENTS + " " + id, new Asked(entry));
        }
    }

    void decidedByPayment(Entry entry) {
        var type = entry.type();
        boolean isRejected = type.equals("PaymentRequestRejected");
        if (type.equals("PaymentInitiated") || isRejected) {
            answered(TopicNames.BOOKING_EVENTS, entry.paymentId(), isRejected, entry);
        }
        for (var field : new String[] {"requestId", "refundId"}) {
            var id = entry.body().text(field);
            answered(TopicNames.BOOKING_EVENTS, id, isRejected, entry);
            answered(TopicNames.PAYMENT_REQUESTS, id, isRejected, entry);
        }
    }

    private void answered(String topic, String id, boolean isRejected, Entry entry) {
        if (id.isEmpty()) {
            return;
        }
        var name = topic + " " + id;
        answers.merge(name, isRejected ? REJECTED : ACCEPTED, (before, now) -> before | now);
        if (isRejected) {
            rejections.putIfAbsent(name, entry.at());
        }
    }

    /** A letter in a dead-letter topic is about the record at this place. */
    void isDead(Place at) {
        dead.add(at);
    }

    /** A record that nobody can read. */
    void isUnreadable(Place at, long timeMs) {
        unreadable.put(at, timeMs);
    }

    /** A letter is about a record that was there. */
    void letters(Predicate<Place> stood, Findings findings) {
        dead.forEach(at -> findings.look(
                stood.test(at),
                Invariant.R12,
                at,
                0,
                () -> "there is a dead letter about this record, and no such record"));
    }

    /** How many letters are about a record that was there. */
    long accounted(Predicate<Place> stood) {
        return dead.stream().filter(stood).count();
    }

    /** How many were decided more than once. */
    int decidedAgain() {
        return decidedAgain.size();
    }

    int unreadable() {
        return unreadable.size();
    }

    int dead() {
        return dead.size();
    }

    /** How many wait for an answer. */
    long waiting() {
        return asked.entrySet().stream()
                .filter(it -> !answers.containsKey(it.getKey()) && !dead.contains(it.getValue().at))
                .count();
    }

    /** Whatever was asked before this moment must have been answered by the end of the log. */
    void judge(long dueMs, Findings findings) {
        asked.forEach((name, request) -> {
            int answer = answers.getOrDefault(name, 0);
            boolean isDead = dead.contains(request.at);
            boolean isDue = request.timeMs <= dueMs;
            findings.look(
                    answer != 0 || isDead || !isDue,
                    Invariant.R2,
                    request.at,
                    request.timeMs,
                    () -> request.type + " " + id(name) + " has neither an outcome nor a dead letter");
            boolean isOfBooking = request.at.topic().equals(TopicNames.BOOKING_REQUESTS);
            findings.look(
                    !isOfBooking || answer != (ACCEPTED | REJECTED),
                    Invariant.R2,
                    rejections.getOrDefault(name, request.at),
                    request.timeMs,
                    () -> request.type + " " + id(name) + " was both accepted and rejected");
        });
        decidedAgain.forEach((id, entry) -> findings.look(
                false,
                Invariant.R2,
                entry.at(),
                entry.timeMs(),
                () -> entry.type() + " answers request " + id + ", which was answered before"));
        unreadable.forEach((at, timeMs) -> findings.look(
                dead.contains(at) || timeMs > dueMs,
                Invariant.R2,
                at,
                timeMs,
                () -> "nobody can read this record, and there is no dead letter of it"));
    }

    private static String id(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }
}
