package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.HotelFact;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import io.staylog.booking.domain.BookingEvent.InventorySet;
import io.staylog.booking.domain.BookingEvent.OverbookedDetected;
import io.staylog.booking.domain.BookingEvent.OverbookingSet;
import io.staylog.booking.domain.BookingEvent.PricesSet;
import io.staylog.booking.domain.BookingEvent.RangeFact;
import io.staylog.booking.domain.BookingEvent.RatePlanDefined;
import io.staylog.booking.domain.BookingEvent.RestrictionsSet;
import io.staylog.booking.domain.BookingEvent.RoomTypeDefined;
import io.staylog.booking.domain.BookingEvent.RoomsOutOfOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** What the facts that a hotel makes true change: its state, and which nights become overbooked. */
final class HotelFactEffects {
    private HotelFactEffects() {}

    /** Nights that are sold beyond what a fact leaves to sell. Reality wins: the fact is true, and sales stop. */
    static List<OverbookedDetected> overbooked(Hotel hotel, HotelFact fact) {
        return switch (fact) {
            case InventorySet set -> overbooked(hotel, set, set.roomTypeId(), RoomType.Change.physical(set.physical()));
            case RoomsOutOfOrder out ->
                overbooked(hotel, out, out.roomTypeId(), RoomType.Change.outOfOrder(out.rooms()));
            case OverbookingSet over ->
                overbooked(hotel, over, over.roomTypeId(), RoomType.Change.overbooking(over.allowance()));
            case RoomTypeDefined type -> overbooked(hotel, type);
            case HotelRegistered _, RatePlanDefined _, PricesSet _, RestrictionsSet _ -> List.of();
        };
    }

    private static List<OverbookedDetected> overbooked(Hotel hotel, RoomTypeDefined fact) {
        var found = new ArrayList<OverbookedDetected>();
        var type = hotel.roomType(fact.roomTypeId());
        if (type != null) {
            var change = RoomType.Change.count(fact.physicalCount());
            for (var night = hotel.openDate(); !night.isAfter(type.lastNight()); night = night.plusDays(1)) {
                long beyond = type.taken(night) - type.sellableAfter(night, change);
                if (beyond > 0 && beyond > type.taken(night) - type.sellable(night)) {
                    found.add(overbooked(fact.requestId(), fact.roomTypeId(), night, beyond));
                }
            }
        }
        return found;
    }

    private static OverbookedDetected overbooked(UUID requestId, String roomTypeId, LocalDate night, long rooms) {
        return new OverbookedDetected(requestId, roomTypeId, night, Math.toIntExact(rooms));
    }

    private static List<OverbookedDetected> overbooked(
            Hotel hotel, RangeFact fact, String roomTypeId, RoomType.Change change) {
        var found = new ArrayList<OverbookedDetected>();
        var type = hotel.roomType(roomTypeId);
        if (type != null) {
            nights(fact, night -> {
                long beyond = type.taken(night) - type.sellableAfter(night, change);
                if (beyond > 0) {
                    found.add(overbooked(fact.requestId(), roomTypeId, night, beyond));
                }
            });
        }
        return found;
    }

    /** Takes a fact into the state. */
    static void evolve(Hotel hotel, HotelFact fact) {
        switch (fact) {
            case HotelRegistered registered -> hotel.register(registered);
            case RoomTypeDefined type ->
                hotel.roomTypeToDefine(type.roomTypeId())
                        .define(type.name(), type.physicalCount(), type.occupancyMax());
            case RatePlanDefined defined -> hotel.define(defined.ratePlanId(), defined.plan());
            case InventorySet set ->
                nights(set, night -> hotel.roomTypeToDefine(set.roomTypeId()).physical(night, set.physical()));
            case RoomsOutOfOrder out ->
                nights(out, night -> hotel.roomTypeToDefine(out.roomTypeId()).outOfOrder(night, out.rooms()));
            case OverbookingSet over ->
                nights(over, night -> hotel.roomTypeToDefine(over.roomTypeId()).overbooking(night, over.allowance()));
            case PricesSet prices -> evolve(hotel.calendar(), prices);
            case RestrictionsSet set ->
                nights(
                        set,
                        night -> hotel.calendar()
                                .restrict(set.ratePlanId(), set.roomTypeId(), night, set.restriction()));
        }
    }

    private static void evolve(Calendar calendar, PricesSet fact) {
        nights(fact, night -> {
            if (((fact.weekdays() >> (night.getDayOfWeek().getValue() - 1)) & 1) == 1) {
                calendar.price(fact.ratePlanId(), fact.roomTypeId(), night, fact.grossMinor());
            }
        });
    }

    private static void nights(RangeFact fact, Consumer<LocalDate> action) {
        for (var night = fact.from(); night.isBefore(fact.to()); night = night.plusDays(1)) {
            action.accept(night);
        }
    }
}
