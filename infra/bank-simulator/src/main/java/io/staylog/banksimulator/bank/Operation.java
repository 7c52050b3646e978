package io.staylog.banksimulator.bank;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller can do with money. */
public enum Operation {
    AUTHORIZE,
    CAPTURE,
    VOID,
    REFUND,
    /** Another authorised total. */
    ADJUST;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name in answers, look-ups, ledger and tokens. */
    public String code() {
        return code;
    }

    /** The operation with this code, if there is one. */
    public static Optional<Operation> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst();
    }
}
