package io.staylog.booking.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a request is refused. The codes are part of the contract: they may grow, but never change. */
public enum Reason {
    HOTEL_NOT_FOUND(false),
    RATE_PLAN_NOT_FOUND(false),
    ROOM_TYPE_NOT_FOUND(false),
    BOOKING_NOT_FOUND(false),
    STAY_INVALID(false),
    OCCUPANCY_EXCEEDED(false),
    SOLD_OUT(true),
    STOP_SELL(true),
    CLOSED_TO_ARRIVAL(true),
    CLOSED_TO_DEPARTURE(true),
    MIN_STAY_NOT_MET(false),
    MAX_STAY_EXCEEDED(false),
    PRICE_CHANGED(false),
    PRICE_NOT_SET(true),
    PRICE_NOT_POSITIVE(false),
    AGREED_PRICE_NOT_ALLOWED(false),
    GUARANTEE_INSUFFICIENT(false),
    DUPLICATE_CHANNEL_REFERENCE(false),
    IDEMPOTENCY_CONFLICT(false),
    VERSION_CONFLICT(false),
    ILLEGAL_TRANSITION(false),
    MODIFICATION_NOT_ALLOWED(false),
    CHANGE_PENDING(true),
    CHARGE_TOO_LATE(false),
    REINSTATEMENT_TOO_LATE(false),
    CHECK_IN_TOO_EARLY(true),
    DAY_CLOSED(false),
    DAY_NOT_CURRENT(false),
    CURRENCY_MISMATCH(false),
    SENSITIVE_CARD_DATA(false),
    LIMIT_EXCEEDED(false),
    NOTHING_TO_INVOICE(false),
    HOTEL_ADDRESS_MISSING(true),
    TAX_REASON_MISSING(true),
    INVOICE_NOT_FOUND(false),
    INVOICE_CREDITED(false),
    INVOICE_OUTDATED(true),
    RANGE_INVALID(false),
    RANGE_TOO_LONG(false),
    NEGATIVE_QUANTITY(false),
    FIELD_INVALID(false),
    /** A code on the log that this program does not know, because a newer one wrote it. */
    UNKNOWN(false);

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::code, Function.identity()));

    private final boolean retriable;

    Reason(boolean retriable) {
        this.retriable = retriable;
    }

    /** The reason with a stable code; {@link #UNKNOWN} for a code of a newer program. */
    public static Reason of(String code) {
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }

    /** The stable code, for example {@code sold_out}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same request can succeed later. */
    public boolean retriable() {
        return retriable;
    }
}
