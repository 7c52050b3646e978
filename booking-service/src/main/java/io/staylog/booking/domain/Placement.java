package io.staylog.booking.domain;

import static io.staylog.booking.domain.Reason.AGREED_PRICE_NOT_ALLOWED;
import static io.staylog.booking.domain.Reason.CLOSED_TO_ARRIVAL;
import static io.staylog.booking.domain.Reason.CLOSED_TO_DEPARTURE;
import static io.staylog.booking.domain.Reason.DAY_CLOSED;
import static io.staylog.booking.domain.Reason.LIMIT_EXCEEDED;
import static io.staylog.booking.domain.Reason.MAX_STAY_EXCEEDED;
import static io.staylog.booking.domain.Reason.MIN_STAY_NOT_MET;
import static io.staylog.booking.domain.Reason.OCCUPANCY_EXCEEDED;
import static io.staylog.booking.domain.Reason.PRICE_NOT_SET;
import static io.staylog.booking.domain.Reason.SOLD_OUT;
import static io.staylog.booking.domain.Reason.STAY_INVALID;
import static io.staylog.booking.domain.Reason.STOP_SELL;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether rooms can be sold, and at which price: the questions that placing and modifying a booking have in common. */
final class Placement {
    static final int ROOMS_MAX = 50;
    static final int GUESTS_MAX = 100;
    private static final int CHILD_AGE_MAX = 17;

    /** Rooms with their prices, or the reason why they cannot be sold. */
    sealed interface Offer {
        record Sellable(List<RoomStay> roomStays) implements Offer {}

        record Refused(Rejection rejection) implements Offer {}
    }

    private final Hotel hotel;
    private final BookingEvent.HotelRegistered registration;
    private final LocalDate businessDate;
    private final String ratePlanId;
    private final RatePlan plan;
    private final OwnedNights owned;
    private final LocalDate earliestArrival;

    /**
     * Looks at a hotel through the eyes of one booking.
     *
     * @param has rooms that the booking has already; their nights are free to it and keep their prices
     * @param earliestArrival first day on which it may arrive
     */
    Placement(
            Hotel hotel,
            BookingEvent.HotelRegistered registration,
            LocalDate businessDate,
            String ratePlanId,
            RatePlan plan,
            List<RoomStay> has,
            LocalDate earliestArrival) {
        this.hotel = hotel;
        this.registration = registration;
        this.businessDate = businessDate;
        this.ratePlanId = ratePlanId;
        this.plan = plan;
        this.owned = new OwnedNights(has);
        this.earliestArrival = earliestArrival;
    }

    /** Prices the rooms if every one of them can be sold. */
    Offer offer(List<RoomStayRequest> requests) {
        if (requests.isEmpty() || requests.size() > ROOMS_MAX) {
            return refused(
                    LIMIT_EXCEEDED,
                    "a booking has 1 to " + ROOMS_MAX + " rooms",
                    Map.of("rooms", Integer.toString(requests.size())));
        }
        var stays = new ArrayList<RoomStay>();
        for (var request : requests) {
            var objection = objection(request);
            if (objection != null) {
                return new Offer.Refused(objection);
            }
            switch (priced(stays.size() + 1, request)) {
                case Offer.Refused refused -> {
                    return refused;
                }
                case Offer.Sellable(var priced) -> stays.addAll(priced);
            }
        }
        var soldOut = soldOut(stays);
        return soldOut == null ? new Offer.Sellable(stays) : new Offer.Refused(soldOut);
    }

    private @Nullable Rejection objection(RoomStayRequest stay) {
        var invalid = dates(stay);
        if (invalid != null) {
            return invalid;
        }
        var type = hotel.roomType(stay.roomTypeId());
        if (type == null) {
            return HotelFacts.unknownType(stay.roomTypeId());
        }
        var party = party(stay, type);
        return party == null ? restricted(stay) : party;
    }

