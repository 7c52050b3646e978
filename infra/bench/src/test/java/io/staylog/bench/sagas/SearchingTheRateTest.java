package io.staylog.bench.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SearchingTheRateTest {
    private static final RateSearch SEARCH = new RateSearch(250, 16_000, 1.1);

    @Test
    void the_highest_sustained_rate_is_found_as_closely_as_asked() {
        for (double limit : new double[] {40, 251, 730, 999, 4_321}) {
            assertThat(SEARCH.run(rate -> rate <= limit)).as("limit %s", limit).isBetween(limit / 1.1, limit);
        }
    }

    @Test
    void the_search_ends_at_the_highest_rate_that_may_be_tried() {
        var tried = new ArrayList<Double>();
        assertThat(SEARCH.run(tried::add)).isEqualTo(16_000);
        assertThat(tried).doesNotHaveDuplicates().endsWith(16_000.0);
    }

    @Test
    void where_no_rate_is_sustained_none_is_found() {
        assertThat(SEARCH.run(rate -> false)).isZero();
    }
}
