package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.RoomStay;
import io.staylog.schemas.booking.BookingChangeAbandoned;
import io.staylog.schemas.booking.BookingChangeHeld;
import io.staylog.schemas.booking.BookingGuaranteeLost;
import io.staylog.schemas.booking.BookingPaymentFailed;
import io.staylog.schemas.booking.BookingPaymentRetried;
import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.booking.LatePaymentDetected;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What happens to a booking besides its usual way, above all to its money, as Avro and back. */
final class IncidentWire {
    private IncidentWire() {}

    static SpecificRecord toAvro(BookingEvent.Incident event, String hotelId) {
        var id = event.bookingId();
        int version = event.version();
        var date = event.businessDate();
        return switch (event) {
            case BookingEvent.BookingPaymentFailed e ->
                new BookingPaymentFailed(
                        hotelId, id, version, date, e.paymentId(), e.declineCode(), e.attemptsLeft(), e.attemptNo());
            case BookingEvent.BookingPaymentRetried e ->
                new BookingPaymentRetried(hotelId, id, version, date, e.paymentId(), e.attemptNo());
            case BookingEvent.LatePaymentDetected e ->
                new LatePaymentDetected(hotelId, id, version, date, e.paymentId(), e.amountMinor());
            case BookingEvent.BookingGuaranteeLost e ->
                new BookingGuaranteeLost(hotelId, id, version, date, e.paymentId(), e.code());
            case BookingEvent.BookingChangeAbandoned e ->
                new BookingChangeAbandoned(e.requestId(), hotelId, id, version, date, e.code());
            case BookingEvent.GuestWalked e ->
                new GuestWalked(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        e.toHotel(),
                        e.compensationMinor(),
                        e.refundDueMinor());
            case BookingEvent.FolioChargePosted e ->
                new FolioChargePosted(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        e.description(),
                        e.amountMinor(),
                        ChargeKind.valueOf(e.kind().name()),
                        e.taxMinor(),
                        e.taxRateBps());
            case BookingEvent.BookingReinstated e -> new BookingReinstated(e.requestId(), hotelId, id, version, date);
            case BookingEvent.BookingChangeHeld e -> {
                var policy = e.policy();
                yield new BookingChangeHeld(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        TermsWire.staysToAvro(e.roomStays()),
                        RoomStay.total(e.roomStays()),
                        e.deltaMinor(),
                        policy == null ? null : TermsWire.toAvro(policy),
                        e.paymentId(),
                        e.holdExpiresAt());
            }
        };
    }

    /** Empty for a record of another kind. */
    static Optional<BookingEvent> fromAvro(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case BookingPaymentFailed e ->
                        new BookingEvent.BookingPaymentFailed(
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getPaymentId(),
                                e.getDeclineCode(),
                                e.getAttemptsLeft(),
                                e.getAttemptNo());
                    case BookingPaymentRetried e ->
                        new BookingEvent.BookingPaymentRetried(
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getPaymentId(),
                                e.getAttemptNo());
                    case LatePaymentDetected e ->
                        new BookingEvent.LatePaymentDetected(
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getPaymentId(),
                                e.getAmountMinor());
                    case BookingGuaranteeLost e ->
                        new BookingEvent.BookingGuaranteeLost(
                                e.getBookingId(), e.getVersion(), e.getBusinessDate(), e.getPaymentId(), e.getCode());
                    case BookingChangeAbandoned e ->
                        new BookingEvent.BookingChangeAbandoned(
                                e.getRequestId(), e.getBookingId(), e.getVersion(), e.getBusinessDate(), e.getCode());
                    case GuestWalked e ->
                        new BookingEvent.GuestWalked(
                                e.getRequestId(),
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getToHotel(),
                                e.getCompensationMinor(),
                                e.getRefundDueMinor());
                    case FolioChargePosted e ->
                        new BookingEvent.FolioChargePosted(
                                e.getRequestId(),
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getDescription(),
                                e.getAmountMinor(),
                                io.staylog.booking.domain.ChargeKind.valueOf(
                                        e.getKind().name()),
                                e.getTaxMinor(),
                                e.getTaxRateBps());
                    case BookingReinstated e ->
                        new BookingEvent.BookingReinstated(
                                e.getRequestId(), e.getBookingId(), e.getVersion(), e.getBusinessDate());
                    case BookingChangeHeld e -> fromAvro(e);
                    default -> null;
                });
    }

    private static BookingEvent fromAvro(BookingChangeHeld e) {
        var policy = e.getCancellationPolicy();
        return new BookingEvent.BookingChangeHeld(
                e.getRequestId(),
                e.getBookingId(),
                e.getVersion(),
                e.getBusinessDate(),
                TermsWire.staysFromAvro(e.getRoomStays()),
                e.getDeltaMinor(),
                policy == null ? null : TermsWire.fromAvro(policy),
                e.getPaymentId(),
                e.getHoldExpiresAt());
    }
}
