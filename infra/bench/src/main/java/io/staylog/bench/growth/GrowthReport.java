package io.staylog.bench.growth;

import io.staylog.bench.Axis;
import io.staylog.bench.Relation;
import io.staylog.bench.Report;
import io.staylog.bench.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Tells what stayed and what grew. */
record GrowthReport(Report report, List<Measured> all) {
    // What stays the same varies as much from one measurement to the next on a machine that does other things as well.
    private static final double FLAT_RATIO_MAX = 1.5;
    private static final double THOUSAND = 1_000;

    void tell(int hotels, int guestsPerDay, int days) {
        report.note(
                ("The past: %d hotels in which %d guests a day walk in, leave the next day, and the date is closed; one in"
                                + " four has a profile with a name. 1x is %d days, as a hotel remembers what ended for 30; each"
                                + " longer past is reached by living on. Restarts come first, then everything is called once to warm"
                                + " it up, then measured. Milliseconds, unless the name says otherwise.")
                        .formatted(hotels, guestsPerDay, days));
        table("What must not grow", Measured::flat, true);
        table("What grows, and by how much for 1,000 guests more", Measured::growing, false);
        var last = all.getLast();
        last.flat().forEach((name, value) -> {
            var first = comparable(name);
            if (!name.endsWith("p95") && first.times() < last.times()) {
                report.target(
                        "growth." + id(name),
                        "%s: %dx against %dx".formatted(name, last.times(), first.times()),
                        value / of(first.flat(), name),
                        Relation.AT_MOST,
                        FLAT_RATIO_MAX);
            }
        });
        plot();
    }

    /** The shortest past that can be compared with the longest. */
    private Measured comparable(String name) {
        return all.stream()
                .filter(measured ->
                        !name.startsWith(Measuring.DAILY_REPORT) || measured.times() >= GrowthStudy.TIMES_TWO_YEARS)
                .findFirst()
                .orElseGet(all::getLast);
    }

    private void table(String title, Function<Measured, Map<String, Double>> figures, boolean isFlat) {
        var columns = new ArrayList<>(List.of(""));
        all.forEach(measured -> columns.add("%dx (%,d guests)".formatted(measured.times(), measured.guests())));
        columns.add(isFlat ? "last/first (daily report: last/%dx)".formatted(GrowthStudy.TIMES_TWO_YEARS) : "slope");
        var rows = new ArrayList<List<String>>();
        var first = all.getFirst();
        var last = all.getLast();
        for (var name : figures.apply(first).keySet()) {
            var row = new ArrayList<>(List.of(name));
            all.forEach(measured -> row.add(text("%.2f", of(figures.apply(measured), name))));
            double from = of(figures.apply(isFlat ? comparable(name) : first), name);
            double to = of(figures.apply(last), name);
            double slope = (to - from) / (last.guests() - first.guests()) * THOUSAND;
            row.add(isFlat ? text("%.2f", to / from) : text("%.4f", slope));
            rows.add(row);
            if (!isFlat) {
                report.figure("growth.slope." + id(name), name + ", for 1,000 guests more", slope, "");
            }
        }
        report.table(title, columns, rows);
    }

    private void plot() {
        var series = all.getFirst().flat().keySet().stream()
                .filter(name -> name.endsWith("p50"))
                .map(name -> new Series(
                        name,
                        all.stream()
                                .map(measured -> new Series.Point(measured.guests(), of(measured.flat(), name)))
                                .toList()))
                .toArray(Series[]::new);
        report.plot(
                "By the length of the past",
                Axis.logarithmic("guests who have stayed"),
                Axis.logarithmic("ms"),
                series);
    }

    private static double of(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its formats are written beside their values.
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
