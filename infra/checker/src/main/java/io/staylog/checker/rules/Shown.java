package io.staylog.checker.rules;

import org.jspecify.annotations.Nullable;

/**
 * Something that a reader was shown.
 *
 * @param line where the reader wrote it down
 * @param what {@code booking}, {@code availability}, {@code report} or {@code sse}
 * @param position what the answer stands on, as the product says it
 * @param after the position that the reader had asked for at least; null where it asked for none
 * @param stream which reader of events that was; one for each hotel where nothing is said
 * @param sse the id of the event; null where it was none
 * @param says the booking's status, or a number
 */
public record Shown(
        Place line,
        long wallMs,
        String what,
        String hotelId,
        String bookingId,
        @Nullable String position,
        @Nullable String after,
        String stream,
        @Nullable String sse,
        String says) {}
