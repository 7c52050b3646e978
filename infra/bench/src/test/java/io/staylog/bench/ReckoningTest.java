package io.staylog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReckoningTest {
    @Test
    void a_median_is_the_value_in_the_middle() {
        assertThat(Numbers.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Numbers.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatThrownBy(() -> Numbers.median(List.of())).hasMessageContaining("no value was measured");
    }

    @Test
    void numbers_have_three_digits_or_their_whole_part() {
        assertThat(List.of(0.012345, 4.5678, 78.94, 12_345.6, 0.0, -3.0))
                .extracting(Numbers::text)
                .containsExactly("0.0123", "4.57", "78.9", "12,346", "0", "-3.00");
    }

    @Test
    void marks_of_an_axis_enclose_its_values() {
        var scale = SvgPlot.Scale.over(Axis.linear("s"), List.of(3.0, 17.0));

        assertThat(scale.marks()).containsExactly(0.0, 4.0, 8.0, 12.0, 16.0, 20.0);
        assertThat(scale.place(10)).isEqualTo(0.5);
    }

    @Test
    void a_logarithmic_axis_has_powers_of_ten() {
        var scale = SvgPlot.Scale.over(Axis.logarithmic("events"), List.of(20.0, 5_000.0));

        assertThat(scale.marks()).containsExactly(10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(scale.place(1_000)).isCloseTo(2 / 3.0, org.assertj.core.data.Offset.offset(1e-9));
    }
}
