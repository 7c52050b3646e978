package io.staylog.booking.domain;

import static io.staylog.booking.domain.Reason.CURRENCY_MISMATCH;
import static io.staylog.booking.domain.Reason.FIELD_INVALID;
import static io.staylog.booking.domain.Reason.HOTEL_NOT_FOUND;
import static io.staylog.booking.domain.Reason.LIMIT_EXCEEDED;
import static io.staylog.booking.domain.Reason.NEGATIVE_QUANTITY;
import static io.staylog.booking.domain.Reason.PRICE_NOT_POSITIVE;
import static io.staylog.booking.domain.Reason.RANGE_INVALID;
import static io.staylog.booking.domain.Reason.RANGE_TOO_LONG;
import static io.staylog.booking.domain.Reason.RATE_PLAN_NOT_FOUND;
import static io.staylog.booking.domain.Reason.ROOM_TYPE_NOT_FOUND;

import io.staylog.booking.domain.BookingEvent.HotelFact;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import io.staylog.booking.domain.BookingEvent.InventorySet;
import io.staylog.booking.domain.BookingEvent.OverbookingSet;
import io.staylog.booking.domain.BookingEvent.PricesSet;
import io.staylog.booking.domain.BookingEvent.RangeFact;
import io.staylog.booking.domain.BookingEvent.RatePlanDefined;
import io.staylog.booking.domain.BookingEvent.RestrictionsSet;
import io.staylog.booking.domain.BookingEvent.RoomTypeDefined;
import io.staylog.booking.domain.BookingEvent.RoomsOutOfOrder;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a hotel says about itself: which facts it may make true. What they change is in {@link HotelFactEffects}. */
final class HotelFacts {
    static final int RANGE_NIGHTS_MAX = 730;
    static final int ROOMS_MAX = 100_000;
    static final long AMOUNT_MINOR_MAX = 10_000_000_000L; // Times rooms, nights and basis points it fits a long.
    static final int ROOM_TYPES_MAX = 500;
    static final int RATE_PLANS_MAX = 1_000;
    private static final LocalDate FIRST_DATE = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(2199, 12, 31);
    private static final int HOLD_SECONDS_MAX = 7 * 24 * 60 * 60;
    private static final int HORIZON_DAYS_MAX = 3_650;
    private static final int HOURS_PER_DAY = 24;
    private static final int ALL_WEEKDAYS = 127;

    private HotelFacts() {}

    /** Why a fact cannot be true, or null where it can. */
    static @Nullable Rejection objection(Hotel hotel, HotelFact fact) {
        if (hotel.registration() == null && !(fact instanceof HotelRegistered)) {
            return Rejection.of(HOTEL_NOT_FOUND, "hotel " + hotel.id() + " is not registered; register it first");
        }
        var wrongRange = fact instanceof RangeFact range ? range(hotel, range) : null;
        if (wrongRange != null) {
            return wrongRange;
        }
        return switch (fact) {
            case HotelRegistered registered -> registration(hotel, registered);
            case RoomTypeDefined type -> roomType(hotel, type);
            case RatePlanDefined defined -> plan(hotel, defined);
            case InventorySet set -> known(hotel, set.roomTypeId(), rooms("physical", set.physical()));
            case RoomsOutOfOrder out -> known(hotel, out.roomTypeId(), rooms("rooms", out.rooms()));
            case OverbookingSet over -> known(hotel, over.roomTypeId(), rooms("allowance", over.allowance()));
            case PricesSet prices -> known(hotel, prices.roomTypeId(), prices(hotel, prices));
            case RestrictionsSet set -> restrictions(hotel, set);
        };
    }

