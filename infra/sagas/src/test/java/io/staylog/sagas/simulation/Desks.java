package io.staylog.sagas.simulation;

import io.staylog.banksimulator.bank.TokenDoor;
import io.staylog.booking.domain.Booking;
import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.RoomStay;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.sagas.Desk;
import io.staylog.schemas.Topic;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** The desks of all hotels. What a step asks for has names that follow from the step's number, and can be asked for once more. */
final class Desks {
    static final List<String> TOKENS = List.copyOf(TokenDoor.all());

    private static final long NAMES = 0x8000_0000_0000_0000L;

    private record Asked(Topic topic, String hotel, SpecificRecord request) {}

    private final Desk.Door door;
    private final Desk[] desks = new Desk[Simulation.HOTELS];
    private final Map<Integer, List<Asked>> asked = new HashMap<>();
    private int step;
    private int names;

    Desks(int daysSold, Desk.Door door) {
        this.door = door;
        for (int i = 0; i < desks.length; i++) {
            desks[i] = new Desk(name(i), daysSold, this::newName, this::take);
        }
    }

    static String name(int hotel) {
        return "hotel-" + hotel;
    }

    static int partition(int hotel) {
        return hotel % Surroundings.PARTITIONS;
    }

    static int partition(String hotel) {
        return partition(Integer.parseInt(hotel.substring(hotel.indexOf('-') + 1)));
    }

    private static UUID name(int step, int number) {
        return new UUID(((long) step << 16) | 0x4000, NAMES | number);
    }

    private UUID newName() {
        return name(step, ++names);
    }

    private void take(Topic topic, String hotel, SpecificRecord request) {
        asked.computeIfAbsent(step, _ -> new ArrayList<>()).add(new Asked(topic, hotel, request));
        door.take(topic, hotel, request);
    }

    /** The desk of a hotel, for whatever a step asks there. */
    Desk of(int forStep, int hotel) {
        if (forStep != step) {
            step = forStep;
            names = 0;
        }
        return desks[hotel];
    }

    /** The booking that a step asks for. */
    static UUID booking(int ofStep) {
        return name(ofStep, 1);
    }

    private static int day(Hotel hotel) {
        return (int) ChronoUnit.DAYS.between(Desk.FIRST_DAY, Objects.requireNonNull(hotel.businessDate()));
    }

    void book(Step.Book it, Hotel hotel) {
        of(it.id(), it.hotel()).book(it.plan(), it.token(), day(hotel) + it.inDays(), it.nights());
    }

    void repeat(int ofStep) {
        for (var again : List.copyOf(asked.getOrDefault(ofStep, List.of()))) {
            door.take(again.topic(), again.hotel(), again.request());
        }
    }

    void ask(Step.Ask it, Simulation simulation) {
        var desk = of(it.id(), it.hotel());
        var booking = booking(it.booking());
        int day = day(simulation.hotel(it.hotel()));
        switch (it.what()) {
            case MODIFY -> desk.modify(booking, day + it.salt() % 6, 1 + it.salt() / 6 % 4);
            case CANCEL -> desk.cancel(booking);
            case CHECK_IN -> desk.checkIn(booking);
            case CHECK_OUT -> desk.checkOut(booking);
            case CHARGE -> desk.charge(booking, 1 + it.salt() % 5_000);
            case WALK -> desk.walk(booking, 0);
            case REINSTATE -> desk.reinstate(booking);
            case OTHER_CARD -> {
                var payments = simulation.payments(booking);
                if (!payments.isEmpty()) {
                    var token = it.salt() % 3 == 0 ? TOKENS.get(it.salt() / 3 % TOKENS.size()) : "tok_ok";
                    desk.submitCard(payments.get(it.salt() % payments.size()), token);
                }
            }
        }
    }

    void nextDay(Step.NextDay it, Hotel hotel) {
        var desk = of(it.id(), it.hotel());
        var today = Objects.requireNonNull(hotel.businessDate());
        var all = hotel.picture().bookings();
        for (var booking : all) {
            boolean isDue =
                    booking.state() == State.CONFIRMED && !arrival(booking).isAfter(today);
            if (isDue && draw(booking, it.salt()) > 0) {
                desk.checkIn(booking.id());
            } else if (booking.state() == State.IN_HOUSE && draw(booking, it.salt()) == 0) {
                desk.checkOut(booking.id());
            }
        }
        desk.closeDay(today);
    }

    /** A person looks into the bank's ledger for all that hangs, and says what he has seen. */
    void resolve(int forStep, int number, HotelPayments payments, Money money) {
        var desk = of(forStep, number);
        for (var payment : payments.picture().payments()) {
            var open = payment.open();
            if (open != null && open.needsAttention()) {
                var done = money.done(open.attempt().merchantReference());
                var outcome = done.isPresent() ? ResolvedOutcome.APPROVED : ResolvedOutcome.DECLINED;
                desk.resolve(payment.terms().paymentId().value(), open.attempt().no(), outcome, done.orElse(""));
            }
        }
    }

    private static LocalDate arrival(Booking booking) {
        return RoomStay.arrival(booking.roomStays());
    }

    private static int draw(Booking booking, int salt) {
        return Math.floorMod(booking.id().hashCode() * 31 + salt, 3);
    }

    /** Everybody who is still there leaves. */
    void leave(int forStep, int number, Hotel hotel) {
        var desk = of(forStep, number);
        hotel.picture().bookings().stream()
                .filter(booking -> booking.state() == State.IN_HOUSE)
                .forEach(booking -> desk.checkOut(booking.id()));
    }
}
