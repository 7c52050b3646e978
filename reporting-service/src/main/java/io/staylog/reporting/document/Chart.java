package io.staylog.reporting.document;

import java.util.List;
import java.util.Locale;

/**
 * Small charts as SVG text, for paper and for pages: presentation attributes and classes only, no style attribute, no script, no
 * text. What a chart shows must also stand beside it in words; its label and the titles of its parts are for screen readers.
 */
public final class Chart {
    private static final double GAP = 0.2;

    private final String ink;
    private final String soft;
    private final String loud;

    /**
     * Colours as SVG knows them; {@code currentColor} follows the page.
     *
     * @param ink what is shown
     * @param soft what it is measured against
     * @param loud what stands out, such as a night that is full
     */
    public Chart(String ink, String soft, String loud) {
        this.ink = ink;
        this.soft = soft;
        this.loud = loud;
    }

    /** On white paper. */
    public static Chart onPaper() {
        return new Chart("#2b6a94", "#e3e9ee", "#b3452c");
    }

    /**
     * One value of a chart.
     *
     * @param label what it is, such as {@code 2016-08-16: 94 %}
     * @param share from 0 to 1 of the whole height; more is drawn as 1 and stands out
     */
    public record Value(String label, double share) {}

    /** Columns on a ground line. */
    public String columns(String label, List<Value> values, int width, int height) {
        var svg = open(label, width, height);
        double step = values.isEmpty() ? width : (double) width / values.size();
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            double x = i * step + step * GAP / 2;
            double full = step * (1 - GAP);
            double high = height * clamp(value.share());
            rect(svg, "chart-ground", soft, x, 0, full, height, "");
            rect(svg, "chart-value", value.share() > 1 ? loud : ink, x, height - high, full, high, value.label());
        }
        return svg.append("</svg>").toString();
    }

    /** Lying bars, one under the other. */
    public String bars(String label, List<Value> values, int width, int rowHeight) {
        var svg = open(label, width, Math.max(1, values.size()) * rowHeight);
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            double y = i * rowHeight + rowHeight * GAP / 2;
            double high = rowHeight * (1 - GAP);
            rect(svg, "chart-ground", soft, 0, y, width, high, "");
            rect(svg, "chart-value", ink, 0, y, width * clamp(value.share()), high, value.label());
        }
        return svg.append("</svg>").toString();
    }

    /** A line over its area. */
    public String sparkline(String label, List<Value> values, int width, int height) {
        var svg = open(label, width, height);
        if (values.size() > 1) {
            var points = new StringBuilder();
            double step = (double) width / (values.size() - 1);
            for (int i = 0; i < values.size(); i++) {
                points.append(number(i * step))
                        .append(',')
                        .append(number(
                                1 + (height - 2) * (1 - clamp(values.get(i).share()))))
                        .append(' ');
            }
            svg.append("<polygon class=\"chart-ground\" fill=\"%s\" points=\"0,%s %s%s,%s\"/>"
                    .formatted(escape(soft), height, points, width, height));
            svg.append("<polyline class=\"chart-line\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                    .formatted(escape(ink), points.toString().trim()));
        }
        return svg.append("</svg>").toString();
    }

    /**
     * A grid of cells, the darker the more.
     *
     * @param rows one list of values for each row; all of the same length
     */
    public String heatMap(String label, List<List<Value>> rows, int cell) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        var svg = open(label, columns * cell, Math.max(1, rows.size()) * cell);
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < rows.get(y).size(); x++) {
                var value = rows.get(y).get(x);
                var colour = value.share() > 1 ? loud : ink;
                svg.append("<rect class=\"chart-cell\" fill=\"%s\" fill-opacity=\"%s\"%s>%s</rect>"
                        .formatted(
                                escape(colour),
                                number(0.06 + 0.94 * clamp(value.share())),
                                place(x * cell, y * cell, cell - 1, cell - 1),
                                title(value.label())));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(String label, int width, int height) {
        return new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" aria-label=\"%s\">"
                        .formatted(width, height, width, height, escape(label)));
    }

    private static void rect(
            StringBuilder svg, String kind, String fill, double x, double y, double w, double h, String label) {
        svg.append("<rect class=\"%s\" fill=\"%s\"%s>%s</rect>"
                .formatted(kind, escape(fill), place(x, y, w, h), title(label)));
    }

    private static String place(double x, double y, double w, double h) {
        return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"".formatted(number(x), number(y), number(w), number(h));
    }

    private static String title(String label) {
        return label.isEmpty() ? "" : "<title>" + escape(label) + "</title>";
    }

    private static double clamp(double share) {
        return Double.isNaN(share) ? 0 : Math.clamp(share, 0, 1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
