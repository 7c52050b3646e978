package io.staylog.systemtests.reference;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;

/**
 * One command of the replay.
 *
 * @param date the hotel's business date
 * @param command what is asked; the order of the constants is the order within a day
 * @param row the booking
 */
public record Step(LocalDate date, Command command, int row) {

    /** What is asked, in the order of a day. */
    public enum Command {
        CHECK_OUT(0, "CheckOut", "11:00"),
        PLACE(1, "PlaceBooking", "12:00"),
        CANCEL(2, "CancelBooking", "14:30"),
        CHECK_IN(3, "CheckIn", "15:00"),
        CHECK_OUT_DAY_USE(4, "CheckOut", "18:00"),
        NO_SHOW(5, "MarkNoShow", "23:30");

        private final int phase;
        private final String label;
        private final LocalTime time;

        Command(int phase, String label, String time) {
            this.phase = phase;
            this.label = label;
            this.time = LocalTime.parse(time);
        }

        /** Hotel-local time of day. */
        public LocalTime time() {
            return time;
        }

        private static Command of(int phase, String label) {
            var command = values()[phase];
            if (command.phase != phase || !command.label.equals(label)) {
                throw new IllegalArgumentException("phase " + phase + " is not for " + label);
            }
            return command;
        }
    }

    /** The commands of all bookings in the order in which they are asked. */
    public static List<Step> inOrder(List<Row> rows) {
        return rows.stream()
                .flatMap(Row::steps)
                .sorted(Comparator.comparing(Step::date)
                        .thenComparing(Step::command)
                        .thenComparingInt(Step::row))
                .toList();
    }

    /** The published order. */
    static List<Step> readAll(Path csv) {
        return DataFiles.lines(csv).stream()
                .map(field -> new Step(
                        LocalDate.parse(field[0]),
                        Command.of(Integer.parseInt(field[1]), field[3]),
                        Integer.parseInt(field[2])))
                .toList();
    }
}
