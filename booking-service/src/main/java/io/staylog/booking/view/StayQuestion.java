package io.staylog.booking.view;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A stay that somebody might book.
 *
 * @param arrival first night
 * @param departure the day the guest leaves
 * @param adults adults in the room
 * @param ratePlanId one rate plan, or null for all
 */
public record StayQuestion(
        LocalDate arrival,
        LocalDate departure,
        int adults,
        @Nullable String ratePlanId) {}