    private @Nullable Rejection dates(RoomStayRequest stay) {
        if (stay.departure().isBefore(stay.arrival())) {
            return stayInvalid(stay, "departure is before arrival");
        }
        if (stay.dayUse() != stay.departure().equals(stay.arrival())) {
            return stayInvalid(
                    stay,
                    stay.dayUse()
                            ? "a day use leaves on the day of arrival"
                            : "departure is the day of arrival; a room without a night is a dayUse");
        }
        if (nights(stay) > registration.stayNightsMax()) {
            return stayInvalid(stay, "a stay has at most " + registration.stayNightsMax() + " nights");
        }
        if (stay.arrival().isBefore(earliestArrival)) {
            return new Rejection(
                    DAY_CLOSED,
                    "the hotel's business date is " + businessDate + ", so nobody can arrive on " + stay.arrival(),
                    Map.of(
                            "businessDate", businessDate.toString(),
                            "arrivalDate", stay.arrival().toString()));
        }
        return stay.arrival().isAfter(businessDate.plusDays(registration.horizonDays()))
                ? stayInvalid(stay, "the hotel sells " + registration.horizonDays() + " days ahead")
                : null;
    }

    private static @Nullable Rejection party(RoomStayRequest stay, RoomType type) {
        long guests = (long) stay.adults() + stay.childrenAges().size();
        if (stay.adults() < 1 || guests > GUESTS_MAX) {
            return stayInvalid(stay, "a room has 1 to " + GUESTS_MAX + " guests, one of them an adult");
        }
        if (stay.childrenAges().stream().anyMatch(age -> age < 0 || age > CHILD_AGE_MAX)) {
            return stayInvalid(stay, "a child is 0 to " + CHILD_AGE_MAX + " years old");
        }
        return type.occupancyMax() > 0 && guests > type.occupancyMax()
                ? new Rejection(
                        OCCUPANCY_EXCEEDED,
                        "a room of type " + stay.roomTypeId() + " has room for " + type.occupancyMax(),
                        Map.of(
                                "roomTypeId", stay.roomTypeId(),
                                "occupancyMax", Integer.toString(type.occupancyMax()),
                                "guests", Long.toString(guests)))
                : null;
    }

    /** Restrictions bind what is new: not the nights, the arrival and the departure that the booking has already. */
    private @Nullable Rejection restricted(RoomStayRequest stay) {
        if (owned.stay(stay)) {
            return null;
        }
        var lastNight = stay.dayUse() ? stay.arrival() : stay.departure().minusDays(1);
        for (var night = stay.arrival(); !night.isAfter(lastNight); night = night.plusDays(1)) {
            for (var restriction : hotel.restrictions(ratePlanId, stay.roomTypeId(), night)) {
                var reason = broken(stay, night, restriction);
                if (reason != null) {
                    return restricted(stay, night, reason);
                }
            }
        }
        for (var restriction : hotel.restrictions(ratePlanId, stay.roomTypeId(), stay.departure())) {
            if (restriction.closedToDeparture() && !owned.leaveOn(stay.roomTypeId(), stay.departure())) {
                return restricted(stay, stay.departure(), CLOSED_TO_DEPARTURE);
            }
        }
        return null;
    }

    private @Nullable Reason broken(RoomStayRequest stay, LocalDate night, Restriction restriction) {
        boolean arrives = night.equals(stay.arrival());
        long nights = nights(stay);
        if (restriction.stopSell() && owned.rooms(stay.roomTypeId(), night) == 0) {
            return STOP_SELL;
        }
        if (arrives && restriction.closedToArrival() && !owned.arriveOn(stay.roomTypeId(), night)) {
            return CLOSED_TO_ARRIVAL;
        }
        if (stay.dayUse()) {
            return null; // How long a stay may be is counted in nights, and it has none.
        }
        if (nights < restriction.minStayThrough() || (arrives && nights < restriction.minStayArrival())) {
            return MIN_STAY_NOT_MET;
        }
        return arrives && restriction.maxStay() > 0 && nights > restriction.maxStay() ? MAX_STAY_EXCEEDED : null;
    }

    private static Rejection restricted(RoomStayRequest stay, LocalDate night, Reason reason) {
        return new Rejection(
                reason,
                "the hotel has restricted room type " + stay.roomTypeId() + " on " + night + ": " + reason.code(),
                Map.of("roomTypeId", stay.roomTypeId(), "night", night.toString()));
    }

