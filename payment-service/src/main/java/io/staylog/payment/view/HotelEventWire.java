package io.staylog.payment.view;

import io.staylog.logview.Outcome;
import io.staylog.payment.view.AttentionItem.Kind;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.SettlementReconciled;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads those records of {@code payment.events} that answer a request, or are about a hotel and no payment of it. */
final class HotelEventWire {
    // Time alone can make these true.
    private static final Set<String> RETRIABLE = Set.of("operation_in_progress");

    private HotelEventWire() {}

    /** What a request came to by this event; null where it answers none. */
    static @Nullable Outcome outcome(PaymentFact fact) {
        return switch (fact.event()) {
            case PaymentOperatorActed e -> outcome(fact, e.getRequestId(), e.getPaymentId(), e.getRequestType(), null);
            case SettlementReconciled e -> outcome(fact, e.getRequestId(), null, "SettlementReconciled", null);
            case PaymentRequestRejected e ->
                outcome(
                        fact,
                        e.getRequestId(),
                        e.getPaymentId(),
                        "PaymentRequestRejected",
                        new Outcome.Refusal(
                                e.getRequestType(),
                                e.getCode(),
                                e.getMessage(),
                                RETRIABLE.contains(e.getCode()),
                                e.getDetails()));
            default -> null; // Follows from an answer, and is none.
        };
    }

    private static Outcome outcome(
            PaymentFact fact,
            UUID requestId,
            @Nullable UUID paymentId,
            String event,
            Outcome.@Nullable Refusal refusal) {
        return new Outcome(
                requestId,
                fact.hotelId(),
                paymentId,
                Outcome.fingerprint(requestId, fact.cause()),
                fact.position(),
                fact.at(),
                event,
                refusal);
    }

    /** Whether an event is about a hotel and no payment of it. Anybody can ask about a payment that does not exist. */
    static boolean isOfHotel(PaymentFact fact) {
        return fact.event() instanceof GatewayNotificationUnmatched || fact.event() instanceof SettlementReconciled;
    }

    /** A notification that belongs to nothing; null where the event is something else. */
    static @Nullable AttentionItem unmatched(PaymentFact fact) {
        return fact.event() instanceof GatewayNotificationUnmatched e
                ? new AttentionItem(
                        Kind.NOTIFICATION_UNMATCHED,
                        fact.hotelId(),
                        null,
                        null,
                        fact.at(),
                        0,
                        null,
                        null,
                        null,
                        e.getAmountMinor(),
                        e.getCurrency(),
                        "the bank speaks of an operation that nobody here knows: " + e.getKind(),
                        Map.of(
                                "gateway", e.getGateway(),
                                "notificationId", e.getNotificationId(),
                                "kind", e.getKind(),
                                "merchantReference", e.getMerchantReference(),
                                "pspReference", e.getPspReference()),
                        fact.position().toString())
                : null;
    }

    /** Which settlement an event compares; null where it compares none. A later report of the same takes its place. */
    static @Nullable String settlement(PaymentFact fact) {
        return fact.event() instanceof SettlementReconciled e ? e.getSettlementDate() + " " + e.getCurrency() : null;
    }

    /** The differences that it found; null where there are none. */
    static @Nullable AttentionItem differences(PaymentFact fact) {
        return fact.event() instanceof SettlementReconciled e
                        && !e.getDifferences().isEmpty()
                ? new AttentionItem(
                        Kind.SETTLEMENT_DIFFERENCE,
                        fact.hotelId(),
                        null,
                        null,
                        fact.at(),
                        0,
                        null,
                        null,
                        null,
                        e.getDifferences().stream()
                                .mapToLong(difference ->
                                        Math.abs(difference.getSettledMinor() - difference.getBookedMinor()))
                                .sum(),
                        e.getCurrency(),
                        "the bank's settlement of " + e.getSettlementDate() + " differs from the books in "
                                + e.getDifferences().size() + " of "
                                + (e.getMatched() + e.getDifferences().size()) + " movements",
                        Map.of(
                                "settlementDate", e.getSettlementDate().toString(),
                                "differences",
                                        Integer.toString(e.getDifferences().size()),
                                "matched", Integer.toString(e.getMatched())),
                        fact.position().toString())
                : null;
    }
}
