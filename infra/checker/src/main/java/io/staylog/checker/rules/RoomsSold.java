package io.staylog.checker.rules;

import io.staylog.checker.rules.RoomsOfHotel.RoomNight;
import io.staylog.checker.rules.RoomsOfHotel.Stay;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts rooms night by night as booking.events goes on, and looks at every sale whether there was a room left: R3. A hotel may
 * lower its numbers below what is sold; then it must say so, and nothing more is sold. Of a hotel that was never registered on
 * this log nothing is known.
 */
final class RoomsSold {
    private final Findings findings;
    private final Map<String, RoomsOfHotel> hotels = new HashMap<>();
    /** Room nights that were sold although no room was left. */
    long oversold;
    /** Room nights that hotels have admitted to be sold beyond what they had left. */
    long admitted;
    /** Guests who were sent elsewhere. */
    long walked;
    /** Nights of a class of which the last room was sold. */
    long soldOut;
    /** Requests that were refused because nothing was left. */
    long refused;
    /** Room nights that were sold or held. */
    long taken;

    RoomsSold(Findings findings) {
        this.findings = findings;
    }

    void see(Entry entry) {
        var hotel = hotels.computeIfAbsent(entry.hotelId(), _ -> new RoomsOfHotel());
        if (entry.type().equals("OverbookedDetected")) {
            admitted(hotel, entry);
            return;
        }
        unsaid(hotel);
        var body = entry.body();
        switch (entry.type()) {
            case "HotelRegistered" -> {
                hotel.businessDate = hotel.isRegistered ? hotel.businessDate : (int) body.number("businessDate");
                hotel.isRegistered = true;
            }
            case "BusinessDayClosed" -> hotel.open((int) body.number("businessDate"));
            case "RoomTypeDefined" -> defined(hotel, entry);
            case "InventorySet" -> ranged(hotel, entry, hotel.roomClass(type(body)).physical, "physical");
            case "RoomsOutOfOrder" -> ranged(hotel, entry, hotel.roomClass(type(body)).outOfOrder, "rooms");
            case "OverbookingSet" -> ranged(hotel, entry, hotel.roomClass(type(body)).overbooking, "allowance");
            case "RequestRejected" -> refused += body.text("code").equals("sold_out") ? 1 : 0;
            case "BookingHeld",
                    "BookingConfirmed",
                    "BookingModified",
                    "BookingChangeHeld",
                    "BookingChangeAbandoned",
                    "BookingReinstated",
                    "GuestCheckedOut",
                    "GuestWalked",
                    "BookingReleased",
                    "BookingExpired",
                    "BookingCancelled",
                    "BookingNoShow" -> booked(hotel, entry);
            default -> {} // It moves no room.
        }
    }

    private static String type(Body body) {
        return body.text("roomTypeId");
    }

    private void booked(RoomsOfHotel hotel, Entry entry) {
        var terms = entry.body().body("terms");
        boolean begins = entry.type().equals("BookingHeld") || entry.type().equals("BookingConfirmed");
        var known = hotel.stays.get(entry.bookingId());
        if (terms != null && begins) {
            // A hotel forgets who is over, and the number may come again: that is another booking.
            var before = known == null || known.isOver() ? List.<RoomNight>of() : known.has();
            var stay = new Stay(RoomsOfHotel.nights(terms));
            hotel.stays.put(entry.bookingId(), stay);
            moved(hotel, before, stay, entry);
        } else if (known != null) {
            var before = known.has();
            changed(known, entry);
            moved(hotel, before, known, entry);
        }
    }

    private void moved(RoomsOfHotel hotel, List<RoomNight> before, Stay stay, Entry entry) {
        hotel.move(before, stay.has()).forEach((at, rooms) -> sold(hotel, at, rooms, entry));
    }

    private void changed(Stay stay, Entry entry) {
        var body = entry.body();
        int date = (int) body.number("businessDate");
        switch (entry.type()) {
            case "BookingReleased", "BookingExpired", "BookingCancelled" -> over(stay, date, false);
            case "BookingNoShow" -> over(stay, date, true);
            case "GuestWalked" -> {
                walked++;
                over(stay, date, false);
            }
            case "BookingReinstated" -> stay.overOn = Integer.MAX_VALUE;
            case "BookingModified" -> {
                stay.nights = RoomsOfHotel.nights(body);
                stay.added = List.of();
            }
            case "BookingChangeHeld" -> stay.added = RoomsOfHotel.added(stay.nights, RoomsOfHotel.nights(body));
            case "BookingChangeAbandoned" -> stay.added = List.of();
            case "GuestCheckedOut" -> {
                if (body.has("roomStays")) {
                    stay.nights = RoomsOfHotel.nights(body);
                }
                over(stay, Math.max(date, lastNight(stay)), true);
            }
            default -> {} // It has the nights that it had.
        }
    }

