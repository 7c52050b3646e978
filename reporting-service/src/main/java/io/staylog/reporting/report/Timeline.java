package io.staylog.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has happened to one booking, as the log tells it. */
public final class Timeline {
    private Timeline() {}

    /** What kind of record an entry is. */
    public enum Kind {
        /** Somebody asked; kept for 30 days. */
        REQUEST,
        /** Something was decided about the booking. */
        DECISION,
        /** A request was refused. */
        REFUSAL,
        /** Something happened to a payment of the booking. */
        PAYMENT,
        /** Something is, or will be, tried again. */
        RETRY,
        /** A document about the booking was made. */
        DOCUMENT
    }

    /**
     * One record of the log.
     *
     * @param kind what kind of record
     * @param byTimer whether it was decided because a time had come, and not because somebody asked
     * @param type its record type, without namespace
     * @param at when it was decided, or asked
     * @param actorType what kind of party asked for it: GUEST, STAFF, CHANNEL, SYSTEM or PSP; null where that is not known
     * @param actorId who that is; null where that is not known
     * @param paymentId the payment that it is about; null where it is about none
     * @param businessDate the hotel's business date that it names; null where it names none
     * @param topic where it is
     * @param partition where it is
     * @param offset where it is
     * @param eventId its own id; null where it has none
     * @param cause {@code topic/partition/offset} of the record that it follows from; null where it follows from none
     * @param requestId the request that it follows from, also where that is no longer on the log; null where it names none
     * @param traceParent the W3C trace that it belongs to; null where it belongs to none
     * @param writer the program that wrote it; null where it does not say
     * @param schemaId the registry's id of the schema it was written with
     * @param schemaVersion that schema's version under its subject; null where the registry does not say now
     * @param data its fields; null where it cannot be read now. Means of payment are masked
     */
    public record Entry(
            Kind kind,
            boolean byTimer,
            String type,
            Instant at,
            @Nullable String actorType,
            @Nullable String actorId,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            String topic,
            int partition,
            long offset,
            @Nullable String eventId,
            @Nullable String cause,
            @Nullable String requestId,
            @Nullable String traceParent,
            @Nullable String writer,
            @Nullable Integer schemaId,
            @Nullable Integer schemaVersion,
            @Nullable Map<String, Object> data) {}
}
