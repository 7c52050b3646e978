package io.staylog.payment.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log has a request; what comes of it is to be seen at the Location.
 *
 * @param requestId the request
 * @param hotelId the hotel
 * @param paymentId the payment that it is about
 * @param status REQUESTED where nothing is decided yet, UNDER_WAY where it is being done at the bank, OUTCOME_UNKNOWN where nobody
 *     knows yet what became of that
 * @param position of the event that answered it, as {@code partition:offset}; absent where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Accepted(
        UUID requestId,
        String hotelId,
        UUID paymentId,
        Status status,
        @Nullable String position) {

    /** How far it has come. */
    public enum Status {
        REQUESTED,
        UNDER_WAY,
        OUTCOME_UNKNOWN
    }
}
