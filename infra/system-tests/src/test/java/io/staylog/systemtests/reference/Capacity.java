package io.staylog.systemtests.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Rooms that can be sold, by hotel and room type.
 *
 * @param rooms per hotel and room type
 */
public record Capacity(Map<String, Map<String, Integer>> rooms) {

    /** Reads hotel, room_type, rooms. */
    public static Capacity read(Path csv) {
        var rooms = new TreeMap<String, Map<String, Integer>>();
        for (var field : DataFiles.lines(csv)) {
            rooms.computeIfAbsent(field[0], hotel -> new TreeMap<>()).put(field[1], Integer.parseInt(field[2]));
        }
        return new Capacity(rooms);
    }

    /** Rooms of a type. */
    public int of(String hotel, String roomType) {
        return rooms.get(hotel).get(roomType);
    }

    /** Other numbers for every type. */
    public Capacity each(IntUnaryOperator change) {
        var changed = new TreeMap<String, Map<String, Integer>>();
        rooms.forEach((hotel, types) -> types.forEach((type, count) ->
                changed.computeIfAbsent(hotel, name -> new TreeMap<>()).put(type, change.applyAsInt(count))));
        return new Capacity(changed);
    }

    /** Writes what {@link #read} reads. */
    public void write(Path csv) {
        var text = new StringBuilder("hotel,room_type,rooms\n");
        rooms.forEach((hotel, types) -> types.forEach((type, count) -> text.append(hotel)
                .append(',')
                .append(type)
                .append(',')
                .append(count)
                .append('\n')));
        try {
            Files.writeString(csv, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
