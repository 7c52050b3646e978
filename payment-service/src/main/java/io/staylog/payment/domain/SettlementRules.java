package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import io.staylog.payment.domain.PaymentEvent.SettlementReconciled;
import io.staylog.payment.domain.Settlement.Movement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows when the bank's settlement of a day is compared with the books. */
final class SettlementRules {
    /** More of them do not fit in a record; a hotel has no more in a day. */
    private static final int LINES_MAX = 5_000;

    private SettlementRules() {}

    static List<PaymentEvent> decide(HotelPayments hotel, Settlement settlement) {
        if (hotel.hasAnswered(settlement.requestId())) {
            return List.of(); // A repeat.
        }
        var rejection = rejection(hotel, settlement);
        if (rejection != null) {
            return List.of(PaymentRequestRejected.of(settlement, rejection, Map.of()));
        }
        var differences = hotel.differences(settlement);
        long wrong = differences.stream()
                .filter(it -> it.kind() != Settlement.Differs.MISSING_AT_BANK)
                .count();
        int matched = settlement.lines().size() - (int) wrong;
        return List.of(new SettlementReconciled(settlement, matched, differences));
    }

    private static @Nullable Rejection rejection(HotelPayments hotel, Settlement settlement) {
        if (!settlement.actor().isKnown()) {
            return Rejection.ACTOR_MISSING;
        }
        if (settlement.lines().size() > LINES_MAX
                || !settlement.lines().stream().allMatch(SettlementRules::isValid)) {
            return Rejection.SETTLEMENT_INVALID;
        }
        return hotel.isSettled(settlement.date(), settlement.currency()) ? Rejection.SETTLEMENT_KNOWN : null;
    }

    private static boolean isValid(Settlement.Line line) {
        return !line.merchantReference().isBlank()
                && line.movement() != Movement.UNKNOWN
                && line.amountMinor() >= 0
                && line.feeMinor() >= 0;
    }
}
