package io.staylog.payment.view;

import io.staylog.logview.Offsets;
import io.staylog.logview.Position;
import io.staylog.payment.view.PaymentView.Action;
import io.staylog.payment.view.PaymentView.Attempt;
import io.staylog.payment.view.PaymentView.Attention;
import io.staylog.payment.view.PaymentView.Authorization;
import io.staylog.payment.view.PaymentView.Decline;
import io.staylog.payment.view.PaymentView.Dispute;
import io.staylog.payment.view.PaymentView.Queued;
import io.staylog.payment.view.PaymentView.Refund;
import io.staylog.payment.view.PaymentView.RefundStatus;
import io.staylog.payment.view.PaymentView.Status;
import io.staylog.payment.view.PaymentView.Sums;
import io.staylog.payment.view.PaymentView.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view keeps of one payment, for ever: where it stands; the story is on the log at its offsets.
 *
 * <p>An entry that others can see never changes: each event makes a copy, which takes its place. So readers need no lock.
 */
final class PaymentEntry {
    /** How an attempt ended, and for whom. */
    record Ended(@Nullable UUID requestId, String operation, boolean worked, String code) {}

    final UUID paymentId;
    final String hotelId;
    final UUID bookingId;
    final int partition;
    final long firstOffset;
    final Terms terms;
    final Offsets offsets;
    int version;
    long authorizedMinor;
    long capturedMinor;
    boolean isFinal;
    boolean isVoided;
    boolean isExpired;
    boolean isCancelled;
    boolean hasCaptureFailed;
    boolean cancelRequested;

    @Nullable
    Authorization authorization;

    @Nullable
    Attempt underWay;

    @Nullable
    Ended ended;

    @Nullable
    Decline decline;

    @Nullable
    Action action;

    @Nullable
    Attention attention;

    /** The request of an operator whose decision is being read, and the cause of that decision; null outside of one. */
    @Nullable
    UUID actedRequest;

    @Nullable
    String actedCause;

    List<Queued> queued = List.of();
    List<Refund> refunds = List.of();
    List<Dispute> disputes = List.of();
    /** Refunds that failed and that a person has dealt with. */
    List<UUID> acknowledged = List.of();

    PaymentEntry(UUID paymentId, UUID bookingId, PaymentFact first, Terms terms) {
        this.paymentId = paymentId;
        this.hotelId = first.hotelId();
        this.bookingId = bookingId;
        this.partition = first.position().partition();
        this.firstOffset = first.position().offset();
        this.terms = terms;
        this.offsets = Offsets.of(firstOffset);
    }

    private PaymentEntry(PaymentEntry before, Offsets offsets) {
        paymentId = before.paymentId;
        hotelId = before.hotelId;
        bookingId = before.bookingId;
        partition = before.partition;
        firstOffset = before.firstOffset;
        terms = before.terms;
        this.offsets = offsets;
        version = before.version;
        authorizedMinor = before.authorizedMinor;
        capturedMinor = before.capturedMinor;
        isFinal = before.isFinal;
        isVoided = before.isVoided;
        isExpired = before.isExpired;
        isCancelled = before.isCancelled;
        hasCaptureFailed = before.hasCaptureFailed;
        cancelRequested = before.cancelRequested;
        authorization = before.authorization;
        underWay = before.underWay;
        ended = before.ended;
        decline = before.decline;
        action = before.action;
        attention = before.attention;
        actedRequest = before.actedRequest;
        actedCause = before.actedCause;
        queued = before.queued;
        refunds = before.refunds;
        disputes = before.disputes;
        acknowledged = before.acknowledged;
    }

    /** The same payment with one more offset in its history, to be changed before others see it. */
    PaymentEntry at(long offset, @Nullable String cause) {
        var next = new PaymentEntry(this, offsets.append(offset));
        if (actedCause != null && !actedCause.equals(cause)) {
            next.actedRequest = null;
            next.actedCause = null;
        }
        return next;
    }

    /** The bank was asked for something, and that has come to its end. */
    void end(String operation, boolean worked, String code) {
        ended = new Ended(underWay == null ? null : underWay.requestId(), operation, worked, code);
        underWay = null;
        action = null;
        if (worked && attention != null && attention.operation().equals(operation)) {
            attention = null;
        }
    }

