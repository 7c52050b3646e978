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
}
