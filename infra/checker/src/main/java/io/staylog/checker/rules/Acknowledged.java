package io.staylog.checker.rules;

import java.util.Objects;

/** Holds what was acknowledged against what is on the log: R1. */
final class Acknowledged {
    private final History history;
    /** What was acknowledged and is not on the log. */
    long lost;
    /** What is on the log more often than it was sent, or has had an effect more than once. */
    long doubled;
    /** What has certainly not happened, and is on the log. */
    long undead;

    Acknowledged(History history) {
        this.history = history;
    }

    /** A record of booking.requests. One that stands in a wrong partition is sent on, and counts where it then stands. */
    void asked(Entry entry) {
        var operation = history.find(entry.body().text("requestId"));
        if (operation != null && entry.envelope().isHome()) {
            operation.written++;
            if (operation.first == null) {
                operation.first = entry.at();
            }
        }
    }

    /** A record of booking.events. */
    void decided(Entry entry) {
        long request = Requests.requestOf(entry);
        var operation = request < 0 ? null : history.find(entry.body().text("requestId"));
        if (operation == null) {
            return;
        }
        var input = new Place(TopicNames.BOOKING_REQUESTS, entry.at().partition(), request);
        if (operation.decided == null) {
            operation.decided = input;
        } else if (!operation.decided.equals(input)) {
            operation.decidedAgain = entry.at();
        }
    }

    void judge(Findings findings) {
        lost = 0;
        doubled = 0;
        undead = 0;
        for (var operation : history.meant()) {
            boolean isLost = operation.isAcknowledged() && operation.written == 0;
            boolean isUndead = operation.isFailed() && operation.written > 0;
            boolean isWrittenTwice = operation.written > operation.sent - operation.failed && !isUndead;
            boolean isDoubled = isWrittenTwice || operation.decidedAgain != null;
            lost += isLost ? 1 : 0;
            undead += isUndead ? 1 : 0;
            doubled += isDoubled ? 1 : 0;
            findings.look(
                    !isLost && !isUndead && !isDoubled,
                    Invariant.R1,
                    place(operation),
                    operation.wallMs,
                    () -> operation.name() + says(operation, isLost, isUndead));
        }
    }

    private static Place place(Operation operation) {
        if (operation.decidedAgain != null) {
            return operation.decidedAgain;
        }
        if (operation.first != null) {
            return operation.first;
        }
        return Objects.requireNonNullElse(operation.told, new Place(TopicNames.BOOKING_REQUESTS, -1, -1));
    }

    private static String says(Operation operation, boolean isLost, boolean isUndead) {
        if (isLost) {
            return " was acknowledged and is not on the log";
        }
        if (isUndead) {
            return " had certainly failed and is on the log";
        }
        return operation.decidedAgain == null
                ? " was sent " + operation.sent + " times and is on the log " + operation.written + " times"
                : " was decided twice: as it stands at " + operation.decided + ", and again";
    }
}
