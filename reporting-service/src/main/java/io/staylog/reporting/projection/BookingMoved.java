package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.Stay;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A booking has moved on; what is null is as before the step. */
record BookingMoved(
        UUID bookingId,
        String hotelId,
        int version,
        LocalDate on,
        Movement kind,
        @Nullable String channel,
        @Nullable String ratePlanId,
        @Nullable Stay stay,
        @Nullable Long feeMinor,
        @Nullable Boolean late)
        implements RowChange {

    /** A step of a booking. */
    enum Movement {
        /** Held until a payment secures it. */
        HELD,
        /** Secured without a hold. */
        BOOKED,
        /** Secured after a hold. */
        CONFIRMED,
        /** Other dates or rooms. */
        MODIFIED,
        /** The guest has come. */
        ARRIVED,
        /** The guest has left. */
        LEFT,
        /** Cancelled. */
        CANCELLED,
        /** The guest did not come. */
        NO_SHOW,
        /** The guest sleeps elsewhere. */
        WALKED,
        /** A hold whose payment was declined. */
        RELEASED,
        /** A hold whose time ran out. */
        EXPIRED,
        /** Confirmed again. */
        REINSTATED;

        /** Whether the booking is on the books after it. */
        boolean onBooks() {
            return switch (this) {
                case BOOKED, CONFIRMED, MODIFIED, ARRIVED, LEFT, REINSTATED -> true;
                case HELD, CANCELLED, NO_SHOW, WALKED, RELEASED, EXPIRED -> false;
            };
        }
    }
}
