package io.staylog.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that a person has to care for, or has cared for: disputes, notifications of strangers, settlements, acts. */
public final class Care {

    /** A dispute as it stands. */
    public record Dispute(
            String hotelId,
            UUID paymentId,
            UUID bookingId,
            String disputeId,
            String status,
            String stage,
            String reasonCode,
            long amountMinor,
            String currency,
            @Nullable Instant evidenceDueAt,
            LocalDate openedOn,
            Instant changedAt) {}

    /** What the bank said of an operation that is none of ours. */
    public record Notification(
            String hotelId,
            Instant at,
            String gateway,
            String notificationId,
            String kind,
            String merchantReference,
            String pspReference,
            long amountMinor,
            String currency) {}

    /** A settlement that was compared with the books. */
    public record Settlement(
            String hotelId,
            LocalDate settlementDate,
            String currency,
            int matched,
            int differences,
            long grossMinor,
            long feeMinor,
            long netMinor,
            String actorId,
            UUID requestId,
            Instant at) {}

    /** One difference between a settlement and the books. */
    public record SettlementDifference(
            String hotelId,
            LocalDate settlementDate,
            String currency,
            String kind,
            String movement,
            String merchantReference,
            long bookedMinor,
            long settledMinor,
            long differenceMinor,
            UUID requestId) {}

    /** What a person has asked for about a payment. */
    public record OperatorAct(
            String hotelId,
            Instant at,
            UUID paymentId,
            UUID bookingId,
            String requestType,
            String actorType,
            String actorId,
            String reason,
            UUID requestId) {}

    private static final String DISPUTES = """
            select hotel_id, payment_id, booking_id, dispute_id, status, stage, reason_code, amount_minor, currency,
                evidence_due_at, opened_on, changed_at
            from dispute d where {where} order by hotel_id, evidence_due_at nulls last, payment_id, dispute_id""";

    private static final String UNMATCHED = """
            select hotel_id, at, gateway, notification_id, kind, merchant_reference, psp_reference, amount_minor,
                currency
            from unmatched_notification n where {where} order by at, topic, partition, event_offset""";

    private static final String SETTLEMENTS = """
            select hotel_id, settlement_date, currency, matched, differences, gross_minor, fee_minor,
                gross_minor - fee_minor as net_minor, actor_id, request_id, at
            from settlement s where {where} order by hotel_id, settlement_date, currency, at, request_id""";

    private static final String DIFFERENCES = """
            select hotel_id, settlement_date, currency, kind, movement, merchant_reference, booked_minor, settled_minor,
                settled_minor - booked_minor as difference_minor, request_id
            from settlement_difference d where {where} order by hotel_id, settlement_date, request_id, line_no""";

    private static final String ACTS = """
            select hotel_id, at, payment_id, booking_id, request_type, actor_type, actor_id, reason, request_id
            from operator_act a where {where} order by at, topic, partition, event_offset""";

    private final Snapshot snapshot;

    Care(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Disputes, those first that must be answered first; the range is one of business dates on which they were opened. */
    public Answer<Dispute> disputes(Scope scope, boolean decided) {
        return snapshot.answer(Dispute.class, jdbc -> {
            scope.check(jdbc);
            var query = scope.on("d", "opened_on");
            query = decided ? query : query.where("d.status not in ('WON', 'LOST')");
            return Page.whole(query.list(jdbc, DISPUTES, Dispute.class));
        });
    }

    /** Notifications that belong to no payment, oldest first; of a hotel that the bank named, known here or not. */
    public Answer<Notification> unmatchedNotifications(@Nullable String hotel) {
        return snapshot.answer(Notification.class, jdbc -> {
            var query = new Query();
            if (hotel != null) {
                query = hotel.indexOf('\0') < 0
                        ? query.where("n.hotel_id = :hotel", "hotel", hotel)
                        : query.where("false");
            }
            return Page.whole(query.list(jdbc, UNMATCHED, Notification.class));
        });
    }

    /** Settlements; the range is one of the bank's dates. */
    public Answer<Settlement> settlements(Scope scope) {
        return snapshot.answer(Settlement.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("s", "settlement_date").list(jdbc, SETTLEMENTS, Settlement.class));
        });
    }

    /** Where settlements differ from the books; the range is one of the bank's dates. */
    public Answer<SettlementDifference> settlementDifferences(Scope scope) {
        return snapshot.answer(SettlementDifference.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("d", "settlement_date").list(jdbc, DIFFERENCES, SettlementDifference.class));
        });
    }

    /** What people have asked for, oldest first. */
    public Answer<OperatorAct> operatorActs(@Nullable String hotel, @Nullable UUID paymentId) {
        return snapshot.answer(OperatorAct.class, jdbc -> {
            Scope.check(jdbc, hotel);
            var query = new Query()
                    .where("a.hotel_id = :hotel", "hotel", hotel)
                    .where("a.payment_id = :payment", "payment", paymentId);
            return Page.whole(query.list(jdbc, ACTS, OperatorAct.class));
        });
    }
}
