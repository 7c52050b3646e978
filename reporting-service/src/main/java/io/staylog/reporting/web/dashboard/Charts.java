package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Board;
import io.staylog.reporting.report.Board.Night;
import io.staylog.reporting.report.Board.TypeNights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Works out where the shapes of charts are; templates only write them down. */
public final class Charts {
    private static final int BLOCK_NIGHTS = 30;
    private static final int CELL = 10;
    private static final int LABELS = 44;
    private static final int LINE_HEIGHT = 40;
    private static final double TURN = 100;
    private static final long[] LEVELS = {1, 30, 50, 70, 85, 100};

    private Charts() {}

    /** A cell of the heat map: how full, from 0 to 6, and 7 where there is more than there can be. */
    public record Cell(int y, int level) {}

    /** One night of the heat map, all room types. */
    public record Column(int x, LocalDate night, String label, boolean weekend, List<Cell> cells) {}

    /** The name of a room type, beside its cells. */
    public record RowLabel(int y, String text) {}

    /** A month of nights. */
    public record Block(LocalDate from, LocalDate to, String viewBox, List<RowLabel> rows, List<Column> columns) {}

    /** A bar that is so many hundredths of the longest one. */
    public record Bar(String label, String slug, long value, double length) {}

    /** The heat map, in blocks of 30 nights. */
    static List<Block> heatMap(List<TypeNights> types, Words words) {
        var blocks = new ArrayList<Block>();
        int nights = types.isEmpty() ? 0 : types.getFirst().nights().size();
        for (int first = 0; first < nights; first += BLOCK_NIGHTS) {
            blocks.add(block(types, first, Math.min(nights, first + BLOCK_NIGHTS), words));
        }
        return blocks;
    }

    private static Block block(List<TypeNights> types, int first, int end, Words words) {
        var rows = new ArrayList<RowLabel>();
        for (int row = 0; row < types.size(); row++) {
            rows.add(
                    new RowLabel(row * CELL + CELL - 2, shortened(types.get(row).roomTypeId())));
        }
        var columns = new ArrayList<Column>();
        for (int i = first; i < end; i++) {
            columns.add(column(types, i, LABELS + (i - first) * CELL, words));
        }
        var viewBox = "0 0 " + (LABELS + BLOCK_NIGHTS * CELL) + " " + (types.size() * CELL + CELL);
        return new Block(columns.getFirst().night(), columns.getLast().night(), viewBox, rows, columns);
    }

    private static String shortened(String text) {
        return text.length() <= 7 ? text : text.substring(0, 6) + "…";
    }

    private static Column column(List<TypeNights> types, int index, int x, Words words) {
        var cells = new ArrayList<Cell>();
        long taken = 0;
        long rooms = 0;
        for (int row = 0; row < types.size(); row++) {
            var night = types.get(row).nights().get(index);
            cells.add(new Cell(row * CELL, level(night)));
            taken += night.taken();
            rooms += night.rooms();
        }
        var night = types.getFirst().nights().get(index).night();
        var label = words.day(night) + ": " + taken + " of " + rooms + " rooms, " + words.share(taken, rooms);
        boolean weekend = night.getDayOfWeek().getValue() == 1;
        return new Column(x, night, label, weekend, cells);
    }

    /** How full a night is, as a step of the colours. */
    static int level(Night night) {
        if (night.taken() > night.rooms()) {
            return LEVELS.length + 1;
        }
        long pct = night.rooms() == 0 ? 0 : 100 * night.taken() / night.rooms();
        int level = 0;
        while (level < LEVELS.length && pct >= LEVELS[level]) {
            level++;
        }
        return level;
    }

    /** Bars of channels. */
    static List<Bar> channels(Board board) {
        long most =
                board.channels().stream().mapToLong(Board.Slice::bookings).max().orElse(1);
        return board.channels().stream()
                .map(s -> new Bar(s.channel(), s.channel(), s.bookings(), TURN * s.bookings() / most))
                .toList();
    }

    /** Bars of lead time. */
    static List<Bar> leads(Board board) {
        long most = Math.max(
                1, board.leads().stream().mapToLong(Board.Lead::bookings).max().orElse(1));
        return board.leads().stream()
                .map(l -> new Bar(l.label(), String.valueOf(l.bucket()), l.bookings(), TURN * l.bookings() / most))
                .toList();
    }

    /** The points of a line over a width of 100 steps. */
    static String line(List<Double> values) {
        double most = Math.max(
                1, values.stream().mapToDouble(Double::doubleValue).max().orElse(1));
        var points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = values.size() < 2 ? 0 : TURN * i / (values.size() - 1);
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x, LINE_HEIGHT - (LINE_HEIGHT - 2) * values.get(i) / most));
        }
        return points.toString().strip();
    }

    /** How much of a circle of 100 steps a percentage is. */
    public static String arc(java.math.@Nullable BigDecimal pct) {
        double steps = pct == null ? 0 : Math.clamp(pct.doubleValue(), 0, TURN);
        return String.format(Locale.ROOT, "%.1f %.1f", steps, TURN);
    }
}
