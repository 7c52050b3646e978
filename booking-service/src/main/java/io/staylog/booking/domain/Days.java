package io.staylog.booking.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A number for each day, in an array, because a night's count is read and written with every booking. */
final class Days {
    private static final int GROWTH = 128;
    private static final int KEPT_PAST_DAYS = 64;
    private static final int FORGOTTEN_AT_ONCE_DAYS = 448;

    /** What it holds, for comparison and snapshots. */
    record Picture(int firstDay, List<Long> values) {
        Picture {
            values = List.copyOf(values);
        }
    }

    private final long unset;
    private int firstDay;
    private long[] values = {};

    Days(long unset) {
        this.unset = unset;
    }

    static Days of(long unset, Picture picture) {
        var days = new Days(unset);
        days.firstDay = picture.firstDay();
        days.values = picture.values().stream().mapToLong(Long::longValue).toArray();
        return days;
    }

    long get(LocalDate date) {
        int index = Math.toIntExact(date.toEpochDay()) - firstDay;
        return index < 0 || index >= values.length ? unset : values[index];
    }

    /** The last day that there is a number for; long past where there is none. */
    LocalDate lastDay() {
        return LocalDate.ofEpochDay(firstDay + values.length - 1L);
    }

    void add(LocalDate date, long change) {
        int index = indexOf(date);
        values[index] += change;
    }

    void set(LocalDate date, long value) {
        int index = indexOf(date); // First, because it may grow the array.
        values[index] = value;
    }

    /**
     * Lets go of days long past, many at once. Which ones follows from the date alone: a copy that was read from a snapshot
     * begins with another day, and must not differ from what it is a copy of.
     */
    void forgetBefore(LocalDate date) {
        int oldest = Math.toIntExact(date.toEpochDay()) - KEPT_PAST_DAYS;
        int firstKept = Math.floorDiv(oldest, FORGOTTEN_AT_ONCE_DAYS) * FORGOTTEN_AT_ONCE_DAYS;
        int dropped = Math.min(firstKept - firstDay, values.length);
        if (dropped > 0) {
            values = Arrays.copyOfRange(values, dropped, values.length);
            firstDay += dropped;
        }
    }

    /** The same however it came about: days at either end that there is no number for are left out. */
    Picture picture() {
        int end = values.length;
        while (end > 0 && values[end - 1] == unset) {
            end--;
        }
        int begin = 0;
        while (begin < end && values[begin] == unset) {
            begin++;
        }
        var list = new ArrayList<Long>(end - begin);
        for (int i = begin; i < end; i++) {
            list.add(values[i]);
        }
        return new Picture(end == 0 ? 0 : firstDay + begin, list);
    }

    private int indexOf(LocalDate date) {
        int day = Math.toIntExact(date.toEpochDay());
        if (values.length == 0) {
            firstDay = day;
        }
        if (day < firstDay) {
            var grown = new long[values.length + firstDay - day];
            Arrays.fill(grown, 0, firstDay - day, unset);
            System.arraycopy(values, 0, grown, firstDay - day, values.length);
            values = grown;
            firstDay = day;
        }
        int index = day - firstDay;
        if (index >= values.length) {
            int before = values.length;
            values = Arrays.copyOf(values, index + GROWTH);
            Arrays.fill(values, before, values.length, unset);
        }
        return index;
    }
}
