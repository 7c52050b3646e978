package io.staylog.sagas;

import io.staylog.banksimulator.bank.LedgerEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, the bank's ledger and our books agree at the end, and nobody has paid twice; {@code -Dseed=} repeats one. */
class RandomSeasonTest {
    private static final long RUNS = Long.getLong("runs", 100);

    static LongStream seeds() {
        var wanted = Long.getLong("seed");
        return wanted == null ? LongStream.range(0, RUNS) : LongStream.of(wanted);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bank_and_books_agree_at_the_end_and_everybody_has_paid_what_he_owes(long seed) {
        var season = new RandomSeason(seed);
        var world = season.rio().world();
        var checks = new SoftAssertions();
        try {
            season.live().end();
            world.restart();
            for (var booking : season.bookings()) {
                checks.assertThat(Ending.of(world, booking).wrong()).isEmpty();
            }
            season.dealWithTheRest();
            world.restart();
            for (var booking : season.bookings()) {
                checks.assertThat(Ending.of(world, booking).wrongAtLast()).isEmpty();
            }
            checkBank(world.bank(), checks);
            for (int night = 0; night < 20; night++) {
                var date = season.rio().today().plusDays(night);
                checks.assertThat(season.rio().freeRooms(date))
                        .as("free on %s", date)
                        .isEqualTo(RandomSeason.ROOMS);
            }
            checks.assertThat(world.isQuietUntil(world.now().plus(Duration.ofDays(1))))
                    .as("nothing is under way any more")
                    .isTrue();
            checks.assertAll();
        } catch (Throwable e) {
            if (Long.getLong("seed") != null) {
                season.script().forEach(System.out::println);
            }
            throw new AssertionError("repeat it with -Dseed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** However often it was told, the bank has done each thing once. */
    private static void checkBank(VirtualBank bank, SoftAssertions checks) {
        var done = new HashSet<String>();
        for (var entry : bank.ledger()) {
            if (entry instanceof LedgerEntry.Moved moved) {
                var what = moved.effect() + " " + moved.subject().merchantReference();
                checks.assertThat(done.add(what)).as(what).isTrue();
            }
        }
    }
}
