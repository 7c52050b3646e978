package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.TokenDoor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every token of the bank's document, in three lives of a booking; the table says what was decided and where the money is. */
class EveryTokenTest {
    private static final Table TABLE = new Table("tokens.md");
    private static final Duration A_WHILE = Duration.ofMinutes(25);
    private static final Duration TO_THE_END = Duration.ofDays(20);

    private final Rio rio = Rio.open(5);

    @AfterAll
    static void table() {
        TABLE.publish();
    }

    static Stream<String> tokens() {
        return TokenDoor.all().stream();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_prepaid_stay_that_is_shortened_ends_with_bank_and_books_agreed(String token) {
        var booking = rio.book(Rio.PREPAID, token, 0, 3);
        actIfAsked(token);
        rio.world().pass(A_WHILE);
        rio.modify(booking, 0, 2);
        rio.world().pass(A_WHILE);
        rio.checkIn(booking);
        rio.goToDay(2);
        rio.checkOut(booking);
        ended(token + " prepaid, shortened, stayed", booking);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_guaranteed_stay_that_is_prolonged_ends_with_bank_and_books_agreed(String token) {
        var booking = rio.book(Rio.CARD, token, 0, 2);
        actIfAsked(token);
        rio.world().pass(A_WHILE);
        rio.modify(booking, 0, 3);
        rio.world().pass(A_WHILE);
        rio.checkIn(booking);
        rio.goToDay(3);
        rio.checkOut(booking);
        ended(token + " guaranteed, prolonged, stayed", booking);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_guaranteed_stay_that_is_cancelled_ends_with_bank_and_books_agreed(String token) {
        var booking = rio.book(Rio.CARD, token);
        actIfAsked(token);
        rio.world().pass(A_WHILE);
        rio.cancel(booking);
        ended(token + " guaranteed, cancelled", booking);
    }

    /** The guest does what his bank wants of him, where it waits for that. */
    private void actIfAsked(String token) {
        rio.world().settle();
        if (token.equals("tok_3ds_manual")) {
            rio.world().bank().act("psp_1", true);
        }
    }

    private void ended(String name, UUID booking) {
        var world = rio.world();
        world.pass(TO_THE_END);
        world.restart();
        var ending = Ending.of(world, booking);
        TABLE.add(name, ending);
        boolean aPersonKnows = !ending.attention().isEmpty();
        assertThat(ending.bill().isOver())
                .as("the booking is over: %s", ending.bill())
                .isTrue();
        assertThat(aPersonKnows || ending.bank().sameAtTheBank(ending.books()))
                .as("bank %s, books %s", ending.bank(), ending.books())
                .isTrue();
        assertThat(ending.openMinor() == 0 || aPersonKnows || ending.isToldOfDebt())
                .as("%d are open, and nobody was told", ending.openMinor())
                .isTrue();
        assertThat(aPersonKnows || ending.openMinor() >= 0)
                .as("nothing is kept from the guest")
                .isTrue();
        nothingTwice(world.bank());
        for (int day = 3; day < 6; day++) {
            assertThat(rio.freeRooms(day)).isEqualTo(5);
        }
    }

    private static void nothingTwice(VirtualBank bank) {
        Set<String> done = new HashSet<>();
        for (var entry : bank.ledger()) {
            if (entry instanceof LedgerEntry.Moved moved) {
                var subject = moved.subject();
                assertThat(done.add(moved.effect() + " " + subject.merchantReference()))
                        .as("%s of %s", moved.effect(), subject.merchantReference())
                        .isTrue();
            }
        }
    }
}
