package io.staylog.sagas;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the paths of domain.md 2.5 have in common: a hotel with five rooms, and a line in the table for each. */
abstract class PathTest {
    static final Duration AN_HOUR = Duration.ofHours(1);

    private final Rio rio = Rio.open(5);
    private boolean told;

    final Rio rio() {
        return rio;
    }

    final World world() {
        return rio.world();
    }

    final void pass(long seconds) {
        world().pass(Duration.ofSeconds(seconds));
    }

    final void passMinutes(long minutes) {
        world().pass(Duration.ofMinutes(minutes));
    }

    final Story story(UUID booking) {
        return Story.of(world().log(), booking);
    }

    /** The first payment of a booking. */
    final UUID payment(UUID booking) {
        return story(booking).payment();
    }

    /** How it ended; both services could be restarted now and would know all the same. */
    final Ending path(String name, UUID booking) {
        world().restart();
        var ending = Ending.of(world(), booking);
        PathTable.add(name, ending);
        told = true;
        return ending;
    }

    /** Nothing reaches the bank any more. */
    final void nothingIsDelivered() {
        world().instructions(_ -> List.of());
    }

    final void everythingIsDelivered() {
        world().instructions(Worker.Fate.USUAL);
    }

    @AfterEach
    final void every_path_is_in_the_table() {
        if (!told) {
            throw new AssertionError("this test has put no line into the table");
        }
    }
}