    void put(Refund refund) {
        var all = new ArrayList<>(refunds);
        all.removeIf(other -> other.refundId().equals(refund.refundId()));
        all.add(refund);
        refunds = List.copyOf(all);
    }

    void put(Dispute dispute) {
        var all = new ArrayList<>(disputes);
        all.removeIf(other -> other.disputeId().equals(dispute.disputeId()));
        all.add(dispute);
        disputes = List.copyOf(all);
    }

    /** A dispute that was opened before; null where the log knows of none. */
    @Nullable
    Dispute dispute(String disputeId) {
        return disputes.stream()
                .filter(dispute -> dispute.disputeId().equals(disputeId))
                .findFirst()
                .orElse(null);
    }

    /** A person has dealt with what there was to be dealt with. */
    void acknowledge() {
        attention = null;
        acknowledged = refunds.stream()
                .filter(refund -> refund.status() == RefundStatus.FAILED)
                .map(Refund::refundId)
                .toList();
    }

    /** Refunds that failed and that nobody has dealt with. */
    List<Refund> failedRefunds() {
        return refunds.stream()
                .filter(refund -> refund.status() == RefundStatus.FAILED && !acknowledged.contains(refund.refundId()))
                .toList();
    }

    List<Dispute> openDisputes() {
        return disputes.stream().filter(dispute -> dispute.status().isOpen()).toList();
    }

    /** Since when nobody knows what became of the attempt that is under way; null where that is not so. */
    @Nullable
    Instant unknownSince() {
        return underWay == null ? null : underWay.unknownSince();
    }

    boolean needsAttention() {
        return attention != null
                || unknownSince() != null
                || !openDisputes().isEmpty()
                || !failedRefunds().isEmpty();
    }

    Position newest() {
        return new Position(partition, offsets.newest());
    }

    PaymentView view() {
        return new PaymentView(
                paymentId,
                hotelId,
                bookingId,
                status(),
                version,
                terms,
                sums(),
                authorization,
                underWay,
                queued,
                cancelRequested,
                decline,
                action,
                refunds,
                disputes,
                attention,
                newest().toString());
    }

    private Sums sums() {
        return new Sums(
                authorizedMinor,
                capturedMinor,
                refunded(RefundStatus.REFUNDED),
                refunded(RefundStatus.PENDING),
                refunded(RefundStatus.MANUAL),
                openDisputes().stream().mapToLong(Dispute::amountMinor).sum(),
                disputeLostMinor());
    }

    private long refunded(RefundStatus status) {
        return refunds.stream()
                .filter(refund -> refund.status() == status)
                .mapToLong(Refund::amountMinor)
                .sum();
    }

    private long disputeLostMinor() {
        return disputes.stream()
                .filter(dispute -> dispute.status() == PaymentView.DisputeStatus.LOST)
                .mapToLong(Dispute::amountMinor)
                .sum();
    }

    private Status status() {
        if (capturedMinor > 0) {
            long back = refunded(RefundStatus.REFUNDED) + refunded(RefundStatus.MANUAL) + disputeLostMinor();
            if (back > 0) {
                return back >= capturedMinor ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
            }
            boolean isAll = isFinal || isVoided || isExpired || capturedMinor >= authorizedMinor;
            return isAll ? Status.CAPTURED : Status.PARTIALLY_CAPTURED;
        }
        if (isCancelled) {
            return Status.CANCELLED;
        }
        if (hasCaptureFailed) {
            return Status.CAPTURE_FAILED;
        }
        if (isVoided) {
            return Status.VOIDED;
        }
        if (isExpired) {
            return Status.EXPIRED;
        }
        return authorizedMinor > 0 ? Status.AUTHORIZED : beforeMoney();
    }

    private Status beforeMoney() {
        if (action != null) {
            return Status.ACTION_REQUIRED;
        }
        if (underWay != null) {
            return Status.AUTHORIZING;
        }
        return decline == null ? Status.INITIATED : Status.DECLINED;
    }
}
