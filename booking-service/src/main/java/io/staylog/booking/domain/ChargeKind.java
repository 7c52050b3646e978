package io.staylog.booking.domain;

/** Which kind of revenue a charge besides the nights is. */
public enum ChargeKind {
    /** One that this program does not know, because a newer one wrote it. */
    UNKNOWN,
    FOOD_AND_BEVERAGE,
    MINIBAR,
    PARKING,
    CITY_TAX,
    OTHER
}
