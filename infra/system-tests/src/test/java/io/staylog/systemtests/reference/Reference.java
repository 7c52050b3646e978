package io.staylog.systemtests.reference;

import io.staylog.systemtests.reference.HotelTotals.Cash;
import io.staylog.systemtests.reference.HotelTotals.Movement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of selling rooms and collecting money, written to be believed rather than to be fast.
 *
 * <p>A booking is refused when one of its nights has no room left. A cancelled booking gives its nights back. A guest who
 * does not come keeps the first night and gives the others back when the day ends. Day use needs no night. Nobody asks for
 * anything about a refused booking.
 */
public final class Reference {
    private static final long DEPOSIT_PERCENT = 30;

    private final List<Row> rows;
    private final Capacity capacity;
    private final Outcome[] outcomes;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, HotelTally> tallies = new TreeMap<>();

    private Reference(List<Row> rows, Capacity capacity) {
        this.rows = rows;
        this.capacity = capacity;
        outcomes = new Outcome[rows.size()];
        Arrays.fill(outcomes, Outcome.NONE);
        capacity.rooms().keySet().forEach(hotel -> tallies.put(hotel, new HotelTally()));
    }

    /** Plays the commands in the given order. */
    public static Result play(List<Row> rows, List<Step> steps, Capacity capacity) {
        var reference = new Reference(rows, capacity);
        steps.forEach(reference::play);
        var hotels = new TreeMap<String, HotelTotals>();
        reference.tallies.forEach((hotel, tally) -> hotels.put(hotel, tally.totals()));
        return new Result(List.of(reference.outcomes), hotels);
    }

    private void play(Step step) {
        var row = rows.get(step.row());
        var outcome = outcomes[row.no()];
        if (outcome != Outcome.REJECTED) {
            outcomes[row.no()] = switch (step.command()) {
                case PLACE -> place(row, step.date());
                case CANCEL -> cancel(row, step.date());
                case CHECK_IN -> checkIn(row, step.date());
                case CHECK_OUT, CHECK_OUT_DAY_USE -> checkOut(row, step.date());
                case NO_SHOW -> noShow(row, step.date());
            };
        }
    }

    private Outcome place(Row row, LocalDate date) {
        for (var night : row.nights()) {
            if (capacity.of(row.hotel(), row.roomType()) - taken.getOrDefault(cell(row, night), 0) <= 0) {
                tally(row).rejected();
                return Outcome.REJECTED;
            }
        }
        row.nights().forEach(night -> taken.merge(cell(row, night), 1, Integer::sum));
        moved(row, Movement.BOOKED, date);
        switch (row.deposit()) {
            case NON_REFUND -> tally(row).paid(Cash.PREPAYMENT, row.totalMinor());
            case REFUNDABLE -> tally(row).paid(Cash.DEPOSIT, deposit(row));
            case NO_DEPOSIT -> {}
        }
        return Outcome.CONFIRMED;
    }

    private Outcome cancel(Row row, LocalDate date) {
        row.nights().forEach(night -> taken.merge(cell(row, night), -1, Integer::sum));
        moved(row, Movement.CANCELLED, date);
        if (row.deposit() == Row.Deposit.REFUNDABLE) {
            tally(row).paid(Cash.REFUND, deposit(row));
        }
        return Outcome.CANCELLED;
    }

    private Outcome checkIn(Row row, LocalDate date) {
        moved(row, Movement.ARRIVAL, date);
        return Outcome.IN_HOUSE;
    }

    private Outcome checkOut(Row row, LocalDate date) {
        moved(row, Movement.DEPARTURE, date);
        row.nights().forEach(night -> tally(row).slept(night, row.nightMinor()));
        switch (row.deposit()) {
            case NON_REFUND -> {}
            case REFUNDABLE -> tally(row).paid(Cash.CHECK_OUT, row.totalMinor() - deposit(row));
            case NO_DEPOSIT -> tally(row).paid(Cash.CHECK_OUT, row.totalMinor());
        }
        return Outcome.CHECKED_OUT;
    }

    /** It is the last thing that is asked on a day, so the day's end and now are the same. */
    private Outcome noShow(Row row, LocalDate date) {
        row.nights().stream().skip(1).forEach(night -> taken.merge(cell(row, night), -1, Integer::sum));
        moved(row, Movement.NO_SHOW, date);
        if (row.deposit() == Row.Deposit.NO_DEPOSIT && !row.isDayUse()) {
            tally(row).paid(Cash.NO_SHOW_FEE, row.nightMinor());
        }
        return Outcome.NO_SHOW;
    }

    private void moved(Row row, Movement movement, LocalDate date) {
        tally(row).moved(movement, date, row.nights().size(), row.totalMinor());
    }

    private HotelTally tally(Row row) {
        return tallies.get(row.hotel());
    }

    private static String cell(Row row, LocalDate night) {
        return row.hotel() + "/" + row.roomType() + "/" + night;
    }

    /** 30 %, rounded half up. */
    private static long deposit(Row row) {
        return (row.totalMinor() * DEPOSIT_PERCENT + 50) / 100;
    }
}
