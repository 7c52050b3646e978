package io.staylog.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A plot as a picture: lines with a mark at each value, and a legend. */
final class SvgPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 80;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 55;
    private static final int STEPS = 5;
    private static final List<String> COLOURS =
            List.of("#0b6e8a", "#c2410c", "#4d7c0f", "#7e22ce", "#b91c1c", "#57534e", "#0369a1", "#a16207");

    private final Report.Plot plot;
    private final Scale x;
    private final Scale y;
    private final StringBuilder svg = new StringBuilder();

    private SvgPlot(Report.Plot plot) {
        this.plot = plot;
        this.x = Scale.over(plot.x(), values(plot, Series.Point::x));
        this.y = Scale.over(plot.y(), values(plot, Series.Point::y));
    }

    static String of(Report.Plot plot) {
        return new SvgPlot(plot).draw();
    }

    /** Where values stand on an axis. */
    record Scale(boolean logarithmic, double from, double to) {
        static Scale over(Axis axis, List<Double> values) {
            double max = values.stream().mapToDouble(it -> it).max().orElse(1);
            double min = values.stream().mapToDouble(it -> it).min().orElse(0);
            if (axis.logarithmic()) {
                double from = Math.floor(Math.log10(min));
                return new Scale(true, from, Math.max(Math.ceil(Math.log10(max)), from + 1));
            }
            return new Scale(false, Math.min(0, min), max <= 0 ? 1 : roundUp(max));
        }

        /** From 0 at the beginning to 1 at the end. */
        double place(double value) {
            return ((logarithmic ? Math.log10(value) : value) - from) / (to - from);
        }

        List<Double> marks() {
            var marks = new ArrayList<Double>();
            if (logarithmic) {
                for (double power = from; power <= to; power++) {
                    marks.add(Math.pow(10, power));
                }
            } else {
                for (int i = 0; i <= STEPS; i++) {
                    marks.add(from + (to - from) * i / STEPS);
                }
            }
            return marks;
        }

        private static double roundUp(double value) {
            double unit = Math.pow(10, Math.floor(Math.log10(value)));
            for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10}) {
                if (value <= step * unit) {
                    return step * unit;
                }
            }
            return value;
        }
    }

    private static List<Double> values(Report.Plot plot, ToDoubleFunction<Series.Point> coordinate) {
        return plot.series().stream()
                .flatMap(series -> series.points().stream())
                .map(coordinate::applyAsDouble)
                .toList();
    }

    private String draw() {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" role=\"img\">",
                WIDTH, HEIGHT);
        line("<title>%s</title>", escape(plot.title()));
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        line("<text x=\"%d\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>", LEFT, escape(plot.title()));
        axes();
        for (int i = 0; i < plot.series().size(); i++) {
            series(plot.series().get(i), i);
        }
        line("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (double mark : y.marks()) {
            double at = down(mark);
            line("<path d=\"M%d %.1fH%d\" stroke=\"#d6d3d1\"/>", LEFT, at, WIDTH - RIGHT);
            line("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, at + 4, Numbers.text(mark));
        }
        for (double mark : x.marks()) {
            double at = across(mark);
            line("<path d=\"M%.1f %dv5\" stroke=\"#57534e\"/>", at, HEIGHT - BOTTOM);
            line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    at, HEIGHT - BOTTOM + 19, Numbers.text(mark));
        }
        line("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#57534e\"/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
        int middle = (LEFT + WIDTH - RIGHT) / 2;
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                middle, HEIGHT - 14, escape(plot.x().label()));
        int half = (TOP + HEIGHT - BOTTOM) / 2;
        line(
                "<text x=\"16\" y=\"%1$d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %1$d)\">%2$s</text>",
                half, escape(plot.y().label()));
    }

    private void series(Series series, int index) {
        var colour = COLOURS.get(index % COLOURS.size());
        var path = new StringBuilder();
        for (var point : series.points()) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", across(point.x()), down(point.y())));
        }
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
        for (var point : series.points()) {
            line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", across(point.x()), down(point.y()), colour);
        }
        int at = TOP + 10 + index * 20;
        line("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>", WIDTH - RIGHT + 15, at, colour);
        line("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 33, at + 6, escape(series.name()));
    }

    private double across(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    // The annotation it asks for would need a library.
    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
