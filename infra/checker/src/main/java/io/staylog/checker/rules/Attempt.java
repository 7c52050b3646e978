package io.staylog.checker.rules;

import org.jspecify.annotations.Nullable;

/** One operation at the bank, as the log tells it. Changes as the log goes on. */
final class Attempt {
    enum Operation {
        AUTHORIZE,
        CAPTURE,
        VOID,
        REFUND,
        ADJUST,
        OTHER;

        static Operation of(String name) {
            for (var operation : values()) {
                if (operation.name().equals(name)) {
                    return operation;
                }
            }
            return OTHER;
        }
    }

    enum State {
        /** The bank was told, and has not answered. */
        CALLING,
        /** It had no effect so far and may be tried again. */
        WITHOUT_EFFECT,
        /** Nobody knows. */
        UNKNOWN,
        /** The bank, or the guest, decides later. */
        PENDING,
        DONE,
        /** It will have no effect. */
        OFF
    }

    final int no;
    final Operation operation;
    final String key;
    final String reference;
    final long amountMinor;
    final boolean isFinal;
    final boolean isRenewal;
    final @Nullable String aboutPsp;
    final Place at;
    final long startedMs;
    State state = State.CALLING;
    Place lastAt;
    long lastMs;
    boolean needsPerson;
    long captureFailedMinor;

    @Nullable
    String body;

    Attempt(Entry started) {
        var body = started.body();
        no = (int) body.number("attemptNo");
        operation = Operation.of(body.text("operation"));
        key = body.text("gatewayKey");
        reference = body.text("merchantReference");
        amountMinor = body.number("amountMinor");
        isFinal = body.flag("isFinal", true);
        isRenewal = body.flag("isRenewal", false);
        aboutPsp = body.has("pspReference") ? body.text("pspReference") : null;
        at = started.at();
        startedMs = started.timeMs();
        lastAt = at;
        lastMs = startedMs;
    }

    void became(State next, Entry entry) {
        state = next;
        lastAt = entry.at();
        lastMs = entry.timeMs();
    }

    boolean isOpen() {
        return state != State.DONE && state != State.OFF;
    }

    /** Open, and nobody has been called to it. */
    boolean isAdrift() {
        return isOpen() && !needsPerson;
    }

    String name() {
        return operation.name().toLowerCase(java.util.Locale.ROOT) + " " + reference;
    }
}
