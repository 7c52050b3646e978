package io.staylog.payment.view;

import io.staylog.payment.view.AttentionItem.Kind;
import io.staylog.payment.view.PaymentView.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of one payment a person must look at. */
final class AttentionItems {
    private AttentionItems() {}

    static List<AttentionItem> of(PaymentEntry payment) {
        var items = new ArrayList<AttentionItem>();
        var attention = payment.attention;
        var attempt = payment.underWay;
        if (attention != null) {
            var about = attempt != null && attempt.operation().equals(attention.operation()) ? attempt : null;
            long amount = about == null ? payment.terms.amountMinor() : about.amountMinor();
            items.add(item(
                    payment,
                    Kind.NEEDS_ATTENTION,
                    attention.since(),
                    null,
                    attention.operation(),
                    about,
                    amount,
                    attention.reason(),
                    Map.of()));
        }
        if (attempt != null && attempt.unknownSince() != null) {
            items.add(item(
                    payment,
                    Kind.OUTCOME_UNKNOWN,
                    attempt.unknownSince(),
                    null,
                    attempt.operation(),
                    attempt,
                    attempt.amountMinor(),
                    String.valueOf(attempt.reason()),
                    Map.of("lookups", Integer.toString(attempt.lookups()))));
        }
        payment.openDisputes()
                .forEach(dispute -> items.add(item(
                        payment,
                        Kind.DISPUTE_OPEN,
                        dispute.openedAt(),
                        dispute.status() == PaymentView.DisputeStatus.OPEN ? dispute.evidenceDueAt() : null,
                        null,
                        null,
                        dispute.amountMinor(),
                        "the guest's bank disputes the charge: " + dispute.reasonCode(),
                        Map.of(
                                "disputeId",
                                dispute.disputeId(),
                                "stage",
                                dispute.stage(),
                                "status",
                                dispute.status().name()))));
        payment.failedRefunds()
                .forEach(refund -> items.add(item(
                        payment,
                        Kind.REFUND_FAILED,
                        refund.at(),
                        null,
                        "REFUND",
                        null,
                        refund.amountMinor(),
                        refund.note(),
                        Map.of("refundId", refund.refundId().toString()))));
        return items;
    }

    private static AttentionItem item(
            PaymentEntry payment,
            Kind kind,
            Instant since,
            @Nullable Instant dueAt,
            @Nullable String operation,
            @Nullable Attempt attempt,
            long amountMinor,
            String reason,
            Map<String, String> details) {
        return new AttentionItem(
                kind,
                payment.hotelId,
                payment.paymentId,
                payment.bookingId,
                since,
                0,
                dueAt,
                operation,
                attempt == null ? null : attempt.attemptNo(),
                amountMinor,
                payment.terms.currency(),
                reason,
                details,
                payment.newest().toString());
    }
}