    private Offer priced(int number, RoomStayRequest stay) {
        var agreed = stay.agreedNightsMinor();
        if (agreed != null && !plan.agreedPrices()) {
            return refused(
                    AGREED_PRICE_NOT_ALLOWED,
                    "rate plan " + ratePlanId + " has calendar prices; leave agreedNightsMinor out",
                    Map.of("ratePlanId", ratePlanId));
        }
        if (plan.agreedPrices() && (agreed == null || agreed.size() != nights(stay))) {
            return refused(
                    PRICE_NOT_SET,
                    stay.dayUse()
                            ? "a day use has no nights; send an empty agreedNightsMinor"
                            : "rate plan " + ratePlanId + " needs one agreedNightsMinor for each of the " + nights(stay)
                                    + " nights",
                    Map.of("ratePlanId", ratePlanId, "nights", Long.toString(nights(stay))));
        }
        if (stay.dayUse() && !plan.agreedPrices()) {
            return refused(
                    PRICE_NOT_SET,
                    "the prices of rate plan " + ratePlanId + " are those of nights; a day use needs a plan with agreed"
                            + " prices",
                    Map.of("ratePlanId", ratePlanId));
        }
        var prices = new ArrayList<NightPrice>();
        for (var night = stay.arrival(); night.isBefore(stay.departure()); night = night.plusDays(1)) {
            var gross = agreed == null ? calendarPrice(stay.roomTypeId(), night) : agreed.get(prices.size());
            if (gross == null) {
                return refused(
                        PRICE_NOT_SET,
                        "rate plan " + ratePlanId + " has no price for room type " + stay.roomTypeId() + " on " + night,
                        Map.of("ratePlanId", ratePlanId, "roomTypeId", stay.roomTypeId(), "night", night.toString()));
            }
            var wrongPrice = HotelFacts.price(gross);
            if (wrongPrice != null) {
                return new Offer.Refused(wrongPrice);
            }
            prices.add(NightPrice.ofGross(night, gross, registration.taxRateBps()));
        }
        return new Offer.Sellable(List.of(new RoomStay(
                number,
                stay.roomTypeId(),
                stay.arrival(),
                stay.departure(),
                stay.adults(),
                stay.childrenAges(),
                prices)));
    }

    private @Nullable Long calendarPrice(String roomTypeId, LocalDate night) {
        var soldAt = owned.takePrice(roomTypeId, night);
        return soldAt == null ? hotel.price(ratePlanId, roomTypeId, night) : soldAt;
    }

    private @Nullable Rejection soldOut(List<RoomStay> stays) {
        for (var stay : stays) {
            var type = hotel.roomType(stay.roomTypeId());
            for (var price : stay.nights()) {
                var night = price.night();
                boolean open = !night.isBefore(businessDate);
                long left = type == null ? 0 : type.sellable(night) - type.taken(night);
                long had = owned.rooms(stay.roomTypeId(), night);
                long wanted = stays.size() == 1 ? 1 : OwnedNights.rooms(stays, stay.roomTypeId(), night);
                // A booking never loses what it has, even where the hotel has lowered its numbers since.
                if (open && wanted > had && wanted > left + had) {
                    return soldOut(stay.roomTypeId(), night, left);
                }
            }
        }
        return null;
    }

    static Rejection soldOut(String roomTypeId, LocalDate night, long left) {
        return new Rejection(
                SOLD_OUT,
                "room type " + roomTypeId + " has " + Math.max(0, left) + " rooms left on " + night,
                Map.of(
                        "roomTypeId", roomTypeId,
                        "night", night.toString(),
                        "available", Long.toString(Math.max(0, left))));
    }

    private static long nights(RoomStayRequest stay) {
        return ChronoUnit.DAYS.between(stay.arrival(), stay.departure());
    }

    private static Rejection stayInvalid(RoomStayRequest stay, String message) {
        return new Rejection(
                STAY_INVALID,
                message,
                Map.of(
                        "arrivalDate", stay.arrival().toString(),
                        "departureDate", stay.departure().toString(),
                        "roomTypeId", stay.roomTypeId()));
    }

    private static Offer refused(Reason reason, String message, Map<String, String> details) {
        return new Offer.Refused(new Rejection(reason, message, details));
    }
}
