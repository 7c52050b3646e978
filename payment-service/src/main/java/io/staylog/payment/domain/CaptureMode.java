package io.staylog.payment.domain;

/** When the money is taken. */
public enum CaptureMode {
    /** Not known to this version. */
    UNKNOWN,
    /** Together with the authorisation, in one call. */
    AUTOMATIC,
    /** When it is asked for. */
    MANUAL
}
