package io.staylog.booking.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log has a request; what comes of it is to be seen at the Location.
 *
 * @param requestId the request
 * @param hotelId the hotel that decides
 * @param bookingId the booking that it is about
 * @param status REQUESTED where nothing is decided yet, APPLIED where it came true, else where the booking stands
 * @param position of the event that answered it, as {@code partition:offset}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Accepted(
        UUID requestId,
        String hotelId,
        @Nullable UUID bookingId,
        String status,
        @Nullable String position) {}
