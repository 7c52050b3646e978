package io.staylog.edge.web;

import java.util.Locale;

/** What the edges themselves refuse, before anything is written. The codes are part of the contract. */
public enum Kind {
    MALFORMED_BODY(400),
    UNKNOWN_FIELD(400),
    UNKNOWN_PARAMETER(400),
    INVALID_PARAMETER(400),
    INVALID_ID(400),
    IDEMPOTENCY_KEY_MISSING(400),
    IDEMPOTENCY_KEY_INVALID(400),
    PRECONDITION_INVALID(400),
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN_ORIGIN(403),
    NOT_FOUND(404),
    BOOKING_NOT_FOUND(404),
    HOTEL_NOT_FOUND(404),
    PAYMENT_NOT_FOUND(404),
    GATEWAY_NOT_FOUND(404),
    REQUEST_NOT_FOUND(404, true),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    BODY_TOO_SLOW(408),
    BOOKING_ID_TAKEN(409),
    BODY_TOO_LARGE(413),
    MEDIA_TYPE_NOT_SUPPORTED(415),
    MISDIRECTED_HOST(421),
    INVALID_VALUE(422),
    STAY_INVALID(422),
    RANGE_INVALID(422),
    RANGE_TOO_LONG(422),
    NEGATIVE_QUANTITY(422),
    PRICE_NOT_POSITIVE(422),
    SENSITIVE_CARD_DATA(422),
    IDEMPOTENCY_CONFLICT(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_WAITERS(429, true),
    INTERNAL_ERROR(500),
    NOT_READY(503, true),
    LOG_UNAVAILABLE(503, true),
    OUTCOME_UNKNOWN(503, true);

    private final int status;
    private final boolean retriable;

    Kind(int status) {
        this(status, false);
    }

    Kind(int status, boolean retriable) {
        this.status = status;
        this.retriable = retriable;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** Whether the same request can succeed later. */
    public boolean retriable() {
        return retriable;
    }

    /** Stable, part of the contract. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a refusal by a constraint, by the constraint's name. */
    static Kind ofConstraint(String constraint) {
        return switch (constraint) {
            case "Stay" -> STAY_INVALID;
            case "Range" -> RANGE_INVALID;
            case "RangeLength" -> RANGE_TOO_LONG;
            case "Quantity" -> NEGATIVE_QUANTITY;
            case "Price" -> PRICE_NOT_POSITIVE;
            default -> INVALID_VALUE;
        };
    }
}
