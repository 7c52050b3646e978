package io.staylog.sagas;

import static io.staylog.schemas.Topics.BANK_ANSWERS;
import static io.staylog.schemas.Topics.BOOKING_EVENTS;
import static io.staylog.schemas.Topics.BOOKING_REQUESTS;
import static io.staylog.schemas.Topics.PAYMENT_EVENTS;
import static io.staylog.schemas.Topics.PAYMENT_REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.banksimulator.bank.LedgerEntry;
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
import io.staylog.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * booking-service, payment-service and a bank in one thread: their real rules, joined by their real records in memory, with a
 * clock that only {@link #pass} moves. Everything else happens in the one order that follows from that.
 */
final class World {
    /** When everything begins, on the hotel's first business date. */
    static final Instant BEGIN = Instant.parse("2027-05-01T09:00:00Z");

    /** What happens to a notification on its way to us. */
    @FunctionalInterface
    interface Post {
        Post USUAL = (_, usual) -> List.of(usual);

        /** How long each copy is on its way. */
        List<Duration> of(LedgerEntry.Noticed noticed, Duration usual);
    }

    // More than any day of any path needs; a decision that leads to itself for ever would never end.
    private static final int STEPS_MAX = 200_000;

    private final Clockwork clock = new Clockwork(BEGIN);
    private final Log log = new Log(Wires.reader());
    private final VirtualBank bank = new VirtualBank(clock, this::post);
    private final Worker worker = new Worker(Wires.WORKER, bank, clock, log);
    private final Service<Hotel, BookingCommand, BookingEvent> bookings = new Service<>(
            new HotelRules(),
            Wires.BOOKING,
            new HotelStateFormat(),
            List.of(BOOKING_REQUESTS.name(), PAYMENT_EVENTS.name()),
            BOOKING_EVENTS.name(),
            log);
    private final Service<HotelPayments, PaymentCommand, PaymentEvent> payments;
    private Post post = Post.USUAL;
    private long asked;

    World() {
        var standings = new Standings();
        var gateways = GatewayChoice.always("simulator");
        payments = new Service<>(
                new PaymentDeciderAdapter(PaymentTimes.USUAL, standings, gateways),
                Wires.PAYMENT,
                new PaymentStateFormat(PaymentTimes.USUAL, standings, gateways),
                List.of(BOOKING_EVENTS.name(), PAYMENT_REQUESTS.name(), BANK_ANSWERS.name()),
                PAYMENT_EVENTS.name(),
                log);
    }

    Instant now() {
        return clock.now();
    }

    Log log() {
        return log;
    }

    VirtualBank bank() {
        return bank;
    }

    Service<Hotel, BookingCommand, BookingEvent> bookings() {
        return bookings;
    }

    Service<HotelPayments, PaymentCommand, PaymentEvent> payments() {
        return payments;
    }

    /** From now on this becomes of instructions to the bank. */
    void instructions(Worker.Fate fate) {
        worker.fate(fate);
    }

    /** From now on this becomes of the bank's notifications. */
    void notifications(Post other) {
        post = other;
    }

    /** Names of requests and bookings, the same in every run. */
    UUID newId() {
        return new UUID(0x4000, 0x8000_0000_0000_0000L | ++asked);
    }

    /** Asks for something, as anybody may. */
    void ask(Topic topic, String hotelId, SpecificRecord request) {
        log.append(topic.name(), hotelId, Wires.encode(topic, request), new RecordHeaders(), clock.now());
    }

    private void post(LedgerEntry.Noticed noticed, Duration usual) {
        for (var way : post.of(noticed, usual)) {
            if (way.isZero()) {
                deliver(noticed);
            } else {
                clock.at(clock.now().plus(way), () -> deliver(noticed));
            }
        }
    }

    private void deliver(LedgerEntry.Noticed noticed) {
        var record = Wires.noticed(noticed, clock.now());
        log.append(record.topic(), new String(record.key(), UTF_8), record.value(), record.headers(), clock.now());
    }

    /** Lets time pass, and everything happen that is due in it. */
    void pass(Duration duration) {
        var until = clock.now().plus(duration);
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            if (step()) {
                continue;
            }
            var next = next();
            if (next.isAfter(until)) {
                clock.moveTo(until);
                return;
            }
            clock.moveTo(next);
        }
        throw new AssertionError("it goes on for ever");
    }

    /** Lets pass what a call to the bank and everything that follows from it takes, and no timer of ours. */
    void settle() {
        pass(Duration.ofSeconds(1));
    }

    private boolean step() {
        return bookings.read(clock.now())
                || payments.read(clock.now())
                || worker.read()
                || clock.step()
                || bank.passTime()
                || bookings.passTime(clock.now())
                || payments.passTime(clock.now());
    }

    private Instant next() {
        var next = clock.next();
        for (var other : List.of(bank.nextDue(), bookings.nextDueAt(), payments.nextDueAt())) {
            next = other.isBefore(next) ? other : next;
        }
        return next;
    }

    /** Whether nothing happens by itself before this. */
    boolean isQuietUntil(Instant time) {
        return !next().isBefore(time);
    }

    /** Both services are restarted, from their logs and from their snapshots. */
    void restart() {
        bookings.restart();
        payments.restart();
        bookings.restartFromSnapshots();
        payments.restartFromSnapshots();
    }
}
