package io.staylog.cli.dataset;

import io.staylog.cli.dataset.Step.Command;
import java.util.ArrayList;
import java.util.List;

/** Derives from the bookings alone in which order everything was asked for. */
final class ReplayOrder {
    private ReplayOrder() {}

    /** All commands of both hotels, in order. */
    static List<Step> of(List<DatasetRow> rows) {
        var steps = new ArrayList<Step>();
        rows.forEach(row -> add(row, steps));
        steps.sort(Step.ORDER);
        return steps;
    }

    private static void add(DatasetRow row, List<Step> steps) {
        steps.add(new Step(row.booked(), Command.PLACE, row.no()));
        switch (row.ending()) {
            case CANCELLED -> steps.add(new Step(row.cancelledOn(), Command.CANCEL, row.no()));
            case NO_SHOW -> steps.add(new Step(row.arrival(), Command.NO_SHOW, row.no()));
            case CHECKED_OUT -> {
                var leaving = row.dayUse() ? Command.CHECK_OUT_DAY_USE : Command.CHECK_OUT;
                steps.add(new Step(row.arrival(), Command.CHECK_IN, row.no()));
                steps.add(new Step(row.departure(), leaving, row.no()));
            }
        }
    }
}
