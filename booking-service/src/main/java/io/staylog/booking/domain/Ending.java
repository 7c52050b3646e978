package io.staylog.booking.domain;

import java.time.LocalDate;

/**
 * How a booking came to an end.
 *
 * @param on business date
 * @param owedMinor what the guest owes then, without what is charged besides the nights
 */
public record Ending(LocalDate on, long owedMinor) {}
