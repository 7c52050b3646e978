package io.staylog.systemtests;

import io.staylog.systemtests.reference.Capacity;
import io.staylog.systemtests.reference.DataFiles;
import io.staylog.systemtests.reference.Outcome;
import io.staylog.systemtests.reference.Reference;
import io.staylog.systemtests.reference.Result;
import io.staylog.systemtests.reference.Row;
import io.staylog.systemtests.reference.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * The first bookings of both hotels of the public data set, with far too few rooms, and what must come of them.
 *
 * @param bookings a file in the data set's form
 * @param capacity a file of rooms
 * @param expected by the reference
 */
record Slice(Path bookings, Path capacity, List<Row> rows, Result expected) {
    private static final int BOOKINGS_OF_A_HOTEL = 1_500;
    private static final int ROOMS_DIVIDED_BY = 6;

    /** Writes it; the test is skipped where the data set is absent. */
    static Slice write(Path directory) throws IOException {
        var bookings = directory.resolve("bookings.csv");
        Files.write(bookings, first(DataFiles.text(DataFiles.file("hotel_bookings.csv.gz"))));
        var tight = Capacity.read(DataFiles.file("capacity_A.csv")).each(rooms -> rooms / ROOMS_DIVIDED_BY);
        var capacity = directory.resolve("capacity.csv");
        tight.write(capacity);
        var rows = Row.readAll(bookings);
        return new Slice(bookings, capacity, rows, Reference.play(rows, Step.inOrder(rows), tight));
    }

    private static List<String> first(List<String> lines) {
        var counts = new HashMap<String, Integer>();
        var first = new ArrayList<String>();
        first.add(lines.getFirst());
        for (var line : lines.subList(1, lines.size())) {
            if (counts.merge(line.substring(0, line.indexOf(',')), 1, Integer::sum) <= BOOKINGS_OF_A_HOTEL) {
                first.add(line);
            }
        }
        return first;
    }

    /** About how many requests a replay sends: those about refused bookings are not sent. */
    int requests() {
        return (int) Step.inOrder(rows).stream()
                .filter(step -> step.command() == Step.Command.PLACE
                        || expected.outcomes().get(step.row()) != Outcome.REJECTED)
                .count();
    }

    /** The id under which the replay registers a hotel of the data set. */
    static String hotelId(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
