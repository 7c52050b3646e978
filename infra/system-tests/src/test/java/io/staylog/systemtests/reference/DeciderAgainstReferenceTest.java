package io.staylog.systemtests.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.HotelRules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real rules and the reference decide every one of 313,946 commands alike, however many rooms there are. */
class DeciderAgainstReferenceTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int RESTARTS = 20;

    private static PublicData data;

    @BeforeAll
    static void read() {
        data = PublicData.read();
        System.out.println("DeciderAgainstReferenceTest: -Dseed=" + SEED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 90, 70, 50, 0})
    void both_come_to_the_same_with_this_share_of_the_rooms_in_percent(int percent) {
        assertAlike(percent + " %", data.enough().each(rooms -> rooms * percent / 100));
    }

    @Test
    void both_come_to_the_same_with_one_room_of_each_type() {
        assertAlike("one room each", data.enough().each(rooms -> 1));
    }

    @Test
    void both_come_to_the_same_with_any_number_of_rooms_and_restarts_from_snapshots() {
        var random = new Random(SEED);
        var capacity = data.enough().each(rooms -> random.nextInt(rooms + 1));
        var expected = Reference.play(data.rows(), data.steps(), capacity);
        assertSame(DeciderReplay.playWithRestarts(data, capacity, random, RESTARTS), expected);
        print("seed " + SEED, expected);
    }

    private static void assertAlike(String name, Capacity capacity) {
        var expected = Reference.play(data.rows(), data.steps(), capacity);
        assertSame(DeciderReplay.play(data, capacity), expected);
        print(name, expected);
    }

    private static void print(String name, Result result) {
        result.hotels()
                .forEach((hotel, totals) -> System.out.printf(
                        "%s, %s: %,d confirmed, %,d rejected, %,d room nights, revenue %,d, net cash %,d%n",
                        name,
                        hotel,
                        totals.confirmed(),
                        totals.rejected(),
                        totals.roomNights(),
                        totals.revenueMinor(),
                        totals.netCashMinor()));
    }

    private static void assertSame(Result actual, Result expected) {
        for (var row : data.rows()) {
            if (actual.outcomes().get(row.no()) != expected.outcomes().get(row.no())) {
                throw new AssertionError("the rules say %s, the reference %s of %s"
                        .formatted(
                                actual.outcomes().get(row.no()),
                                expected.outcomes().get(row.no()),
                                row));
            }
        }
        assertThat(actual.hotels()).isEqualTo(expected.hotels());
    }

    /** Not a benchmark: one thread, nothing but deciding and folding, in whatever JVM the tests run. */
    @Test
    void deciding_takes_microseconds() {
        var commands = commands();
        decide(commands); // Warms up.
        long before = System.nanoTime();
        int decided = decide(commands);
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf("%,d decisions in %.2f s: %,.0f per second%n", decided, seconds, decided / seconds);
        assertThat(seconds).isLessThan(60);
    }

    private record Timed(String hotel, BookingCommand command, Instant at) {}

    /** With enough rooms nothing is refused, so all commands are known beforehand. */
    private static List<Timed> commands() {
        var commands = new ArrayList<Timed>();
        var hotels = data.enough().rooms().keySet();
        LocalDate today = data.steps().getFirst().date();
        for (var hotel : hotels) {
            for (var command : Commands.setUp(hotel, today, data.enough())) {
                commands.add(new Timed(hotel, command, Commands.atNight(today)));
            }
        }
        for (var step : data.steps()) {
            for (; today.isBefore(step.date()); today = today.plusDays(1)) {
                for (var hotel : hotels) {
                    commands.add(new Timed(hotel, Commands.close(hotel, today), Commands.atNight(today)));
                }
            }
            var row = data.rows().get(step.row());
            commands.add(new Timed(row.hotel(), Commands.of(step, row), Commands.at(step)));
        }
        return commands;
    }

    private static int decide(List<Timed> commands) {
        var rules = new HotelRules();
        Map<String, Hotel> hotels = new HashMap<>();
        int decided = 0;
        for (var timed : commands) {
            var hotel = hotels.computeIfAbsent(timed.hotel(), rules::initialState);
            decided += decide(rules, hotel, timed.command(), timed.at());
        }
        return decided;
    }

    private static int decide(HotelRules rules, Hotel hotel, BookingCommand command, Instant at) {
        int decided = 1;
        for (var event : rules.decide(hotel, command, at)) {
            rules.evolve(hotel, event, at);
            if (event instanceof BookingEvent.PaymentRequested asked && !asked.byMerchant()) {
                var paid = new BookingCommand.ConfirmPaid(asked.bookingId(), asked.paymentId(), asked.amountMinor());
                decided += decide(rules, hotel, paid, at);
            }
        }
        return decided;
    }
}
