package io.staylog.cli.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.staylog.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rooms of each class a hotel has.
 *
 * @param rooms by hotel and class
 */
record Capacity(Map<DatasetHotel, SortedMap<String, Integer>> rooms) {

    SortedMap<String, Integer> of(DatasetHotel hotel) {
        return rooms.getOrDefault(hotel, new TreeMap<>());
    }

    /** The peak on the books: the fewest rooms that refuse nobody. */
    static Capacity peak(List<DatasetRow> rows, List<Step> order) {
        var peaks = new EnumMap<DatasetHotel, SortedMap<String, Integer>>(DatasetHotel.class);
        var sold = new HashMap<Night, Integer>();
        for (var step : order) {
            var row = rows.get(step.row());
            switch (step.command()) {
                case PLACE -> {
                    var types = peaks.computeIfAbsent(row.hotel(), _ -> new TreeMap<>());
                    types.merge(row.roomType(), change(sold, row, row.arrival(), 1), Math::max);
                }
                case CANCEL -> change(sold, row, row.arrival(), -1);
                // The first night stays taken: the guest pays for it and might still come.
                case NO_SHOW -> change(sold, row, row.arrival().plusDays(1), -1);
                case CHECK_IN, CHECK_OUT, CHECK_OUT_DAY_USE -> {}
            }
        }
        return new Capacity(peaks);
    }

    private record Night(DatasetHotel hotel, String roomType, LocalDate date) {}

    /** Takes or gives back the nights from a date on; the highest number sold on any of them. */
    private static int change(Map<Night, Integer> sold, DatasetRow row, LocalDate from, int by) {
        int highest = 0;
        for (var date = from; date.isBefore(row.departure()); date = date.plusDays(1)) {
            int now = sold.merge(new Night(row.hotel(), row.roomType(), date), by, Integer::sum);
            highest = Math.max(highest, now);
        }
        return highest;
    }

    /**
     * Reads a file with the columns hotel, room_type and rooms.
     *
     * @throws Failure naming the line and what is wrong with it
     */
    static Capacity read(Path file) {
        var read = new EnumMap<DatasetHotel, SortedMap<String, Integer>>(DatasetHotel.class);
        try (var csv = CsvReader.builder().ofNamedCsvRecord(DatasetFile.open(file))) {
            for (var line : csv) {
                try {
                    var hotel = DatasetHotel.labelled(line.getField("hotel"));
                    read.computeIfAbsent(hotel, _ -> new TreeMap<>())
                            .put(line.getField("room_type"), Integer.parseUnsignedInt(line.getField("rooms")));
                } catch (Failure | NumberFormatException | NoSuchElementException e) {
                    throw Failure.usage(file + " line " + line.getStartingLineNumber() + ": " + e.getMessage());
                }
            }
        } catch (IOException | CsvParseException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        }
        return new Capacity(read);
    }
}