    private static @Nullable Rejection registration(Hotel hotel, HotelRegistered fact) {
        var known = hotel.registration();
        if (known != null && !known.currency().equals(fact.currency())) {
            return mismatch("currency", known.currency(), fact.currency());
        }
        if (fact.businessDate().isBefore(FIRST_DATE) || fact.businessDate().isAfter(LAST_DATE)) {
            return field("businessDate", fact.businessDate(), FIRST_DATE + " to " + LAST_DATE);
        }
        if (fact.taxRateBps() < 0 || fact.taxRateBps() > Tax.BPS_MAX) {
            return field("taxRateBps", fact.taxRateBps(), "0 to " + Tax.BPS_MAX);
        }
        if (fact.holdSeconds() < 1 || fact.holdSeconds() > HOLD_SECONDS_MAX) {
            return field("holdSeconds", fact.holdSeconds(), "1 to " + HOLD_SECONDS_MAX);
        }
        if (fact.holdGraceSeconds() < 0 || fact.holdGraceSeconds() > HOLD_SECONDS_MAX) {
            return field("holdGraceSeconds", fact.holdGraceSeconds(), "0 to " + HOLD_SECONDS_MAX);
        }
        if (fact.horizonDays() < 1 || fact.horizonDays() > HORIZON_DAYS_MAX) {
            return field("horizonDays", fact.horizonDays(), "1 to " + HORIZON_DAYS_MAX);
        }
        return fact.stayNightsMax() < 1 || fact.stayNightsMax() > RANGE_NIGHTS_MAX
                ? field("stayNightsMax", fact.stayNightsMax(), "1 to " + RANGE_NIGHTS_MAX)
                : FiscalFacts.objection(fact.fiscal());
    }

    private static @Nullable Rejection roomType(Hotel hotel, RoomTypeDefined type) {
        if (hotel.roomType(type.roomTypeId()) == null && hotel.roomTypeIds().size() >= ROOM_TYPES_MAX) {
            return Rejection.of(LIMIT_EXCEEDED, "a hotel has at most " + ROOM_TYPES_MAX + " room types");
        }
        return type.occupancyMax() < 0 || type.occupancyMax() > Placement.GUESTS_MAX
                ? field("occupancyMax", type.occupancyMax(), "0 (no limit) to " + Placement.GUESTS_MAX)
                : rooms("physicalCount", type.physicalCount());
    }

    private static @Nullable Rejection plan(Hotel hotel, RatePlanDefined defined) {
        var plan = defined.plan();
        if (hotel.ratePlan(defined.ratePlanId()) == null && hotel.ratePlanIds().size() >= RATE_PLANS_MAX) {
            return Rejection.of(LIMIT_EXCEEDED, "a hotel has at most " + RATE_PLANS_MAX + " rate plans");
        }
        if (plan.prepaidBps() < 1 || plan.prepaidBps() > Tax.BPS_MAX) {
            return field("prepaidBps", plan.prepaidBps(), "1 to " + Tax.BPS_MAX);
        }
        for (var tier : plan.tiers()) {
            var hours = tier.hoursBeforeArrival();
            if (hours != null && (hours < 0 || hours > HORIZON_DAYS_MAX * HOURS_PER_DAY)) {
                return field("cancellationTiers.hoursBeforeArrival", hours, "0 to " + HORIZON_DAYS_MAX * HOURS_PER_DAY);
            }
            var wrongFee = fee("cancellationTiers.fee", tier.fee());
            if (wrongFee != null) {
                return wrongFee;
            }
        }
        return fee("noShowFee", plan.noShowFee());
    }

    private static @Nullable Rejection fee(String field, Fee fee) {
        long most = switch (fee.type()) {
            case PERCENT_BPS -> Tax.BPS_MAX;
            case NIGHTS -> RANGE_NIGHTS_MAX;
            case FIXED -> AMOUNT_MINOR_MAX;
        };
        return fee.value() < 0 || fee.value() > most
                ? field(field + ".value", fee.value(), "0 to " + most + " for " + fee.type())
                : null;
    }

