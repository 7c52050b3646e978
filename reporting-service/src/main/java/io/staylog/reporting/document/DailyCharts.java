package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The two charts of the daily report, with what they show in words. */
final class DailyCharts {
    private static final int CHART_WIDTH = 350;
    private static final int CHART_HEIGHT = 36;
    private static final int BARS_MAX = 4;
    private static final int BAR_HEIGHT = 8;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private DailyCharts() {}

    /** The next nights' occupancy. */
    static View.Figure nights(DailyReportSource source) {
        var nights = source.nextNights();
        if (nights.isEmpty()) {
            return new View.Figure("", "No nights ahead.");
        }
        var values = nights.stream()
                .map(night -> new Chart.Value(
                        night.night() + ": " + Shown.percent(night.occupancyPct()) + " %", share(night.occupancyPct())))
                .toList();
        var first = nights.getFirst();
        var last = nights.getLast();
        var caption = "Occupancy of the next %s nights, %s (%s %%) to %s (%s %%)"
                .formatted(
                        nights.size(),
                        first.night(),
                        Shown.percent(first.occupancyPct()),
                        last.night(),
                        Shown.percent(last.occupancyPct()));
        var spoken = caption + ": "
                + String.join("; ", values.stream().map(Chart.Value::label).toList());
        return new View.Figure(
                Svg.onPaper(Chart.onPaper().columns(spoken, values, CHART_WIDTH, CHART_HEIGHT), spoken), caption);
    }

    /** Where the month's revenue came from, beside the table of it. */
    static View.Figure mix(DailyReportSource source) {
        long largest = source.channels().stream()
                .mapToLong(DailyReportSource.Share::monthRevenueMinor)
                .max()
                .orElse(0);
        if (largest <= 0) {
            return new View.Figure("", "No revenue by channel this month.");
        }
        long all = source.channels().stream()
                .mapToLong(DailyReportSource.Share::monthRevenueMinor)
                .sum();
        var values = source.channels().stream()
                .limit(BARS_MAX)
                .map(share -> new Chart.Value(
                        "%s %s %%"
                                .formatted(
                                        share.name(),
                                        Shown.percent(BigDecimal.valueOf(share.monthRevenueMinor())
                                                .multiply(HUNDRED)
                                                .divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP))),
                        (double) share.monthRevenueMinor() / largest))
                .toList();
        var caption = "Revenue of the month by channel, largest first: "
                + String.join(", ", values.stream().map(Chart.Value::label).toList());
        return new View.Figure(
                Svg.onPaper(Chart.onPaper().bars(caption, values, CHART_WIDTH, BAR_HEIGHT), caption), caption);
    }

    private static double share(@Nullable BigDecimal percent) {
        return percent == null ? 0 : percent.doubleValue() / HUNDRED.doubleValue();
    }
}
