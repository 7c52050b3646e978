package io.staylog.payment.stream;

import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Settlement;
import io.staylog.schemas.payment.SettlementDifference;
import io.staylog.schemas.payment.SettlementDifferenceKind;
import io.staylog.schemas.payment.SettlementKind;
import io.staylog.schemas.payment.SettlementLine;
import io.staylog.schemas.payment.SettlementReconciled;
import io.staylog.schemas.payment.SettlementReported;
import java.util.List;

/** Settlements in Avro and in the domain. */
final class SettlementWire {
    private SettlementWire() {}

    static Settlement settlement(SettlementReported e) {
        return new Settlement(
                new RequestId(e.getRequestId()),
                e.getSettlementDate(),
                e.getCurrency(),
                lines(e.getLines()),
                TermsWire.actor(e.getActor()));
    }

    static SettlementReconciled toAvro(PaymentEvent.SettlementReconciled event, String hotelId) {
        var settlement = event.settlement();
        return new SettlementReconciled(
                settlement.requestId().value(),
                hotelId,
                settlement.date(),
                settlement.currency(),
                event.matched(),
                settlement.grossMinor(),
                settlement.feeMinor(),
                event.differences().stream().map(SettlementWire::toAvro).toList(),
                settlement.lines().stream().map(SettlementWire::toAvro).toList(),
                TermsWire.actor(settlement.actor()));
    }

    static PaymentEvent fromAvro(SettlementReconciled e) {
        var settlement = new Settlement(
                new RequestId(e.getRequestId()),
                e.getSettlementDate(),
                e.getCurrency(),
                lines(e.getLines()),
                TermsWire.actor(e.getActor()));
        var differences = e.getDifferences().stream()
                .map(it -> new Settlement.Difference(
                        Settlement.Differs.valueOf(it.getKind().name()),
                        it.getMerchantReference(),
                        movement(it.getMovement()),
                        it.getBookedMinor(),
                        it.getSettledMinor()))
                .toList();
        return new PaymentEvent.SettlementReconciled(settlement, e.getMatched(), differences);
    }

    private static List<Settlement.Line> lines(List<SettlementLine> lines) {
        return lines.stream()
                .map(it -> new Settlement.Line(
                        it.getMerchantReference(),
                        it.getPspReference(),
                        movement(it.getKind()),
                        it.getAmountMinor(),
                        it.getFeeMinor()))
                .toList();
    }

    private static SettlementLine toAvro(Settlement.Line line) {
        return new SettlementLine(
                line.merchantReference(),
                line.pspReference(),
                SettlementKind.valueOf(line.movement().name()),
                line.amountMinor(),
                line.feeMinor());
    }

    private static SettlementDifference toAvro(Settlement.Difference it) {
        return new SettlementDifference(
                SettlementDifferenceKind.valueOf(it.kind().name()),
                it.merchantReference(),
                SettlementKind.valueOf(it.movement().name()),
                it.bookedMinor(),
                it.settledMinor());
    }

    private static Settlement.Movement movement(SettlementKind kind) {
        return Settlement.Movement.valueOf(kind.name());
    }
}