    private static @Nullable Rejection range(Hotel hotel, RangeFact fact) {
        if (!fact.from().isBefore(fact.to())) {
            return new Rejection(
                    RANGE_INVALID, "the range must end after it begins: [from, to)", dates(fact.from(), fact.to()));
        }
        if (fact.from().plusDays(RANGE_NIGHTS_MAX).isBefore(fact.to())) {
            return new Rejection(
                    RANGE_TOO_LONG,
                    "a range has at most " + RANGE_NIGHTS_MAX + " nights; send several",
                    dates(fact.from(), fact.to()));
        }
        var open = hotel.businessDate();
        boolean near = open != null
                && !fact.from().isBefore(open.minusDays(RANGE_NIGHTS_MAX))
                && !fact.to().isAfter(open.plusDays(HORIZON_DAYS_MAX));
        return near
                ? null
                : new Rejection(
                        RANGE_INVALID,
                        "the range is too far from the business date " + open,
                        dates(fact.from(), fact.to()));
    }

    private static @Nullable Rejection prices(Hotel hotel, PricesSet fact) {
        var registration = hotel.registration();
        if (registration != null && !registration.currency().equals(fact.currency())) {
            return mismatch("currency", registration.currency(), fact.currency());
        }
        if (hotel.ratePlan(fact.ratePlanId()) == null) {
            return unknownPlan(fact.ratePlanId());
        }
        if (fact.weekdays() < 1 || fact.weekdays() > ALL_WEEKDAYS) {
            return field("weekdays", fact.weekdays(), "1 to " + ALL_WEEKDAYS + ", a bit for each day from Monday");
        }
        return price(fact.grossMinor());
    }

    /** Why an amount cannot be a price, or null where it can. */
    static @Nullable Rejection price(long grossMinor) {
        return grossMinor < 0 || grossMinor > AMOUNT_MINOR_MAX
                ? new Rejection(
                        PRICE_NOT_POSITIVE,
                        "a night's price is 0 to " + AMOUNT_MINOR_MAX + " minor units",
                        Map.of("grossMinor", Long.toString(grossMinor)))
                : null;
    }

    private static @Nullable Rejection restrictions(Hotel hotel, RestrictionsSet fact) {
        var restriction = fact.restriction();
        if (restriction.minStayArrival() < 0 || restriction.minStayThrough() < 0 || restriction.maxStay() < 0) {
            return Rejection.of(NEGATIVE_QUANTITY, "minimum and maximum stays are 0 (no limit) or more nights");
        }
        var plan = fact.ratePlanId();
        if (plan != null && hotel.ratePlan(plan) == null) {
            return unknownPlan(plan);
        }
        var type = fact.roomTypeId();
        return type == null ? null : known(hotel, type, null);
    }

    private static @Nullable Rejection known(Hotel hotel, String roomTypeId, @Nullable Rejection otherwise) {
        return hotel.roomType(roomTypeId) == null ? unknownType(roomTypeId) : otherwise;
    }

    static Rejection unknownType(String roomTypeId) {
        return new Rejection(
                ROOM_TYPE_NOT_FOUND,
                "the hotel has no room type " + roomTypeId + "; define it first",
                Map.of("roomTypeId", roomTypeId));
    }

    static Rejection unknownPlan(String ratePlanId) {
        return new Rejection(
                RATE_PLAN_NOT_FOUND,
                "the hotel has no rate plan " + ratePlanId + "; define it first",
                Map.of("ratePlanId", ratePlanId));
    }

    static Rejection mismatch(String field, String expected, String actual) {
        return new Rejection(
                CURRENCY_MISMATCH,
                "the hotel reckons in " + expected + ", not in " + actual,
                Map.of("field", field, "expected", expected, "actual", actual));
    }

    private static @Nullable Rejection rooms(String field, int count) {
        if (count < 0) {
            return new Rejection(
                    NEGATIVE_QUANTITY,
                    field + " must be 0 or more",
                    Map.of("field", field, "actual", Integer.toString(count)));
        }
        return count > ROOMS_MAX ? field(field, count, "0 to " + ROOMS_MAX) : null;
    }

    private static Rejection field(String field, Object actual, String expected) {
        return new Rejection(
                FIELD_INVALID,
                field + " must be " + expected,
                Map.of("field", field, "actual", actual.toString(), "expected", expected));
    }

    private static Map<String, String> dates(LocalDate from, LocalDate to) {
        return Map.of("from", from.toString(), "to", to.toString());
    }
}
