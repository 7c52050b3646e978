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

    /** A person is called to a payment. */
    public record Attention(
            String hotelId,
            UUID paymentId,
            UUID bookingId,
            String operation,
            String reason,
            Instant since,
            String purpose,
            long amountMinor,
            String currency,
            LocalDate businessDate) {}

    /** SQL: disputes {@code d} with the status that they had then, after {@link Known#MOMENTS}. */
    public static final String KNOWN_DISPUTES = """
            disputes as (
                select d.hotel_id, d.payment_id, d.booking_id, d.dispute_id, coalesce(s.status, 'OPEN') as status, d.stage,
                    d.reason_code, d.amount_minor, d.currency, d.evidence_due_at, d.opened_on,
                    coalesce(s.at, d.changed_at) as changed_at
                from moments m join dispute d on d.hotel_id = m.hotel_id and d.opened_on <= m.on_date
                left join lateral (
                    select status, at from dispute_step s
                    where s.payment_id = d.payment_id and s.dispute_id = d.dispute_id and s.at <= m.ended_at
                    order by s.version desc limit 1) s on true)""";

    private static final String DISPUTES =
            """
            with {moments}, {disputes}
            select * from disputes d where {where}
            order by hotel_id, evidence_due_at nulls last, payment_id, dispute_id""".replace("{moments}", Known.MOMENTS).replace("{disputes}", KNOWN_DISPUTES);

    private static final String ATTENTION =
            """
            with {moments}
            select a.hotel_id, a.payment_id, p.booking_id, a.operation, a.reason, a.since_at as since, p.purpose,
                p.amount_minor, p.currency, p.business_date
            from moments m join payment_attention a on a.hotel_id = m.hotel_id and {attention}
            join payment p using (payment_id)
            order by a.hotel_id, a.since_at, a.payment_id""".replace("{moments}", Known.MOMENTS).replace("{attention}", Known.ATTENTION);

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
            var query = scope.on("d", "opened_on").with("hotel", scope.hotel()).with("on", scope.asOf());
            query = decided ? query : query.where("d.status not in ('WON', 'LOST')");
            return Page.whole(query.list(jdbc, DISPUTES, Dispute.class));
        });
    }

    /** Payments that a person is called to, those first that have waited longest. */
    public Answer<Attention> attention(@Nullable String hotel, @Nullable LocalDate on) {
        var scope = new Scope(hotel, null, null, on);
        return snapshot.answer(Attention.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(Known.query(scope).list(jdbc, ATTENTION, Attention.class));
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
