package io.staylog.booking.view;

import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.Rejection;
import io.staylog.booking.domain.Restriction;
import io.staylog.booking.domain.RoomStayRequest;
import io.staylog.booking.domain.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a hotel while its lock is held.
 *
 * <p>Whether a stay can be booked is asked of {@link BookingDecider} itself, which only reads: so what is offered is what
 * would be sold, by construction.
 */
final class HotelQuestions {
    // A longer stay is answered without a list of its nights: many plans and classes would make it very long.
    private static final int NIGHTS_LISTED_MAX = 92;
    // More nights than any hotel sells; the decider says no to them.
    private static final int NIGHTS_COUNTED_MAX = 731;
    // The decider wants to see a card where the plan asks for one; this one never leaves here.
    private static final String ANY_CARD = "availability";

    private HotelQuestions() {}

    /** The hotel, or null where it was never registered. */
    static @Nullable HotelView describe(HotelEntry.Reading reading) {
        var registered = reading.hotel().registration();
        var date = reading.hotel().businessDate();
        if (registered == null || date == null) {
            return null;
        }
        return new HotelView(
                reading.hotel().id(),
                registered.name(),
                registered.timeZone().getId(),
                registered.currency(),
                date,
                registered.checkInTime().toString(),
                registered.taxRateBps(),
                registered.horizonDays(),
                registered.stayNightsMax(),
                registered.holdSeconds(),
                reading.roomTypes().values().stream()
                        .map(type -> new HotelView.RoomTypeView(
                                type.roomTypeId(), type.name(), type.physicalCount(), type.occupancyMax()))
                        .toList(),
                reading.ratePlans().values().stream()
                        .map(plan -> new HotelView.RatePlanView(
                                plan.ratePlanId(),
                                plan.name(),
                                plan.plan().agreedPrices(),
                                plan.plan().guarantee().name()))
                        .toList(),
                reading.position().toString());
    }

    /** What the hotel offers, or null where it was never registered. */
    static @Nullable Availability availability(HotelEntry.Reading reading, StayQuestion stay) {
        var registered = reading.hotel().registration();
        var date = reading.hotel().businessDate();
        if (registered == null || date == null) {
            return null;
        }
        var offers = new ArrayList<Availability.Offer>();
        reading.ratePlans().forEach((planId, defined) -> {
            var asked = stay.ratePlanId();
            if (asked == null ? !defined.plan().agreedPrices() : asked.equals(planId)) {
                for (var typeId : reading.roomTypes().keySet()) {
                    offers.add(offer(reading, stay, planId, defined.plan(), typeId, registered.currency()));
                }
            }
        });
        return new Availability(
                reading.hotel().id(),
                stay.arrival(),
                stay.departure(),
                stay.adults(),
                date,
                registered.currency(),
                offers,
                reading.position().toString());
    }

    private static Availability.Offer offer(
            HotelEntry.Reading reading,
            StayQuestion stay,
            String planId,
            RatePlan plan,
            String typeId,
            String currency) {
        var nights = nights(reading, stay, planId, typeId);
        long rooms = rooms(reading, stay, typeId);
        // An agreed price comes with the booking, so only its other rules can be asked about: any price will do.
        List<Long> agreed = plan.agreedPrices() ? free(stay) : null;
        var room = new RoomStayRequest(
                typeId,
                stay.arrival(),
                stay.departure(),
                stay.adults(),
                List.of(),
                agreed,
                stay.arrival().equals(stay.departure()));
        var place = new PlaceBooking(
                new Request(UUID.randomUUID(), "BookingRequested"),
                UUID.randomUUID(),
                planId,
                Channel.UNKNOWN,
                null,
                null,
                List.of(room),
                currency,
                null,
                ANY_CARD);
        return switch (BookingDecider.decide(reading.hotel(), place, Instant.EPOCH)
                .getFirst()) {
            case BookingEvent.BookingHeld held -> sellable(planId, plan, typeId, rooms, held.terms(), nights);
            case BookingEvent.BookingConfirmed(var _, var _, var _, var _, var terms, var _)
            when terms != null -> sellable(planId, plan, typeId, rooms, terms, nights);
            case BookingEvent.RequestRejected rejected ->
                new Availability.Offer(planId, typeId, false, rooms, null, nights, refusal(rejected.rejection()));
            case BookingEvent other -> throw new IllegalStateException("placing a booking was answered with " + other);
        };
    }

    private static Availability.Offer sellable(
            String planId,
            RatePlan plan,
            String typeId,
            long rooms,
            Terms terms,
            List<Availability.NightOffer> nights) {
        var total = plan.agreedPrices() ? null : terms.totalMinor();
        return new Availability.Offer(planId, typeId, true, rooms, total, nights, null);
    }

    private static BookingView.Rejected refusal(Rejection rejection) {
        return new BookingView.Rejected(
                rejection.reason().code(),
                rejection.message(),
                rejection.reason().retriable(),
                rejection.details());
    }

    private static List<LocalDate> dates(StayQuestion stay) {
        return stay.arrival().isBefore(stay.departure())
                ? stay.arrival()
                        .datesUntil(stay.departure())
                        .limit(NIGHTS_COUNTED_MAX)
                        .toList()
                : List.of();
    }

    private static long rooms(HotelEntry.Reading reading, StayQuestion stay, String typeId) {
        return dates(stay).stream()
                .mapToLong(night -> reading.hotel().available(typeId, night))
                .min()
                .orElse(0);
    }

    private static List<Long> free(StayQuestion stay) {
        return dates(stay).stream().map(_ -> 0L).toList();
    }

    private static List<Availability.NightOffer> nights(
            HotelEntry.Reading reading, StayQuestion stay, String planId, String typeId) {
        var hotel = reading.hotel();
        var dates = dates(stay);
        return dates.size() > NIGHTS_LISTED_MAX
                ? List.of()
                : dates.stream()
                        .map(night -> new Availability.NightOffer(
                                night,
                                hotel.available(typeId, night),
                                hotel.price(planId, typeId, night),
                                restrictions(hotel.restrictions(planId, typeId, night))))
                        .toList();
    }

    private static Map<String, Integer> restrictions(List<Restriction> restrictions) {
        var named = new TreeMap<String, Integer>();
        for (var restriction : restrictions) {
            note(named, "stopSell", restriction.stopSell() ? 1 : 0);
            note(named, "closedToArrival", restriction.closedToArrival() ? 1 : 0);
            note(named, "closedToDeparture", restriction.closedToDeparture() ? 1 : 0);
            note(named, "minStayArrival", restriction.minStayArrival());
            note(named, "minStayThrough", restriction.minStayThrough());
            note(named, "maxStay", restriction.maxStay());
        }
        return named;
    }

    private static void note(Map<String, Integer> named, String name, int value) {
        if (value > 0) {
            named.merge(name, value, name.equals("maxStay") ? Math::min : Math::max);
        }
    }
}
