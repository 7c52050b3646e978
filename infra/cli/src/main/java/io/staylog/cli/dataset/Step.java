package io.staylog.cli.dataset;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * One command of the data set.
 *
 * @param date the business date
 * @param command what is asked for; its phase orders the day
 * @param row the booking
 */
record Step(LocalDate date, Command command, int row) {
    /** By date, then by phase of the day, then by row. */
    static final Comparator<Step> ORDER = Comparator.comparing(Step::date)
            .thenComparingInt(step -> step.command().phase())
            .thenComparingInt(Step::row);

    /** What can be asked for, in the order of a day. */
    enum Command {
        /** At 11:00. */
        CHECK_OUT(0, "CheckOut"),
        /** At 12:00. */
        PLACE(1, "PlaceBooking"),
        /** At 14:30. */
        CANCEL(2, "CancelBooking"),
        /** At 15:00. */
        CHECK_IN(3, "CheckIn"),
        /** At 18:00, of guests who came for the day. */
        CHECK_OUT_DAY_USE(4, "CheckOut"),
        /** At the night audit. */
        NO_SHOW(5, "MarkNoShow");

        private final int phase;
        private final String label;

        Command(int phase, String label) {
            this.phase = phase;
            this.label = label;
        }

        /** As data/README.md calls it. */
        String label() {
            return label;
        }

        /** Orders the day. */
        int phase() {
            return phase;
        }
    }
}
