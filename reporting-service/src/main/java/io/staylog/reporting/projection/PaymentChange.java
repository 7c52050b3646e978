package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.PaymentOpened;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one event of a payment changes, or several of them in one; null leaves a value as it is, amounts moved are added up. */
record PaymentChange(
        UUID paymentId,
        String hotelId,
        int version,
        Instant at,
        @Nullable PaymentState state,
        @Nullable PaymentOpened opened,
        @Nullable Long authorizedMinor,
        @Nullable String pspReference,
        @Nullable String declineCode,
        @Nullable String attention,
        long capturedMinor,
        long refundedMinor)
        implements RowChange {

    /** Nothing but that there was an event. */
    static PaymentChange of(UUID paymentId, String hotelId, int version, Position position) {
        return new PaymentChange(
                paymentId, Checked.id(hotelId), version, position.at(), null, null, null, null, null, null, 0, 0);
    }

    PaymentChange state(@Nullable PaymentState state) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange opened(PaymentOpened opened) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange authorizedMinor(Long authorizedMinor) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange pspReference(String pspReference) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange declineCode(String declineCode) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange attention(String attention) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange capturedMinor(long capturedMinor) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    PaymentChange refundedMinor(long refundedMinor) {
        return new PaymentChange(
                paymentId,
                hotelId,
                version,
                at,
                state,
                opened,
                authorizedMinor,
                pspReference,
                declineCode,
                attention,
                capturedMinor,
                refundedMinor);
    }

    /** Both changes as one: what the later one leaves open the earlier one says. */
    PaymentChange then(PaymentChange later) {
        return new PaymentChange(
                paymentId,
                hotelId,
                later.version,
                later.at,
                last(state, later.state),
                last(opened, later.opened),
                last(authorizedMinor, later.authorizedMinor),
                last(pspReference, later.pspReference),
                last(declineCode, later.declineCode),
                last(attention, later.attention),
                capturedMinor + later.capturedMinor,
                refundedMinor + later.refundedMinor);
    }

    private static <T> @Nullable T last(@Nullable T earlier, @Nullable T later) {
        return later == null ? earlier : later;
    }
}
