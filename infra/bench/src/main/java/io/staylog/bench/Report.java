package io.staylog.bench;

import java.util.ArrayList;
import java.util.List;

/** What one study has found, in the order in which it says so. */
public final class Report {
    /** One statement of a report. */
    public sealed interface Entry {}

    /** A measured value. */
    public record Figure(String id, String sentence, double value, String unit) implements Entry {}

    /** A measured value that should stand in a relation to a goal. */
    public record Target(String id, String sentence, double value, Relation relation, double goal) implements Entry {
        /** Whether it does. */
        public boolean isMet() {
            return relation.holds(value, goal);
        }
    }

    /** Values in rows. */
    public record Table(String title, List<String> columns, List<List<String>> rows) implements Entry {}

    /** Lines in a picture. */
    public record Plot(String title, Axis x, Axis y, List<Series> series) implements Entry {}

    /** A sentence that a reader needs to judge the rest. */
    public record Note(String text) implements Entry {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * States a measured value.
     *
     * @param id its name among all figures, for programs: {@code study.words}
     */
    public void figure(String id, String sentence, double value, String unit) {
        entries.add(new Figure(id, sentence, value, unit));
    }

    /** States a measured value and what it should be; the report says whether it is. */
    public void target(String id, String sentence, double value, Relation relation, double goal) {
        entries.add(new Target(id, sentence, value, relation, goal));
    }

    /** States values in rows; each row has a cell for each column. */
    public void table(String title, List<String> columns, List<List<String>> rows) {
        for (var row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + title + " has the columns " + columns + ", but a row " + row);
            }
        }
        entries.add(new Table(title, List.copyOf(columns), List.copyOf(rows)));
    }

    /** Draws lines over axes with equal steps. */
    public void plot(String title, String x, String y, Series... series) {
        plot(title, Axis.linear(x), Axis.linear(y), series);
    }

    /** Draws lines. */
    public void plot(String title, Axis x, Axis y, Series... series) {
        entries.add(new Plot(title, x, y, List.of(series)));
    }

    /** Says what a reader needs to judge the rest. */
    public void note(String text) {
        entries.add(new Note(text));
    }

    /** All that was said. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
