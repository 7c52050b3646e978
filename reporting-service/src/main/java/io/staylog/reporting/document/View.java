package io.staylog.reporting.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What templates are given: texts that are ready to be set. Public, because the template engine reads them by reflection. */
public final class View {
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_]{18,}");

    private View() {}

    /**
     * A text.
     *
     * @param dir rtl where its first letter is of a script that runs from right to left
     */
    public record Text(String text, String dir) {}

    /** Title of a column; {@code kind} is num or text, {@code width} a share of the whole in percent. */
    public record Head(String label, String kind, int width) {}

    /**
     * A cell; {@code kind} is num or text.
     *
     * @param link where what stands behind it is shown; null where nowhere
     */
    public record Cell(Text text, String kind, @Nullable Link link) {
        Cell(Text text, String kind) {
            this(text, kind, null);
        }
    }

    /** An address, and what is there, for those who hear the page. */
    public record Link(String address, String words) {}

    /** A link; none where there is no address. */
    static @Nullable Link link(@Nullable String address, String words) {
        return address == null ? null : new Link(address, words);
    }

    /** A row; its first cell names it. {@code kind} is empty, total, or group for one that only has a title. */
    public record Row(List<Cell> cells, String kind) {}

    /** A table; {@code empty} is what stands there if there are no rows. */
    public record Grid(String title, List<Head> heads, List<Row> rows, String empty) {}

    /** A pair of a word and its value. */
    public record Fact(String label, Text value) {}

    /** A chart and its words; the SVG goes to the page as it is. */
    public record Figure(String svg, String caption) {}

    static Text text(@Nullable String text) {
        var shown = breakable(Shown.text(text));
        return new Text(shown, direction(shown));
    }

    static Fact fact(String label, @Nullable String value) {
        return new Fact(label, text(value));
    }

    static Head name(String label, int width) {
        return new Head(label, "text", width);
    }

    static Head number(String label, int width) {
        return new Head(label, "num", width);
    }

    /** A row under these titles, whose cells take the kind of their column. */
    static Row row(List<Head> heads, String kind, String... texts) {
        var cells = new ArrayList<Cell>(heads.size());
        for (int i = 0; i < texts.length; i++) {
            cells.add(new Cell(text(texts[i]), heads.get(i).kind()));
        }
        return new Row(List.copyOf(cells), kind);
    }

    /** The same row with a link on some of its columns; cells without a value get none. */
    static Row linked(Row row, @Nullable Link link, int... columns) {
        if (link == null) {
            return row;
        }
        var cells = new ArrayList<>(row.cells());
        for (int column : columns) {
            var cell = cells.get(column);
            if (!cell.text().text().isEmpty() && !cell.text().text().equals(Shown.NOTHING)) {
                cells.set(column, new Cell(cell.text(), cell.kind(), link));
            }
        }
        return new Row(List.copyOf(cells), row.kind());
    }

    /** A line may end after an underscore of a long word: ids of room types and rate plans are such. */
    private static String breakable(String text) {
        return LONG_WORD.matcher(text).replaceAll(word -> word.group().replace("_", "_\u200B"));
    }

    private static String direction(String text) {
        for (int c : text.codePoints().toArray()) {
            switch (Character.getDirectionality(c)) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> {
                    return "ltr";
                }
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> {
                    return "rtl";
                }
                default -> {}
            }
        }
        return "ltr";
    }
}
