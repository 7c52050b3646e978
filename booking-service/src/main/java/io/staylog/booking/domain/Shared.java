package io.staylog.booking.domain;

import java.time.LocalDate;

/**
 * One object for what is the same in many bookings. All bookings of a hotel stay in memory, and most of what they hold are the
 * same few hundred days and ids, which every record brings along anew.
 *
 * <p>What does not fit takes the place of something else, so that nobody can fill the memory with names. Threads may see another's
 * object or not, which makes no difference: they are values.
 */
final class Shared {
    private static final int PLACES = 4096; // A power of two; of days it holds two years.
    private static final LocalDate[] DAYS = new LocalDate[PLACES];
    private static final String[] TEXTS = new String[PLACES];

    private Shared() {}

    static LocalDate day(LocalDate day) {
        int place = day.hashCode() & (PLACES - 1);
        var known = DAYS[place];
        if (day.equals(known)) {
            return known;
        }
        DAYS[place] = day;
        return day;
    }

    static String text(String text) {
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> Short.SIZE)) & (PLACES - 1);
        var known = TEXTS[place];
        if (text.equals(known)) {
            return known;
        }
        TEXTS[place] = text;
        return text;
    }
}
