package io.staylog.systemtests.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.systemtests.reference.Row.Deposit;
import io.staylog.systemtests.reference.Row.Fate;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference refuses whom it should, on examples small enough to check by hand. */
class ReferenceRulesTest {
    private static final LocalDate MAY_1 = LocalDate.parse("2016-05-01");
    private static final LocalDate MAY_2 = MAY_1.plusDays(1);
    private static final LocalDate MAY_3 = MAY_1.plusDays(2);
    private static final LocalDate MAY_4 = MAY_1.plusDays(3);
    private static final Capacity ONE_ROOM = new Capacity(Map.of("City Hotel", Map.of("A", 1)));

    @Test
    void the_last_room_is_sold_once() {
        assertOutcomes(List.of(stays(0, MAY_1, MAY_3), stays(1, MAY_2, MAY_4)), Outcome.CHECKED_OUT, Outcome.REJECTED);
    }

    @Test
    void guests_who_follow_each_other_share_a_room() {
        assertOutcomes(
                List.of(stays(0, MAY_1, MAY_2), stays(1, MAY_2, MAY_3)), Outcome.CHECKED_OUT, Outcome.CHECKED_OUT);
    }

    @Test
    void whoever_uses_a_room_by_day_takes_none() {
        assertOutcomes(
                List.of(stays(0, MAY_1, MAY_2), stays(1, MAY_1, MAY_1)), Outcome.CHECKED_OUT, Outcome.CHECKED_OUT);
    }

    @Test
    void what_is_cancelled_can_be_sold_again_later_the_same_day_or_after() {
        var cancelled = row(0, MAY_1.minusDays(9), MAY_3, MAY_4, Fate.CANCELLED, MAY_1);
        assertOutcomes(
                List.of(
                        cancelled,
                        row(1, MAY_1, MAY_3, MAY_4, Fate.CHECKED_OUT, MAY_4),
                        row(2, MAY_2, MAY_3, MAY_4, Fate.CHECKED_OUT, MAY_4)),
                Outcome.CANCELLED,
                Outcome.REJECTED, // Places come before cancellations on a day.
                Outcome.CHECKED_OUT);
    }

    @Test
    void a_guest_who_does_not_come_frees_the_nights_after_the_first() {
        var noShow = row(0, MAY_1, MAY_1, MAY_4, Fate.NO_SHOW, MAY_1);
        assertOutcomes(
                List.of(noShow, row(1, MAY_2, MAY_2, MAY_4, Fate.CHECKED_OUT, MAY_4)),
                Outcome.NO_SHOW,
                Outcome.CHECKED_OUT);
    }

    @Test
    void a_result_can_be_kept_as_a_file(@TempDir Path directory) {
        var rows = List.of(stays(0, MAY_1, MAY_3), stays(1, MAY_2, MAY_4));
        var result = Reference.play(rows, Step.inOrder(rows), ONE_ROOM);
        var file = directory.resolve("result.json");
        ExpectedResult.write(result, file);
        assertThat(ExpectedResult.read(file)).isEqualTo(result);
    }

    @Test
    void a_capacity_can_be_kept_as_a_file(@TempDir Path directory) {
        var file = directory.resolve("capacity.csv");
        ONE_ROOM.write(file);
        assertThat(Capacity.read(file)).isEqualTo(ONE_ROOM);
    }

    private static void assertOutcomes(List<Row> rows, Outcome... outcomes) {
        assertThat(Reference.play(rows, Step.inOrder(rows), ONE_ROOM).outcomes())
                .containsExactly(outcomes);
    }

    private static Row stays(int no, LocalDate arrival, LocalDate departure) {
        return row(no, MAY_1, arrival, departure, Fate.CHECKED_OUT, departure);
    }

    private static Row row(int no, LocalDate booked, LocalDate arrival, LocalDate departure, Fate fate, LocalDate on) {
        return new Row(no, "City Hotel", "A", booked, arrival, departure, 100, Deposit.NO_DEPOSIT, fate, on, 1);
    }
}
