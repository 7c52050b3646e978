package io.staylog.reporting.testing;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.id;

import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.NightPrice;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** A hotel's life of a year and some days, the same for the same seed: something to look at. */
public final class Season {
    /** The business date that is open in the end. */
    public static final LocalDate TODAY = LocalDate.parse("2026-09-05");

    private static final int DAYS = 372;
    private static final List<String> TYPES = List.of("DBL", "DLX", "FAM", "STE");
    private static final List<Integer> ROOMS = List.of(24, 12, 8, 3);
    private static final List<Integer> PRICES = List.of(11_900, 16_500, 18_900, 32_000);
    private static final List<Channel> CHANNELS = List.of(
            Channel.OTA,
            Channel.OTA,
            Channel.OTA,
            Channel.DIRECT_WEB,
            Channel.DIRECT_WEB,
            Channel.CORPORATE,
            Channel.GDS,
            Channel.DIRECT_PHONE,
            Channel.GROUP);
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private record Stay(String name, LocalDate arrival, LocalDate departure, int type) {}

    private final Random random;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final Map<LocalDate, List<Stay>> arrivals = new HashMap<>();
    private final Map<LocalDate, List<Stay>> departures = new HashMap<>();
    private final Map<List<Object>, Integer> taken = new HashMap<>();
    private int bookings;
    private int payments;

    private Season(long seed) {
        this.random = new Random(seed);
    }

    /** All events up to the open business date, some of its guests having come and gone. */
    public static List<SpecificRecord> of(long seed) {
        return new Season(seed).live();
    }

    private List<SpecificRecord> live() {
        var first = TODAY.minusDays(DAYS);
        events.add(Events.hotel(HOTEL, first.toString()));
        for (int t = 0; t < TYPES.size(); t++) {
            events.add(Events.roomType(HOTEL, TYPES.get(t), ROOMS.get(t)));
        }
        for (var day = first; day.isBefore(TODAY); day = day.plusDays(1)) {
            day(day, 1.0);
            events.add(Events.closed(HOTEL, day.toString()));
        }
        day(TODAY, 0.6);
        for (int i = 0; i < 3; i++) {
            events.add(RequestRejected.newBuilder()
                    .setRequestId(id("turned away " + i))
                    .setHotelId(HOTEL)
                    .setBusinessDate(TODAY)
                    .setRequestType("BookingRequested")
                    .setCode("sold_out")
                    .setMessage("No room is left on 2026-09-12.")
                    .setRetriable(false)
                    .setDetails(Map.of("night", "2026-09-12"))
                    .build());
        }
        return events;
    }

    private void day(LocalDate day, double done) {
        int demand = 9 + random.nextInt(6);
        for (int i = 0; i < demand; i++) {
            book(day);
        }
        come(day, done);
        leave(day, done);
        if (day.isAfter(TODAY.minusDays(10))) {
            IntStream.range(0, 4 + random.nextInt(4)).forEach(i -> pay(day));
        }
    }

    private void come(LocalDate day, double done) {
        for (var stay : arrivals.getOrDefault(day, List.of())) {
            if (random.nextDouble() > done) {
                continue;
            }
            if (random.nextInt(40) == 0) {
                events.add(Events.noShow(stay.name(), 2, day.toString(), 9_000));
            } else {
                events.add(Events.arrived(stay.name(), 2, day.toString()));
                departures
                        .computeIfAbsent(stay.departure(), d -> new ArrayList<>())
                        .add(stay);
            }
        }
    }

    private void leave(LocalDate day, double done) {
        for (var stay : departures.getOrDefault(day, List.of())) {
            if (random.nextDouble() <= done) {
                events.add(Events.left(stay.name(), 3, day.toString()));
            }
        }
    }

    private void book(LocalDate day) {
        int type = List.of(0, 0, 0, 0, 1, 1, 1, 2, 2, 3).get(random.nextInt(10));
        int lead = (int) Math.min(100, Math.abs(random.nextGaussian()) * 32);
        var arrival = day.plusDays(lead);
        int nights = 1 + random.nextInt(5);
        if (!free(arrival, nights, type)) {
            return;
        }
        var name = "season " + ++bookings;
        var stay = new Stay(name, arrival, arrival.plusDays(nights), type);
        var terms = terms(stay);
        switch (random.nextInt(12)) {
            case 0 -> {
                events.add(held(name, day, terms));
                events.add(Events.released(name, 2, day.toString()));
            }
            case 1 -> {
                events.add(held(name, day, terms));
                if (day.isBefore(TODAY)) {
                    events.add(Events.expired(name, 2, day.toString()));
                }
            }
            case 2 -> {
                events.add(confirmed(name, day, terms));
                events.add(Events.cancelled(name, 2, day.toString(), 0));
            }
            default -> {
                events.add(confirmed(name, day, terms));
                arrivals.computeIfAbsent(arrival, d -> new ArrayList<>()).add(stay);
                IntStream.range(0, nights)
                        .forEach(i -> taken.merge(List.of(arrival.plusDays(i), type), 1, Integer::sum));
            }
        }
    }

