package io.staylog.payment.domain;

import java.util.Locale;

/** What the bank can be asked to do with money. */
public enum Operation {
    /** Reserve it, and with {@link CaptureMode#AUTOMATIC} take it at once. */
    AUTHORIZE,
    /** Take what is reserved. */
    CAPTURE,
    /** Let go of what is reserved. */
    VOID,
    /** Give back what was taken. */
    REFUND,
    /** Raise or lower what is reserved. */
    ADJUST;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Its name in keys. */
    public String code() {
        return code;
    }
}
