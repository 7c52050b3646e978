package io.staylog.bench.load;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.guest.GuestProfileSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what hotels have behind them: each business date guests walk in, leave the next day, and the date is closed. So a
 * longer past is more of the same, and what a hotel has to remember of it stays as it is.
 */
public final class Past {
    // A guest who walks in is confirmed and checked in, and later checked out and asked for money.
    private static final int EVENTS_PER_GUEST = 4;
    private static final int NAMED_EVERY = 4;
    private static final int LETTERS = 26;
    private static final List<String> FIRST_NAMES = List.of("Anna", "Bela", "Cara", "Dario", "Elena", "Femi", "Greta");
    private static final int PRICES_EVERY_DAYS = 60;
    private static final Actor DESK = new Actor(ActorType.STAFF, "bench");

    private final BenchHotels hotels;
    private final int guestsPerDay;
    private final Supplier<UUID> ids;
    private final List<List<UUID>> inHouse = new ArrayList<>();
    private final boolean areSomeNamed;
    private int days;
    private int arrivals;
    private String newestName = "";

    /**
     * Nothing has happened yet in hotels that have just been opened.
     *
     * @param areSomeNamed whether one guest in some has a profile with a name
     */
    public Past(BenchHotels hotels, int guestsPerDay, Supplier<UUID> ids, boolean areSomeNamed) {
        this.hotels = hotels;
        this.guestsPerDay = guestsPerDay;
        this.ids = ids;
        this.areSomeNamed = areSomeNamed;
        for (int hotel = 0; hotel < hotels.count(); hotel++) {
            inHouse.add(List.of());
        }
    }

    /** How many business dates bring at least so many events of all hotels together. */
    public static int daysFor(long events, int hotels, int guestsPerDay) {
        long perDay = (long) hotels * (guestsPerDay * EVENTS_PER_GUEST + 1);
        return (int) Math.ceilDiv(events, perDay);
    }

    /** The business date that is open. */
    public LocalDate today() {
        return hotels.opening().plusDays(days);
    }

    /** The hotels as somebody sees them who asks for a room now. */
    public BenchHotels hotelsToday() {
        return new BenchHotels(hotels.name(), hotels.count(), today());
    }

    /** How many guests have walked in so far. */
    public int guests() {
        return days * hotels.count() * guestsPerDay;
    }

    /** A name that the newest guest with a name has alone. */
    public String newestName() {
        return newestName;
    }

    /** Asks for so many more business dates of each hotel; returns when the log has all of it. */
    public void live(RequestWriter writer, int moreDays) {
        for (int day = 0; day < moreDays; day++) {
            for (int hotel = 0; hotel < hotels.count(); hotel++) {
                day(writer, hotel);
            }
            days++;
        }
        writer.flush();
    }

    private void day(RequestWriter writer, int hotel) {
        var hotelId = hotels.id(hotel);
        if (days % PRICES_EVERY_DAYS == PRICES_EVERY_DAYS - 1) {
            hotels.sell(writer, hotel, today());
        }
        for (var leaving : inHouse.get(hotel)) {
            writer.write(hotelId, new CheckOutReported(ids.get(), hotelId, leaving, DESK));
        }
        var arrived = new ArrayList<UUID>();
        for (int guest = 0; guest < guestsPerDay; guest++) {
            var booking = ids.get();
            arrived.add(booking);
            var request = hotels.request(ids.get(), booking, hotel, Plan.FLEX, Channel.WALK_IN, today(), 1);
            writer.write(
                    hotelId,
                    BookingRequested.newBuilder(request)
                            .setGuestId(named(writer))
                            .build());
        }
        inHouse.set(hotel, arrived);
        writer.write(hotelId, new DayCloseRequested(ids.get(), hotelId, today(), DESK));
    }

    /** Of every guest in some the id, under which the name is on the log already. */
    private @Nullable UUID named(RequestWriter writer) {
        if (!areSomeNamed || arrivals++ % NAMED_EVERY != 0) {
            return null;
        }
        var guest = ids.get();
        newestName = word(arrivals);
        var profile =
                new GuestProfileSet(guest, FIRST_NAMES.get(arrivals % FIRST_NAMES.size()) + " " + newestName, "", "");
        writer.write(Topics.GUEST_PROFILES, guest.toString(), profile, (metadata, e) -> {});
        return guest;
    }

    /** Another word for each number, none of which is the beginning of another. */
    static String word(int number) {
        var word = new StringBuilder();
        for (int rest = number; rest > 0; rest /= LETTERS) {
            word.append((char) ('a' + rest % LETTERS));
        }
        return word.append("son").toString();
    }
}
