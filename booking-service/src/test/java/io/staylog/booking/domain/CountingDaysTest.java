package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CountingDaysTest {
    private static final LocalDate MAY_1 = LocalDate.parse("2027-05-01");

    @Test
    void days_whose_number_has_gone_again_are_not_in_the_picture() {
        var days = new Days(0);
        days.add(MAY_1, 1);
        days.add(MAY_1.plusDays(1), 2);
        days.add(MAY_1.plusDays(2), 1);
        days.add(MAY_1, -1);
        days.add(MAY_1.plusDays(2), -1);
        var fresh = new Days(0);
        fresh.add(MAY_1.plusDays(1), 2);
        assertThat(days.picture()).isEqualTo(fresh.picture());
    }

    @Test
    void a_picture_without_its_first_days_counts_on_as_before() {
        var days = new Days(0);
        days.add(MAY_1, 1);
        days.add(MAY_1, -1);
        days.add(MAY_1.plusDays(1), 2);
        var again = Days.of(0, days.picture());
        again.add(MAY_1, 3);
        assertThat(again.get(MAY_1)).isEqualTo(3);
        assertThat(again.get(MAY_1.plusDays(1))).isEqualTo(2);
        assertThat(again.get(MAY_1.minusDays(1))).isZero();
    }

    /** The same log must come to the same state, whether a snapshot was read on the way or not. */
    @Test
    void a_copy_forgets_the_same_days_as_what_it_is_a_copy_of() {
        for (int years = 0; years < 3; years++) {
            for (int asked = 0; asked < 1_000; asked++) {
                var days = new Days(0);
                days.add(MAY_1, 1);
                days.add(MAY_1.plusDays(700), 1);
                days.add(MAY_1, -1);
                days.add(MAY_1.plusDays(200), 1);
                var copy = Days.of(0, days.picture());
                var date = MAY_1.plusDays(400L * years + asked);
                days.forgetBefore(date);
                copy.forgetBefore(date);
                assertThat(copy.picture()).as("asked on %s", date).isEqualTo(days.picture());
            }
        }
    }

    @Test
    void days_of_the_last_two_months_and_those_to_come_are_never_forgotten() {
        var days = new Days(-1);
        for (int i = 0; i < 2_000; i++) {
            days.set(MAY_1.plusDays(i), i);
            if (i >= 64) {
                days.forgetBefore(MAY_1.plusDays(i));
                assertThat(days.get(MAY_1.plusDays(i - 64L))).isEqualTo(i - 64L);
            }
        }
        assertThat(days.picture().values()).hasSizeBetween(65, 64 + 448 + 1);
    }
}
