package io.staylog.bench;

import java.util.ArrayList;
import java.util.List;

/** A named line of a plot. */
public record Series(String name, List<Point> points) {
    /** One value. */
    public record Point(double x, double y) {}

    /** Does not change when the given list does. */
    public Series {
        points = List.copyOf(points);
    }

    /** Values at 1, 2, 3 and so on. */
    public static Series numbered(String name, List<Double> values) {
        var points = new ArrayList<Point>();
        for (var value : values) {
            points.add(new Point(points.size() + 1, value));
        }
        return new Series(name, points);
    }
}
