package io.staylog.booking.view;

import io.staylog.booking.domain.BookingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code booking.events}, understood.
 *
 * @param hotelId the record's key
 * @param position where it stands
 * @param at when it was decided
 * @param event what was decided
 * @param cause id of the record that caused it, or null
 */
record Fact(
        String hotelId,
        Position position,
        Instant at,
        BookingEvent event,
        @Nullable String cause) {}
