package io.staylog.reporting.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something is known of a try at the bank; null leaves a value as it is. */
record AttemptTold(
        UUID paymentId,
        int attemptNo,
        String hotelId,
        @Nullable String operation,
        @Nullable LocalDate on,
        @Nullable Instant startedAt,
        @Nullable Outcome outcome,
        @Nullable Instant outcomeAt,
        @Nullable Instant unknownAt,
        @Nullable String declineCode,
        @Nullable String declineCategory)
        implements RowChange {

    /** What came of a try at the bank. */
    enum Outcome {
        /** Money is reserved. */
        AUTHORIZED,
        /** Money was taken. */
        CAPTURED,
        /** Reserved money was let go. */
        VOIDED,
        /** Money was given back. */
        REFUNDED,
        /** More is reserved. */
        ADJUSTED,
        /** The bank has refused. */
        DECLINED,
        /** It had no effect. */
        FAILED,
        /** Nobody knows. */
        UNKNOWN,
        /** It is known again; the next event says what. */
        RESOLVED
    }

    AttemptTold then(AttemptTold later) {
        return new AttemptTold(
                paymentId,
                attemptNo,
                hotelId,
                last(operation, later.operation),
                last(on, later.on),
                last(startedAt, later.startedAt),
                last(outcome, later.outcome),
                last(outcomeAt, later.outcomeAt),
                last(later.unknownAt, unknownAt),
                last(declineCode, later.declineCode),
                last(declineCategory, later.declineCategory));
    }

    private static <T> @Nullable T last(@Nullable T earlier, @Nullable T later) {
        return later == null ? earlier : later;
    }
}
