package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes instants as {@link Instant#toString} does. Every record has one in its headers, and the JDK's formatter takes longer
 * for it than Avro takes for the record.
 */
final class Rfc3339 {
    private static final int YEAR_MAX = 9_999;
    private static final int SECONDS_OF_DAY = 24 * 60 * 60;
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final int WHOLE_SECONDS_LENGTH = 20;
    private static final int MILLIS_LENGTH = 24;

    private Rfc3339() {}

    /** As ASCII. */
    static byte[] bytes(Instant at) {
        var date = LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), SECONDS_OF_DAY));
        int nanos = at.getNano();
        if (date.getYear() < 0 || date.getYear() > YEAR_MAX || nanos % NANOS_OF_MILLI != 0) {
            return at.toString().getBytes(US_ASCII); // Nothing that a log is full of.
        }
        int second = (int) Math.floorMod(at.getEpochSecond(), (long) SECONDS_OF_DAY);
        var text = new byte[nanos == 0 ? WHOLE_SECONDS_LENGTH : MILLIS_LENGTH];
        put(text, 0, 4, date.getYear());
        text[4] = '-';
        put(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, second / 3_600);
        text[13] = ':';
        put(text, 14, 2, second / 60 % 60);
        text[16] = ':';
        put(text, 17, 2, second % 60);
        if (nanos != 0) {
            text[19] = '.';
            put(text, 20, 3, nanos / NANOS_OF_MILLI);
        }
        text[text.length - 1] = 'Z';
        return text;
    }

    private static void put(byte[] text, int from, int digits, int value) {
        int left = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
