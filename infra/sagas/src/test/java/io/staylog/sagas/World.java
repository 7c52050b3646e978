package io.staylog.sagas;

import static io.staylog.schemas.Topics.BANK_ANSWERS;
import static io.staylog.schemas.Topics.BOOKING_EVENTS;
import static io.staylog.schemas.Topics.BOOKING_REQUESTS;
import static io.staylog.schemas.Topics.PAYMENT_EVENTS;
import static io.staylog.schemas.Topics.PAYMENT_REQUESTS;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.post.BankLetter;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.HotelRules;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.payment.bank.BankCallWire;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.WorkerDoor;
import io.staylog.payment.bank.simulator.SimulatorDoor;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.PaymentStateFormat;
import io.staylog.payment.stream.PaymentWire;
import io.staylog.payment.stream.Standings;
import io.staylog.payment.web.NoticeDoor;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    private static final String SECRET = "not a secret";
    private static final RegistryDouble REGISTRY = RegistryDouble.withOurSchemas();
    private static final SchemaRegistry SCHEMAS = new SchemaRegistry(REGISTRY.url());
    private static final EventSerializer WRITER = new EventSerializer(SCHEMAS);
    private static final BookingWire BOOKING_WIRE = new BookingWire(SCHEMAS, WRITER);
    private static final PaymentWire PAYMENT_WIRE = new PaymentWire(SCHEMAS, WRITER, new SimpleMeterRegistry());
    private static final WorkerDoor WORKER_WIRE = new WorkerDoor(new BankCallWire(SCHEMAS, WRITER));
    private static final SimulatorDoor GATEWAY = gateway();

    // More than any day of any path needs; a decision that leads to itself for ever would never end.
    private static final int STEPS_MAX = 200_000;

    private final Clockwork clock = new Clockwork(BEGIN);
    private final Log log = new Log(SCHEMAS);
    private final VirtualBank bank = new VirtualBank(clock, this::post);
    private final Worker worker = new Worker(WORKER_WIRE, bank, clock, log);
    private final Service<Hotel, BookingCommand, BookingEvent> bookings = new Service<>(
            new HotelRules(),
            BOOKING_WIRE,
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
                PAYMENT_WIRE,
                new PaymentStateFormat(PaymentTimes.USUAL, standings, gateways),
                List.of(BOOKING_EVENTS.name(), PAYMENT_REQUESTS.name(), BANK_ANSWERS.name()),
                PAYMENT_EVENTS.name(),
                log);
    }

    private static SimulatorDoor gateway() {
        try {
            return new SimulatorDoor(Files.createTempDirectory("sagas"), SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        log.append(topic.name(), hotelId, WRITER.encode(topic.name(), request), new RecordHeaders(), clock.now());
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
        var letter = BankLetter.of(noticed, SECRET, clock.now());
        var heard = GATEWAY.hear(letter.header(), letter.signature(), letter.body(), clock.now());
        if (!(heard instanceof BankNotice notice)) {
            throw new AssertionError("our own bank is not understood: " + heard);
        }
        var hotel = notice.subject().hotelId();
        var record = NoticeDoor.record(notice);
        var type = record.getSchema().getFullName();
        var headers = EventHeaders.of("notification/" + noticed.id(), type, "payment-service", clock.now(), hotel);
        log.append(BANK_ANSWERS.name(), hotel, WRITER.encode(BANK_ANSWERS.name(), record), headers, clock.now());
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
