package io.staylog.sagas.simulation;

import static io.staylog.schemas.Topics.BANK_ANSWERS;
import static io.staylog.schemas.Topics.BOOKING_EVENTS;
import static io.staylog.schemas.Topics.BOOKING_REQUESTS;
import static io.staylog.schemas.Topics.PAYMENT_EVENTS;
import static io.staylog.schemas.Topics.PAYMENT_REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.Terms;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.HotelRules;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.PaymentStateFormat;
import io.staylog.payment.stream.Standings;
import io.staylog.sagas.Clockwork;
import io.staylog.sagas.VirtualBank;
import io.staylog.sagas.Wires;
import io.staylog.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Two services of two processes each, two bank workers, their logs with partitions, and a bank, in one thread with a clock of
 * its own. It does what its steps say, the same every time, and throws as soon as something is as it must never be.
 */
final class Simulation {
    static final Instant BEGIN = Instant.parse("2027-05-01T09:00:00Z");
    static final int HOTELS = 4;
    static final int ROOMS = 3;

    private static final int DAYS_SOLD = 150;
    // More than any wait needs; what leads to itself for ever would never end.
    private static final int ROUNDS_MAX = 200_000;
    private static final Duration SETTLING = Duration.ofSeconds(2);
    // Snapshots are read by many; the mappers behind them are slow to begin with.
    private static final HotelStateFormat HOTELS_KEPT = new HotelStateFormat();

    private final Logs logs = new Logs(Surroundings.PARTITIONS);
    private final Clockwork clock = new Clockwork(BEGIN);
    private final Figures figures = new Figures();
    private final Rooms rooms = new Rooms(ROOMS, figures);
    private final Money money = new Money(figures);
    private final ArrayDeque<List<Duration>> ways = new ArrayDeque<>();
    private final VirtualBank bank = new VirtualBank(clock, this::post);
    private final Desks desks;
    private final Consumer<String> story;
    private final Group<Hotel, BookingCommand, BookingEvent> bookings;
    private final Group<HotelPayments, PaymentCommand, PaymentEvent> payments;
    private final Couriers couriers;
    // How hotels are set up is the same in every story.
    private boolean isOpen;

    Simulation(Bugs bugs, Consumer<String> told) {
        this.story = what -> {
            if (isOpen) {
                told.accept(clock.now() + "   " + what);
            }
        };
        var around = new Surroundings(logs, clock, bugs, figures, story);
        bookings = new Group<>(
                kindOfBookings(bugs), Surroundings.PARTITIONS, around, (hotel, event, _, _) -> rooms.see(hotel, event));
        payments = new Group<>(
                kindOfPayments(bugs), Surroundings.PARTITIONS, around, (_, event, after, _) -> money.see(event, after));
        couriers = new Couriers(around, bank, money::carriedOut);
        desks = new Desks(DAYS_SOLD, this::ask);
        bank.terms(new Terms(Terms.Telling.CHANGES, null, FaultScript.NONE));
        for (int hotel = 0; hotel < HOTELS; hotel++) {
            desks.of(0, hotel).setUp(ROOMS);
        }
        live(SETTLING);
        isOpen = true;
    }

    private static Kind<Hotel, BookingCommand, BookingEvent> kindOfBookings(Bugs bugs) {
        return new Kind<>(
                "booking",
                bugs.bookings().apply(new HotelRules()),
                Wires.BOOKING,
                HOTELS_KEPT,
                Hotel::picture,
                List.of(BOOKING_REQUESTS.name(), PAYMENT_EVENTS.name()),
                BOOKING_EVENTS.name());
    }

    private static Kind<HotelPayments, PaymentCommand, PaymentEvent> kindOfPayments(Bugs bugs) {
        var standings = new Standings();
        var gateways = GatewayChoice.always("simulator");
        return new Kind<>(
                "payment",
                bugs.payments().apply(new PaymentDeciderAdapter(PaymentTimes.USUAL, standings, gateways)),
                Wires.PAYMENT,
                new PaymentStateFormat(PaymentTimes.USUAL, standings, gateways),
                HotelPayments::picture,
                List.of(BOOKING_EVENTS.name(), PAYMENT_REQUESTS.name(), BANK_ANSWERS.name()),
                PAYMENT_EVENTS.name());
    }

    Logs logs() {
        return logs;
    }

    VirtualBank bank() {
        return bank;
    }

    Figures figures() {
        return figures;
    }

    Desks desks() {
        return desks;
    }

    Clockwork clock() {
        return clock;
    }

    Money money() {
        return money;
    }

    /** The hotel as all committed events show it. */
    Hotel hotel(int number) {
        return bookings.truth.state(Desks.partition(number), Desks.name(number));
    }

    private HotelPayments payments(int hotel) {
        return payments.truth.state(Desks.partition(hotel), Desks.name(hotel));
    }

    private void ask(Topic topic, String hotel, SpecificRecord request) {
        story.accept("somebody asks: " + request.getSchema().getName());
        figures.count("requests");
        append(topic.name(), hotel, Wires.encode(topic, request), new RecordHeaders());
    }

