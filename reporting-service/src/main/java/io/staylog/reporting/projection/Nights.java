package io.staylog.reporting.projection;

import java.time.LocalDate;
import java.util.stream.Stream;

/** The nights from {@code from} up to the one before {@code to}. */
record Nights(LocalDate from, LocalDate to) {
    Stream<LocalDate> each() {
        return from.datesUntil(to);
    }
}
