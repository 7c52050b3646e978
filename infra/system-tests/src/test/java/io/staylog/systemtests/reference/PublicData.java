package io.staylog.systemtests.reference;

import java.util.List;

/**
 * The public data set and the rooms that refuse nobody.
 *
 * @param rows the bookings
 * @param steps what is asked about them, in order
 * @param enough as many rooms as were ever on the books
 */
record PublicData(List<Row> rows, List<Step> steps, Capacity enough) {
    /** Reads it; the test is skipped where it is absent. */
    static PublicData read() {
        var rows = Row.readAll(DataFiles.file("hotel_bookings.csv.gz"));
        return new PublicData(rows, Step.inOrder(rows), Capacity.read(DataFiles.file("capacity_A.csv")));
    }
}