    private void append(String topic, String hotel, byte[] value, Iterable<Header> headers) {
        logs.append(topic, Desks.partition(hotel), hotel, value, headers, clock.now());
    }

    private void post(LedgerEntry.Noticed noticed, Duration usual) {
        for (var way : Objects.requireNonNullElse(ways.poll(), List.of(usual))) {
            clock.at(clock.now().plus(way), () -> deliver(noticed));
        }
    }

    private void deliver(LedgerEntry.Noticed noticed) {
        figures.count("notifications");
        story.accept("the bank tells us: " + noticed.notice().type());
        var record = Wires.noticed(noticed, clock.now());
        append(record.topic(), new String(record.key(), UTF_8), record.value(), record.headers());
    }

    /** Does what a step says. */
    void perform(Step step) {
        figures.count("steps");
        switch (step) {
            case Step.Book it -> desks.book(it, hotel(it.hotel()));
            case Step.Ask it -> desks.ask(it, this);
            case Step.Repeat it -> desks.repeat(it.step());
            case Step.NextDay it -> {
                desks.nextDay(it, hotel(it.hotel()));
                desks.resolve(it.id(), it.hotel(), payments(it.hotel()), money);
            }
            case Step.Turn it ->
                group(it.who()).process(it.process()).turn(clock.now(), new SplittableRandom(it.salt()), it.until());
            case Step.Fetch it -> couriers.process(it.process()).fetch();
            case Step.CommitFetched it -> couriers.process(it.process()).commit();
            case Step.Pass it -> pass(it.duration());
            case Step.Live it -> live(it.duration());
            case Step.Crash it -> crash(it);
            case Step.Rebalance it -> {
                figures.count("rebalances of a service");
                group(it.who()).rebalance(new SplittableRandom(it.salt()));
            }
            case Step.Expire it -> group(it.who()).process(it.process()).expire();
            case Step.LoseSnapshots it ->
                group(it.who()).process(it.process()).disk().lose();
            case Step.CrashWorker it -> couriers.process(it.process()).crash();
            case Step.FreezeWorker it -> couriers.process(it.process()).freeze(it.duration());
            case Step.RebalanceWorkers it -> couriers.rebalance(new SplittableRandom(it.salt()));
            case Step.NextCall it -> couriers.arm(it.fate());
            case Step.NextNotice it -> {
                figures.count("notifications disturbed");
                ways.add(it.ways());
            }
            case Step.Compare _ -> compare();
        }
        money.see(bank.ledger());
    }

    private Group<?, ?, ?> group(Step.Who who) {
        return switch (who) {
            case BOOKING -> bookings;
            case PAYMENT -> payments;
        };
    }

    private void crash(Step.Crash crash) {
        var process = group(crash.who()).process(crash.process());
        story.accept(process.name() + " dies" + (crash.losesSnapshots() ? " and loses its snapshots" : ""));
        process.crash();
        if (crash.losesSnapshots()) {
            process.disk().lose();
        }
    }

    private void compare() {
        for (int i = 0; i < Surroundings.PROCESSES; i++) {
            bookings.process(i).compare();
            payments.process(i).compare();
        }
    }

    private void pass(Duration duration) {
        var until = clock.now().plus(duration);
        for (int i = 0; i < ROUNDS_MAX; i++) {
            if (clock.step() || bank.passTime()) {
                continue;
            }
            var next = earlier(clock.next(), bank.nextDue());
            if (next.isAfter(until)) {
                clock.moveTo(until);
                return;
            }
            clock.moveTo(next);
        }
        throw new BrokenRule("the bank comes to rest", clock.now().toString());
    }

    /** Lets time pass, and everybody do all that he can do in it. */
    void live(Duration duration) {
        var until = clock.now().plus(duration);
        for (int i = 0; i < ROUNDS_MAX; i++) {
            boolean hasMoved = bookings.settle(clock.now()) | payments.settle(clock.now()) | couriers.settle();
            if (clock.step() || bank.passTime() || hasMoved) {
                continue;
            }
            requireNoTimerLate();
            var next = earlier(earlier(clock.next(), bank.nextDue()), nextTimer());
            if (next.isAfter(until)) {
                clock.moveTo(until);
                return;
            }
            clock.moveTo(next);
        }
        throw new BrokenRule("all comes to rest", clock.now().toString());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant nextTimer() {
        long next = Math.min(bookings.truth.nextDueAt(), payments.truth.nextDueAt());
        return next == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(next);
    }

    private void requireNoTimerLate() {
        if (!nextTimer().isAfter(clock.now())) {
            throw new BrokenRule("timers are decided when they are due", "that of " + nextTimer() + " is not");
        }
    }

    /** Whether nothing happens by itself before this. */
    boolean isQuietUntil(Instant time) {
        return !earlier(earlier(clock.next(), bank.nextDue()), nextTimer()).isBefore(time);
    }

    /** From here on nothing is disturbed any more. */
    void heal() {
        story.accept("from here on all goes well");
        ways.clear();
        couriers.disarm();
        live(SETTLING);
        compare();
    }

    /** The payments of a booking that have begun. */
    List<UUID> payments(UUID booking) {
        return new ArrayList<>(money.payments(booking));
    }
}
