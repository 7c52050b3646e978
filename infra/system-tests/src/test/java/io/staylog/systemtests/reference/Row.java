package io.staylog.systemtests.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One booking of the data set.
 *
 * @param no its place in the file, from 0
 * @param nightMinor price of each night in cents
 * @param fate what became of it in reality
 * @param fateDate when that was: the day of departure, of cancelling, or of not arriving
 */
public record Row(
        int no,
        String hotel,
        String roomType,
        LocalDate booked,
        LocalDate arrival,
        LocalDate departure,
        long nightMinor,
        Deposit deposit,
        Fate fate,
        LocalDate fateDate,
        int adults) {

    /** How it was paid. */
    public enum Deposit {
        NO_DEPOSIT,
        REFUNDABLE,
        NON_REFUND
    }

    /** How it ended. */
    public enum Fate {
        CHECKED_OUT,
        CANCELLED,
        NO_SHOW
    }

    private static final int HOTEL = 0;
    private static final int LEAD_TIME = 2;
    private static final int YEAR = 3;
    private static final int MONTH = 4;
    private static final int DAY = 6;
    private static final int WEEKEND_NIGHTS = 7;
    private static final int WEEK_NIGHTS = 8;
    private static final int ADULTS = 9;
    private static final int ROOM_TYPE = 19;
    private static final int DEPOSIT = 22;
    private static final int ADR = 27;
    private static final int STATUS = 30;
    private static final int STATUS_DATE = 31;

    /** All bookings, in the order of the file. */
    public static List<Row> readAll(Path csv) {
        var rows = new ArrayList<Row>();
        for (var field : DataFiles.lines(csv)) {
            rows.add(of(rows.size(), field));
        }
        return rows;
    }

    private static Row of(int no, String[] field) {
        var arrival = LocalDate.of(
                Integer.parseInt(field[YEAR]),
                Month.valueOf(field[MONTH].toUpperCase(Locale.ROOT)),
                Integer.parseInt(field[DAY]));
        var departure =
                arrival.plusDays(Integer.parseInt(field[WEEKEND_NIGHTS]) + Integer.parseInt(field[WEEK_NIGHTS]));
        var fate = switch (field[STATUS]) {
            case "Check-Out" -> Fate.CHECKED_OUT;
            case "Canceled" -> Fate.CANCELLED;
            case "No-Show" -> Fate.NO_SHOW;
            default -> throw new IllegalArgumentException(field[STATUS]);
        };
        var fateDate = switch (fate) {
            case CHECKED_OUT -> departure;
            case CANCELLED -> LocalDate.parse(field[STATUS_DATE]);
            case NO_SHOW -> arrival;
        };
        return new Row(
                no,
                field[HOTEL],
                field[ROOM_TYPE],
                arrival.minusDays(Integer.parseInt(field[LEAD_TIME])),
                arrival,
                departure,
                Math.max(0, new BigDecimal(field[ADR]).movePointRight(2).longValueExact()),
                Deposit.valueOf(field[DEPOSIT].toUpperCase(Locale.ROOT).replace(' ', '_')),
                fate,
                fateDate,
                Math.max(1, Integer.parseInt(field[ADULTS])));
    }

    /** The nights that it needs a room for; none for day use. */
    public List<LocalDate> nights() {
        return arrival.datesUntil(departure).toList();
    }

    /** Whether the guest leaves on the day of arrival. */
    public boolean isDayUse() {
        return departure.equals(arrival);
    }

    /** The price of all nights in cents. */
    public long totalMinor() {
        return nightMinor * nights().size();
    }

    /** The id by which it goes in Staylog. */
    public UUID bookingId() {
        return UUID.nameUUIDFromBytes(("staylog-dataset-" + no).getBytes(UTF_8));
    }

    /** What is asked about it, in order. */
    Stream<Step> steps() {
        var place = new Step(booked, Step.Command.PLACE, no);
        return switch (fate) {
            case CHECKED_OUT ->
                Stream.of(
                        place,
                        new Step(arrival, Step.Command.CHECK_IN, no),
                        new Step(departure, isDayUse() ? Step.Command.CHECK_OUT_DAY_USE : Step.Command.CHECK_OUT, no));
            case CANCELLED -> Stream.of(place, new Step(fateDate, Step.Command.CANCEL, no));
            case NO_SHOW -> Stream.of(place, new Step(arrival, Step.Command.NO_SHOW, no));
        };
    }
}
