package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.domain.Reason;
import io.staylog.booking.domain.Rejection;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.HoldExtended;
import io.staylog.schemas.booking.OverbookedDetected;
import io.staylog.schemas.booking.RequestRejected;
import org.apache.avro.specific.SpecificRecord;

/** What a hotel has decided, as Avro and back. Total: a new kind of event does not compile until it has a wire form. */
final class EventWire {
    private EventWire() {}

    static SpecificRecord toAvro(BookingEvent event, String hotelId) {
        return switch (event) {
            case BookingEvent.HotelFact fact -> HotelFactWire.toAvro(fact, hotelId);
            case BookingEvent.OfBooking change -> toAvro(change, hotelId);
            case BookingEvent.PaymentAsked asked -> PaymentRequestWire.toAvro(asked, hotelId);
            case BookingEvent.BusinessDayClosed e ->
                new BusinessDayClosed(e.requestId(), hotelId, e.closedDate(), e.businessDate());
            case BookingEvent.OverbookedDetected e ->
                new OverbookedDetected(e.requestId(), hotelId, e.roomTypeId(), e.night(), e.rooms());
            case BookingEvent.RequestRejected e ->
                new RequestRejected(
                        e.requestId(),
                        hotelId,
                        e.bookingId(),
                        e.businessDate(),
                        e.requestType(),
                        e.rejection().reason().code(),
                        e.rejection().message(),
                        e.rejection().reason().retriable(),
                        e.rejection().details());
        };
    }

    private static SpecificRecord toAvro(BookingEvent.OfBooking event, String hotelId) {
        var id = event.bookingId();
        int version = event.version();
        var date = event.businessDate();
        return switch (event) {
            case BookingEvent.BookingHeld e ->
                new BookingHeld(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        TermsWire.toAvro(e.terms()),
                        e.paymentId(),
                        e.holdExpiresAt());
            case BookingEvent.BookingConfirmed e -> {
                var terms = e.terms();
                var avro = terms == null ? null : TermsWire.toAvro(terms);
                yield new BookingConfirmed(e.requestId(), hotelId, id, version, date, avro, e.paymentId());
            }
            case BookingEvent.HoldExtended e -> new HoldExtended(hotelId, id, version, date, e.holdExpiresAt());
            case BookingEvent.BookingReleased e -> new BookingReleased(hotelId, id, version, date, e.declineCode());
            case BookingEvent.BookingExpired _ -> new BookingExpired(hotelId, id, version, date);
            case BookingEvent.Incident e -> IncidentWire.toAvro(e, hotelId);
            case BookingEvent.Invoicing e -> InvoiceWire.toAvro(e, hotelId);
            case BookingEvent.BookingCancelled e -> toAvro(e, hotelId);
            case BookingEvent.BookingModified e -> {
                var stays = TermsWire.staysToAvro(e.roomStays());
                long total = io.staylog.booking.domain.RoomStay.total(e.roomStays());
                var policy = e.policy();
                yield new BookingModified(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        stays,
                        total,
                        e.deltaMinor(),
                        policy == null ? null : TermsWire.toAvro(policy));
            }
            case BookingEvent.GuestCheckedIn e ->
                new GuestCheckedIn(e.requestId(), hotelId, id, version, date, e.roomNumber());
            case BookingEvent.GuestCheckedOut e -> {
                var rooms = e.roomStays();
                var stays = rooms == null ? null : TermsWire.staysToAvro(rooms);
                yield new GuestCheckedOut(
                        e.requestId(),
                        hotelId,
                        id,
                        version,
                        date,
                        stays,
                        e.totalGrossMinor(),
                        e.earlyDepartureFeeMinor());
            }
            case BookingEvent.BookingNoShow e ->
                new BookingNoShow(e.requestId(), hotelId, id, version, date, e.feeMinor(), e.refundDueMinor());
        };
    }

