package io.staylog.sagas.simulation;

import static io.staylog.schemas.Topics.BOOKING_EVENTS;
import static io.staylog.schemas.Topics.PAYMENT_EVENTS;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.sagas.Books;
import io.staylog.sagas.Desk;
import io.staylog.sagas.Ending;
import io.staylog.sagas.Labels;
import io.staylog.sagas.Story;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What follows once nothing is disturbed any more: everybody leaves, a person deals with the rest, and the accounts are drawn up. */
final class Closing {
    private static final int DAYS_AHEAD = 10;
    private static final int DAYS_AFTER = 30;
    // What a person says may lead to another call to the bank, and that to another question.
    private static final int ROUNDS = 4;
    private static final int STEPS_OF_OURS = 10_000_000;

    private final Simulation simulation;
    private final Reader reader;
    private int step = STEPS_OF_OURS;

    Closing(Simulation simulation) {
        this.simulation = simulation;
        this.reader = new Reader(simulation.logs());
    }

    void run() {
        simulation.heal();
        leave();
        endings().forEach(ending -> require("everything ends well, or a person knows", ending.wrong()));
        // Before a person has said that he is done with what the bank would not do: that is not on the log of money.
        Judge.judge(simulation, reader);
        for (int round = 0; round < ROUNDS; round++) {
            dealWithAll();
        }
        simulation.heal();
        endings().forEach(ending -> require("everything ends well", ending.wrongAtLast()));
        requireEmptyHouses();
        simulation.money().see(simulation.bank().ledger());
        if (!simulation.isQuietUntil(simulation.clock().now().plus(Duration.ofDays(1)))) {
            throw new BrokenRule(
                    "nothing is under way in the end", simulation.clock().now().toString());
        }
    }

    private static void require(String rule, List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new BrokenRule(rule, String.join("\n", wrong));
        }
    }

    private void leave() {
        var last = Desk.FIRST_DAY;
        for (int hotel = 0; hotel < Simulation.HOTELS; hotel++) {
            var day = today(hotel);
            last = day.isAfter(last) ? day : last;
        }
        last = last.plusDays(DAYS_AHEAD);
        for (boolean isOver = false; !isOver; ) {
            isOver = true;
            for (int hotel = 0; hotel < Simulation.HOTELS; hotel++) {
                if (today(hotel).isBefore(last)) {
                    simulation.perform(new Step.NextDay(++step, hotel, step));
                    isOver = false;
                }
            }
            simulation.live(Duration.ofDays(1));
        }
        for (int hotel = 0; hotel < Simulation.HOTELS; hotel++) {
            simulation.desks().leave(++step, hotel, simulation.hotel(hotel));
        }
        simulation.live(Duration.ofDays(DAYS_AFTER));
    }

    private LocalDate today(int hotel) {
        return Objects.requireNonNull(simulation.hotel(hotel).businessDate());
    }

    private List<Ending> endings() {
        var bank = Books.ofBank(simulation.bank());
        return Story.all(reader.events(BOOKING_EVENTS.name(), PAYMENT_EVENTS.name())).values().stream()
                .map(story -> Ending.of(story, bank))
                .toList();
    }

    private Desk desk(Story story) {
        var hotel = Objects.toString(Labels.field(story.events().getFirst(), "hotelId"));
        return simulation.desks().of(++step, Integer.parseInt(hotel.substring(hotel.indexOf('-') + 1)));
    }

    /** A person looks into the bank's ledger and says what he has seen, pays cash, and is done with it. */
    private void dealWithAll() {
        for (var ending : endings()) {
            ending.attention().forEach(payment -> resolve(ending.story(), payment));
        }
        simulation.live(Duration.ofSeconds(2));
        for (var ending : endings()) {
            payBack(ending);
            ending.attention().forEach(payment -> desk(ending.story()).acknowledge(payment));
        }
        simulation.live(Duration.ofDays(2));
    }

    private void resolve(Story story, UUID payment) {
        for (var event : story.events().reversed()) {
            if (event.getSchema().getName().equals("PaymentAttemptStarted")
                    && payment.equals(Labels.id(event, "paymentId"))) {
                resolve(story, payment, event);
                return;
            }
        }
    }

    private void resolve(Story story, UUID payment, SpecificRecord started) {
        int attemptNo = (Integer) Objects.requireNonNull(Labels.field(started, "attemptNo"));
        var reference = payment + ":" + attemptNo;
        var done = simulation.bank().ledger().stream()
                .filter(entry -> entry instanceof LedgerEntry.Moved
                        && entry.subject().merchantReference().equals(reference))
                .findFirst();
        var outcome = done.isPresent() ? ResolvedOutcome.APPROVED : ResolvedOutcome.DECLINED;
        var atTheBank = done.map(it -> it.subject().pspReference()).orElse("");
        desk(story).resolve(payment, attemptNo, outcome, Objects.requireNonNull(atTheBank));
    }

    private void payBack(Ending ending) {
        long due = -ending.openMinor();
        for (var payment : due > 0 ? ending.story().payments() : List.<UUID>of()) {
            var books = Books.ofEvents(ending.story().events().stream()
                    .filter(event -> payment.equals(Labels.id(event, "paymentId")))
                    .toList());
            long back = Math.min(due, books.net() - books.byHand());
            if (back > 0) {
                desk(ending.story()).refundByHand(payment, back);
                due -= back;
            }
        }
    }

    private void requireEmptyHouses() {
        for (int number = 0; number < Simulation.HOTELS; number++) {
            var hotel = simulation.hotel(number);
            for (int night = 0; night < DAYS_AHEAD; night++) {
                long free = hotel.available(Desk.DOUBLE, today(number).plusDays(night));
                if (free != Simulation.ROOMS) {
                    throw new BrokenRule(
                            "who has left takes no room",
                            free + " rooms of " + hotel.id() + " are free in " + night + " days");
                }
            }
        }
    }
}
