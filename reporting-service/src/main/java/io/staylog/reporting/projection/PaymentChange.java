package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.PaymentOpened;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event of a payment changes, or several of them in one; null leaves a value as it is, amounts moved are added up.
 *
 * @param step the state that the payment comes into
 */
record PaymentChange(
        UUID paymentId,
        String hotelId,
        int version,
        Instant at,
        @Nullable Step step,
        @Nullable PaymentOpened opened,
        Said said,
        Moved moved)
        implements RowChange {

    /**
     * A state that a payment comes into.
     *
     * @param state the state
     * @param attemptNo the attempt that brought it; 0 where it is none's. One at the side brings none.
     */
    record Step(PaymentState state, int attemptNo) {}

    /**
     * Values that the newest event to name them sets.
     *
     * @param attention whether a person must look at it
     * @param sideAttemptNo an attempt that leaves the payment's state alone, such as the void of an authorisation that was
     *     renewed
     */
    record Said(
            @Nullable Long authorizedMinor,
            @Nullable String pspReference,
            @Nullable String declineCode,
            AttentionChange attention,
            @Nullable Action action,
            @Nullable Integer sideAttemptNo,
            @Nullable Card card) {

        static final Said NOTHING = new Said(null, null, null, AttentionChange.NONE, null, null, null);

        Said then(Said later) {
            return new Said(
                    last(authorizedMinor, later.authorizedMinor),
                    last(pspReference, later.pspReference),
                    last(declineCode, later.declineCode),
                    attention.then(later.attention),
                    last(action, later.action),
                    last(sideAttemptNo, later.sideAttemptNo),
                    last(card, later.card));
        }
    }

    /** The card as the bank names it; either may be empty. */
    record Card(String brand, String last4) {}

    /** What the guest is to do. */
    record Action(String url, Instant expiresAt) {}

    /** Amounts that came in and went back, the last one outside the bank. */
    record Moved(long capturedMinor, long refundedMinor, long refundedByHandMinor) {
        static final Moved NOTHING = new Moved(0, 0, 0);

        Moved and(Moved other) {
            return new Moved(
                    capturedMinor + other.capturedMinor,
                    refundedMinor + other.refundedMinor,
                    refundedByHandMinor + other.refundedByHandMinor);
        }
    }

    /** Nothing but that there was an event. */
    static PaymentChange of(UUID paymentId, String hotelId, int version, Position position) {
        return new PaymentChange(
                paymentId, Checked.id(hotelId), version, position.at(), null, null, Said.NOTHING, Moved.NOTHING);
    }

    PaymentChange state(@Nullable PaymentState state) {
        return state(state, 0);
    }

    PaymentChange state(@Nullable PaymentState state, int attemptNo) {
        var next = state == null ? null : new Step(state, attemptNo);
        return new PaymentChange(paymentId, hotelId, version, at, next, opened, said, moved);
    }

    PaymentChange opened(PaymentOpened opened) {
        return new PaymentChange(paymentId, hotelId, version, at, step, opened, said, moved);
    }

    PaymentChange authorizedMinor(long authorizedMinor) {
        return and(new Said(authorizedMinor, null, null, AttentionChange.NONE, null, null, null));
    }

    PaymentChange pspReference(String pspReference) {
        return and(new Said(null, pspReference, null, AttentionChange.NONE, null, null, null));
    }

    PaymentChange declineCode(String declineCode) {
        return and(new Said(null, null, declineCode, AttentionChange.NONE, null, null, null));
    }

    PaymentChange attention(AttentionChange attention) {
        return and(new Said(null, null, null, attention, null, null, null));
    }

    PaymentChange action(Action action) {
        return and(new Said(null, null, null, AttentionChange.NONE, action, null, null));
    }

    PaymentChange sideAttempt(int attemptNo) {
        return and(new Said(null, null, null, AttentionChange.NONE, null, attemptNo, null));
    }

    /** Not where the bank has said nothing of it: then the card that it named before still counts. */
    PaymentChange card(String brand, String last4) {
        return brand.isEmpty() && last4.isEmpty()
                ? this
                : and(new Said(null, null, null, AttentionChange.NONE, null, null, new Card(brand, last4)));
    }

    PaymentChange capturedMinor(long capturedMinor) {
        return and(new Moved(capturedMinor, 0, 0));
    }

    PaymentChange refundedMinor(long refundedMinor) {
        return and(new Moved(0, refundedMinor, 0));
    }

    PaymentChange refundedByHandMinor(long refundedByHandMinor) {
        return and(new Moved(0, 0, refundedByHandMinor));
    }

    private PaymentChange and(Said more) {
        return new PaymentChange(paymentId, hotelId, version, at, step, opened, said.then(more), moved);
    }

    private PaymentChange and(Moved more) {
        return new PaymentChange(paymentId, hotelId, version, at, step, opened, said, moved.and(more));
    }

    @Nullable
    PaymentState state() {
        return step == null ? null : step.state;
    }

    /** Both changes as one: what the later one leaves open the earlier one says. */
    PaymentChange then(PaymentChange later) {
        boolean atTheSide = later.step != null && Objects.equals(later.step.attemptNo, said.sideAttemptNo);
        return new PaymentChange(
                paymentId,
                hotelId,
                later.version,
                later.at,
                atTheSide ? step : last(step, later.step),
                last(opened, later.opened),
                said.then(later.said),
                moved.and(later.moved));
    }

    private static <T> @Nullable T last(@Nullable T earlier, @Nullable T later) {
        return later == null ? earlier : later;
    }
}