    private boolean free(LocalDate arrival, int nights, int type) {
        // One class is sold beyond what there is, so that there is something to warn of.
        var last = TODAY.plusDays(16);
        boolean tooMany = type == TYPES.size() - 1 && arrival.isBefore(last) && arrival.isAfter(TODAY.plusDays(8));
        int rooms = ROOMS.get(type) + (tooMany ? 1 : 0);
        return IntStream.range(0, nights)
                .allMatch(i -> taken.getOrDefault(List.of(arrival.plusDays(i), type), 0) < rooms);
    }

    private BookingTerms terms(Stay stay) {
        var nights = stay.arrival()
                .datesUntil(stay.departure())
                .map(night -> {
                    long gross = PRICES.get(stay.type()) + 100L * random.nextInt(40);
                    return new NightPrice(night, gross, gross - gross / 11, gross / 11, 1_000);
                })
                .toList();
        var room = RoomStay.newBuilder()
                .setRoomStayNo(1)
                .setRoomTypeId(TYPES.get(stay.type()))
                .setArrivalDate(stay.arrival())
                .setDepartureDate(stay.departure())
                .setAdults(2)
                .setChildrenAges(List.of())
                .setNights(nights)
                .build();
        var code = new StringBuilder();
        random.ints(8, 0, LETTERS.length()).forEach(i -> code.append(LETTERS.charAt(i)));
        var plain = Events.terms(room);
        return BookingTerms.newBuilder()
                .setConfirmationCode(code.toString())
                .setChannel(CHANNELS.get(random.nextInt(CHANNELS.size())))
                .setRatePlanId(plain.getRatePlanId())
                .setGuarantee(plain.getGuarantee())
                .setRoomStays(plain.getRoomStays())
                .setCurrency(plain.getCurrency())
                .setTotalGrossMinor(plain.getTotalGrossMinor())
                .setDueNowMinor(0)
                .setCancellationPolicy(plain.getCancellationPolicy())
                .build();
    }

    private static BookingConfirmed confirmed(String name, LocalDate day, BookingTerms terms) {
        return BookingConfirmed.newBuilder()
                .setRequestId(id("request " + name))
                .setHotelId(HOTEL)
                .setBookingId(id(name))
                .setVersion(1)
                .setBusinessDate(day)
                .setTerms(terms)
                .build();
    }

    private static BookingHeld held(String name, LocalDate day, BookingTerms terms) {
        return BookingHeld.newBuilder()
                .setRequestId(id("request " + name))
                .setHotelId(HOTEL)
                .setBookingId(id(name))
                .setVersion(1)
                .setBusinessDate(day)
                .setTerms(terms)
                .setPaymentId(id("payment of " + name))
                .setHoldExpiresAt(Instant.parse("2030-01-01T00:00:00Z"))
                .build();
    }

    private void pay(LocalDate day) {
        var name = "season " + ++payments;
        long amount = 10_000 + random.nextInt(60_000);
        events.add(Events.initiated(name, PaymentPurpose.DEPOSIT, amount, day.toString()));
        switch (random.nextInt(12)) {
            case 0, 1 -> events.add(Events.declined(name, 2, BankOperation.AUTHORIZE));
            case 2 -> {
                events.add(Events.captured(name, 2, PaymentPurpose.DEPOSIT, amount, day.toString()));
                events.add(Events.refunded(name, 3, PaymentPurpose.DEPOSIT, amount / 2, day.toString()));
            }
            case 3 -> {
                if (day.isAfter(TODAY.minusDays(3))) {
                    events.add(Events.unknown(name, 2));
                    events.add(Events.attention(name, 3));
                }
            }
            default -> events.add(Events.captured(name, 2, PaymentPurpose.DEPOSIT, amount, day.toString()));
        }
    }
}
