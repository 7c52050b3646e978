package io.staylog.booking.view;

import io.staylog.booking.domain.Money;
import io.staylog.booking.domain.PaymentWord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payment of a booking, as it is shown: what this service has asked for, and what payment-service has said of it since.
 *
 * @param paymentId the payment
 * @param purpose what it is for
 * @param amountMinor how much was asked for at first, in minor units
 * @param authorizedMinor reserved by it, as far as this service has asked for it
 * @param capturedMinor taken by it, or asked to be
 * @param refundedMinor given back of it, or asked to be
 * @param outcome what payment-service said last; absent where it has said nothing yet
 * @param declineCode the bank's reason; absent where it did not decline, or has agreed since
 */
public record PaymentView(
        UUID paymentId,
        String purpose,
        long amountMinor,
        long authorizedMinor,
        long capturedMinor,
        long refundedMinor,
        PaymentWord.@Nullable State outcome,
        @Nullable String declineCode) {
    static PaymentView of(Money money, @Nullable PaymentWord said) {
        return new PaymentView(
                money.paymentId(),
                money.purpose().name(),
                money.askedMinor(),
                money.authorizedMinor(),
                money.capturedMinor(),
                money.refundedMinor(),
                said == null ? null : said.state(),
                said == null || said.declineCode().isEmpty() ? null : said.declineCode());
    }
}
