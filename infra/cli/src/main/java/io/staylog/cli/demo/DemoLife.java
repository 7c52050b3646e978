package io.staylog.cli.demo;

import io.staylog.cli.demo.DemoDesk.Stay;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.guest.GuestProfileSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** What guests and staff of the hotel do next; the same seed and the same answers give the same days. */
final class DemoLife {
    // Of a hundred things that happen; the rest are new bookings.
    private static final int CANCELLATIONS = 7;
    private static final int CHECK_INS = 20;
    private static final int CHECK_OUTS = 15;
    private static final int CHARGES = 8;

    private static final int LEAD_DAYS_MEAN = 18;
    private static final int LEAD_DAYS_MAX = 120;
    private static final int NIGHTS_MAX = 5;
    private static final int PERCENT_TODAY = 15;
    private static final int NO_SHOW_PERCENT = 4;
    private static final List<Channel> CHANNELS = List.of(
            Channel.OTA,
            Channel.OTA,
            Channel.OTA,
            Channel.DIRECT_WEB,
            Channel.DIRECT_WEB,
            Channel.DIRECT_PHONE,
            Channel.CORPORATE,
            Channel.GDS);
    private static final Actor STAFF = new Actor(ActorType.STAFF, "demo-desk");

    private final String hotelId;
    private final DemoDesk desk;
    private final Random random;
    private final Supplier<UUID> ids;

    /**
     * Does nothing yet.
     *
     * @param ids gives every request, booking and guest its id
     */
    DemoLife(String hotelId, DemoDesk desk, Random random, Supplier<UUID> ids) {
        this.hotelId = hotelId;
        this.desk = desk;
        this.random = random;
        this.ids = ids;
    }

    /** One more thing that somebody does, as records in the order to write them. */
    List<SpecificRecord> next() {
        int die = random.nextInt(100);
        if ((die -= CANCELLATIONS) < 0) {
            return one(desk.toCome(), this::cancellation);
        }
        if ((die -= CHECK_INS) < 0) {
            return one(desk.arrivals(), this::arrival);
        }
        if ((die -= CHECK_OUTS) < 0) {
            return one(desk.departures(), this::departure);
        }
        return die < CHARGES ? one(desk.inHouse(), this::charge) : booking();
    }

    /** What is left to do on a business date, and its end. */
    List<SpecificRecord> endOfDay() {
        var rest = new ArrayList<SpecificRecord>();
        desk.departures().forEach(stay -> rest.add(departure(stay)));
        desk.arrivals().stream()
                .filter(stay -> random.nextInt(100) >= NO_SHOW_PERCENT)
                .forEach(stay -> rest.add(arrival(stay)));
        rest.add(new DayCloseRequested(ids.get(), hotelId, today(), STAFF));
        return rest;
    }

    /** Somebody books; who is said first. */
    List<SpecificRecord> booking() {
        var name = DemoGuests.name(random);
        var guest = ids.get();
        var profile =
                new GuestProfileSet(guest, name, "guest-" + guest.toString().substring(24) + "@example.com", "");
        int lead = random.nextInt(100) < PERCENT_TODAY
                ? 0
                : (int) Math.min(LEAD_DAYS_MAX, -LEAD_DAYS_MEAN * Math.log(1 - random.nextDouble()));
        var arrival = today().plusDays(lead);
        var types = DemoHotel.RoomType.values();
        var plans = DemoHotel.RatePlan.values();
        var stay = RoomStayRequest.newBuilder()
                .setRoomTypeId(types[random.nextInt(types.length)].name())
                .setArrivalDate(arrival)
                .setDepartureDate(arrival.plusDays(1 + random.nextInt(NIGHTS_MAX)))
                .setAdults(1 + random.nextInt(2))
                .build();
        var request = BookingRequested.newBuilder()
                .setRequestId(ids.get())
                .setHotelId(hotelId)
                .setBookingId(ids.get())
                .setRatePlanId(plans[random.nextInt(plans.length)].name())
                .setChannel(lead == 0 ? Channel.WALK_IN : CHANNELS.get(random.nextInt(CHANNELS.size())))
                .setGuestId(guest)
                .setRoomStays(List.of(stay))
                .setCurrency(DemoHotel.CURRENCY)
                .setPaymentMethodToken(DemoGuests.card(random))
                .setActor(new Actor(ActorType.CHANNEL, "demo"))
                .build();
        return List.of(profile, request);
    }

    private List<SpecificRecord> one(List<Stay> stays, java.util.function.Function<Stay, SpecificRecord> act) {
        return stays.isEmpty() ? booking() : List.of(act.apply(stays.get(random.nextInt(stays.size()))));
    }

    private SpecificRecord cancellation(Stay stay) {
        return CancellationRequested.newBuilder()
                .setRequestId(ids.get())
                .setHotelId(hotelId)
                .setBookingId(stay.bookingId())
                .setReason(CancellationReason.GUEST_REQUEST)
                .build();
    }

    private SpecificRecord arrival(Stay stay) {
        return new CheckInReported(
                ids.get(), hotelId, stay.bookingId(), Integer.toString(101 + random.nextInt(80)), STAFF);
    }

    private SpecificRecord departure(Stay stay) {
        return new CheckOutReported(ids.get(), hotelId, stay.bookingId(), STAFF);
    }

    private SpecificRecord charge(Stay stay) {
        var kinds = List.of(ChargeKind.FOOD_AND_BEVERAGE, ChargeKind.MINIBAR, ChargeKind.PARKING);
        var kind = kinds.get(random.nextInt(kinds.size()));
        var description = kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        long minor = 500 + 50L * random.nextInt(100);
        return new ChargeReported(ids.get(), hotelId, stay.bookingId(), description, minor, kind, null, STAFF);
    }

    private LocalDate today() {
        return Objects.requireNonNull(desk.today(), "the hotel is not registered yet");
    }
}