    private static int lastNight(Stay stay) {
        return stay.nights.stream().mapToInt(RoomNight::night).max().orElse(0);
    }

    private static void over(Stay stay, int date, boolean keeps) {
        stay.overOn = date;
        stay.keepsUntilOver = keeps;
        stay.added = List.of();
    }

    private void sold(RoomsOfHotel hotel, RoomNight at, int rooms, Entry entry) {
        if (rooms <= 0) {
            return;
        }
        taken += rooms;
        var roomClass = hotel.roomClass(at.roomTypeId());
        int beyond = roomClass.beyond(at.night());
        soldOut += hotel.isRegistered && roomClass.isSoldOutAnew(at.night()) ? 1 : 0;
        // A night that is over sells nothing any more; who is reinstated after it is only written down.
        boolean isOpen = hotel.isRegistered && at.night() >= hotel.businessDate;
        if (isOpen) {
            oversold += Math.clamp(beyond, 0, rooms);
            look(
                    beyond <= 0,
                    entry,
                    () -> "%s of booking %s sells %d rooms %s for the night of %s at hotel %s, where %d can be sold"
                            .formatted(
                                    entry.type(),
                                    entry.bookingId(),
                                    roomClass.taken.get(at.night()),
                                    at.roomTypeId(),
                                    LocalDate.ofEpochDay(at.night()),
                                    entry.hotelId(),
                                    roomClass.sellable(at.night())));
        }
    }

    private void defined(RoomsOfHotel hotel, Entry entry) {
        var roomClass = hotel.roomClass(type(entry.body()));
        int last = roomClass.taken.end();
        var before = new HashMap<Integer, Integer>();
        for (int night = hotel.businessDate; night < last; night++) {
            before.put(night, roomClass.beyond(night));
        }
        roomClass.count = (int) entry.body().number("physicalCount");
        before.forEach((night, beyond) -> {
            if (roomClass.beyond(night) > Math.max(0, beyond)) {
                hotel.toAdmit.put(new RoomNight(type(entry.body()), night), roomClass.beyond(night));
            }
        });
        hotel.lowered = entry;
    }

    private static void ranged(RoomsOfHotel hotel, Entry entry, NightNumbers numbers, String field) {
        var body = entry.body();
        var roomClass = hotel.roomClass(type(body));
        int value = (int) body.number(field);
        for (int night = (int) body.number("from"); night < body.number("to"); night++) {
            numbers.set(night, value);
            if (night >= hotel.businessDate && roomClass.beyond(night) > 0) {
                hotel.toAdmit.put(new RoomNight(type(body), night), roomClass.beyond(night));
            }
        }
        hotel.lowered = entry;
    }

    private void admitted(RoomsOfHotel hotel, Entry entry) {
        var body = entry.body();
        var at = new RoomNight(type(body), (int) body.number("night"));
        long rooms = body.number("rooms");
        admitted += rooms;
        var expected = hotel.toAdmit.remove(at);
        look(
                at.night() < hotel.businessDate || (expected != null && expected == rooms),
                entry,
                () -> "hotel %s says that %d rooms %s too many are sold for the night of %s; it is %d"
                        .formatted(
                                entry.hotelId(),
                                rooms,
                                at.roomTypeId(),
                                LocalDate.ofEpochDay(at.night()),
                                hotel.roomClass(at.roomTypeId()).beyond(at.night())));
    }

    /** Whatever a hotel admits it admits at once. */
    private void unsaid(RoomsOfHotel hotel) {
        unsaid(hotel, findings);
        hotel.toAdmit.clear();
        hotel.lowered = null;
    }

    private static void unsaid(RoomsOfHotel hotel, Findings findings) {
        var lowered = hotel.lowered;
        if (lowered == null) {
            return;
        }
        hotel.toAdmit.forEach((at, rooms) -> findings.look(
                false,
                Invariant.R3,
                lowered.at(),
                lowered.timeMs(),
                () -> "%s leaves hotel %s with %d rooms %s too many sold for the night of %s, and it does not say so"
                        .formatted(
                                lowered.type(),
                                lowered.hotelId(),
                                rooms,
                                at.roomTypeId(),
                                LocalDate.ofEpochDay(at.night()))));
    }

    /** What the last facts of the log have left unsaid. */
    void judge(Findings all) {
        hotels.values().forEach(hotel -> unsaid(hotel, all));
    }

    private void look(boolean isGood, Entry entry, Supplier<String> message) {
        findings.look(isGood, Invariant.R3, entry.at(), entry.timeMs(), message);
    }
}
