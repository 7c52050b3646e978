package io.staylog.payment.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person must look at.
 *
 * @param kind what it is
 * @param hotelId the hotel; {@code unmatched} where the bank named none
 * @param paymentId the payment; absent where it is about none that is known
 * @param bookingId the payment's booking
 * @param since when it began
 * @param ageSeconds how long ago that was
 * @param dueAt until when something can be done; absent where there is no such time
 * @param operation what was asked of the bank; absent where nothing was
 * @param attemptNo which attempt; absent where it is about none
 * @param amountMinor how much money it is about, in minor units
 * @param currency ISO 4217 code
 * @param reason one sentence for a person
 * @param details values behind it
 * @param position of the event that says so, as {@code partition:offset}
 */
public record AttentionItem(
        Kind kind,
        String hotelId,
        @Nullable UUID paymentId,
        @Nullable UUID bookingId,
        Instant since,
        long ageSeconds,
        @Nullable Instant dueAt,
        @Nullable String operation,
        @Nullable Integer attemptNo,
        @Nullable Long amountMinor,
        @Nullable String currency,
        String reason,
        Map<String, String> details,
        String position) {

    /** What it is. */
    public enum Kind {
        /** Neither the bank nor a rule can bring it on. */
        NEEDS_ATTENTION,
        /** Nobody knows yet whether the bank did it. */
        OUTCOME_UNKNOWN,
        /** The guest's bank takes money back, and has not decided for ever. */
        DISPUTE_OPEN,
        /** The bank could not give money back, and nobody has said what was done instead. */
        REFUND_FAILED,
        /** The bank spoke of something that nobody here knows. */
        NOTIFICATION_UNMATCHED,
        /** The bank's settlement is not what the books say. */
        SETTLEMENT_DIFFERENCE
    }

    /** The same, as old as it is at that time. */
    AttentionItem asOf(Instant now) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        return new AttentionItem(
                kind,
                hotelId,
                paymentId,
                bookingId,
                since,
                seconds,
                dueAt,
                operation,
                attemptNo,
                amountMinor,
                currency,
                reason,
                details,
                position);
    }
}