    private static BookingCancelled toAvro(BookingEvent.BookingCancelled e, String hotelId) {
        return new BookingCancelled(
                e.requestId(),
                hotelId,
                e.bookingId(),
                e.version(),
                e.businessDate(),
                CancellationReason.valueOf(e.reason().name()),
                e.feeMinor(),
                e.refundDueMinor(),
                e.tierIndex(),
                e.late());
    }

    /**
     * An event of our own topic.
     *
     * @throws IllegalStateException for a record type that this program does not know: it is older than the log
     */
    static BookingEvent fromAvro(SpecificRecord event) {
        return HotelFactWire.fromAvro(event)
                .map(BookingEvent.class::cast)
                .or(() -> PaymentRequestWire.fromAvro(event))
                .or(() -> IncidentWire.fromAvro(event))
                .or(() -> InvoiceWire.fromAvro(event))
                .orElseGet(() -> decided(event));
    }

    private static BookingEvent decided(SpecificRecord event) {
        return switch (event) {
            case BookingHeld e ->
                new BookingEvent.BookingHeld(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        TermsWire.fromAvro(e.getTerms()),
                        e.getPaymentId(),
                        e.getHoldExpiresAt());
            case BookingConfirmed e ->
                new BookingEvent.BookingConfirmed(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        e.getTerms() == null ? null : TermsWire.fromAvro(e.getTerms()),
                        e.getPaymentId());
            case HoldExtended e ->
                new BookingEvent.HoldExtended(
                        e.getBookingId(), e.getVersion(), e.getBusinessDate(), e.getHoldExpiresAt());
            case BookingReleased e ->
                new BookingEvent.BookingReleased(
                        e.getBookingId(), e.getVersion(), e.getBusinessDate(), e.getDeclineCode());
            case BookingExpired e ->
                new BookingEvent.BookingExpired(e.getBookingId(), e.getVersion(), e.getBusinessDate());
            case BookingCancelled e ->
                new BookingEvent.BookingCancelled(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        CancelReason.valueOf(e.getReason().name()),
                        e.getFeeMinor(),
                        e.getRefundDueMinor(),
                        e.getTierIndex(),
                        e.getLate());
            default -> later(event);
        };
    }

    private static BookingEvent later(SpecificRecord event) {
        return switch (event) {
            case BookingModified e -> {
                var policy = e.getCancellationPolicy();
                yield new BookingEvent.BookingModified(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        TermsWire.staysFromAvro(e.getRoomStays()),
                        e.getDeltaMinor(),
                        policy == null ? null : TermsWire.fromAvro(policy));
            }
            case GuestCheckedIn e ->
                new BookingEvent.GuestCheckedIn(
                        e.getRequestId(), e.getBookingId(), e.getVersion(), e.getBusinessDate(), e.getRoomNumber());
            case GuestCheckedOut e ->
                new BookingEvent.GuestCheckedOut(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        e.getRoomStays() == null ? null : TermsWire.staysFromAvro(e.getRoomStays()),
                        e.getTotalGrossMinor(),
                        e.getEarlyDepartureFeeMinor());
            case BookingNoShow e ->
                new BookingEvent.BookingNoShow(
                        e.getRequestId(),
                        e.getBookingId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        e.getFeeMinor(),
                        e.getRefundDueMinor());
            case BusinessDayClosed e ->
                new BookingEvent.BusinessDayClosed(e.getRequestId(), e.getClosedDate(), e.getBusinessDate());
            case OverbookedDetected e ->
                new BookingEvent.OverbookedDetected(e.getRequestId(), e.getRoomTypeId(), e.getNight(), e.getRooms());
            case RequestRejected e -> fromAvro(e);
            default ->
                throw new IllegalStateException("this program is older than the log: it does not know "
                        + event.getSchema().getFullName());
        };
    }

    private static BookingEvent fromAvro(RequestRejected e) {
        var reason = Reason.of(e.getCode());
        return new BookingEvent.RequestRejected(
                e.getRequestId(),
                e.getBookingId(),
                e.getBusinessDate(),
                e.getRequestType(),
                new Rejection(reason, e.getMessage(), e.getDetails()));
    }
}
