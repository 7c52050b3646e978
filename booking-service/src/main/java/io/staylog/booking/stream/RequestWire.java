package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.ChargeKind;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.booking.ModificationRequested;
import io.staylog.schemas.booking.NoShowReported;
import io.staylog.schemas.booking.ReinstatementRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What a record asks a hotel to do. A request that makes no sense becomes a refusal, never an exception. */
final class RequestWire {
    private RequestWire() {}

    /**
     * Empty for a record type that this service has no rule for: newer producers may add types at any time.
     *
     * @param askedAt timestamp of the record
     */
    static Optional<BookingCommand> toCommand(SpecificRecord event, Instant askedAt) {
        return PaymentNewsWire.isNews(event)
                ? PaymentNewsWire.toCommand(event).map(BookingCommand.class::cast)
                : asked(event, askedAt);
    }

    private static Optional<BookingCommand> asked(SpecificRecord event, Instant askedAt) {
        var request = new Request(requestId(event), event.getSchema().getName());
        var objection = FieldsWire.objection(event);
        if (objection != null) {
            return Optional.of(new BookingCommand.Refuse(request, bookingId(event), objection));
        }
        return switch (event) {
            case BookingRequested e -> Optional.of(place(request, e));
            case CancellationRequested e ->
                Optional.of(new BookingCommand.CancelBooking(
                        request,
                        e.getBookingId(),
                        CancelReason.valueOf(e.getReason().name()),
                        e.getExpectedVersion(),
                        askedAt));
            case ModificationRequested e ->
                Optional.of(new BookingCommand.ModifyBooking(
                        request, e.getBookingId(), stays(e.getRoomStays()), e.getExpectedVersion(), askedAt));
            case CheckInReported e ->
                Optional.of(new BookingCommand.CheckIn(request, e.getBookingId(), e.getRoomNumber()));
            case CheckOutReported e -> Optional.of(new BookingCommand.CheckOut(request, e.getBookingId()));
            case NoShowReported e -> Optional.of(new BookingCommand.MarkNoShow(request, e.getBookingId()));
            case GuestWalkReported e ->
                Optional.of(new BookingCommand.WalkGuest(
                        request, e.getBookingId(), e.getToHotel(), e.getCompensationMinor()));
            case ChargeReported e ->
                Optional.of(new BookingCommand.PostCharge(
                        request,
                        e.getBookingId(),
                        e.getDescription(),
                        e.getAmountMinor(),
                        ChargeKind.valueOf(e.getKind().name()),
                        e.getTaxRateBps()));
            case InvoiceRequested e ->
                Optional.of(new BookingCommand.IssueInvoice(
                        request, e.getBookingId(), e.getPartyId(), e.getBuyerVatCountry()));
            case CreditNoteRequested e ->
                Optional.of(new BookingCommand.IssueCreditNote(
                        request, e.getBookingId(), e.getSeries(), e.getNumber(), e.getReason()));
            case ReinstatementRequested e ->
                Optional.of(new BookingCommand.Reinstate(request, e.getBookingId(), e.getExpectedVersion()));
            case DayCloseRequested e -> Optional.of(new BookingCommand.CloseDay(request, e.getBusinessDate()));
            default -> HotelFactWire.fromAvro(event).map(fact -> new BookingCommand.Declare(request, fact));
        };
    }

    private static BookingCommand place(Request request, BookingRequested e) {
        return new BookingCommand.PlaceBooking(
                request,
                e.getBookingId(),
                e.getRatePlanId(),
                Channel.valueOf(e.getChannel().name()),
                e.getChannelReference(),
                e.getGuestId(),
                stays(e.getRoomStays()),
                e.getCurrency(),
                e.getExpectedTotalMinor(),
                e.getPaymentMethodToken());
    }

    private static List<io.staylog.booking.domain.RoomStayRequest> stays(List<RoomStayRequest> stays) {
        return stays.stream()
                .map(stay -> new io.staylog.booking.domain.RoomStayRequest(
                        stay.getRoomTypeId(),
                        stay.getArrivalDate(),
                        stay.getDepartureDate(),
                        stay.getAdults(),
                        stay.getChildrenAges(),
                        stay.getAgreedNightsMinor(),
                        stay.getDayUse()))
                .toList();
    }

    private static UUID requestId(SpecificRecord event) {
        return (UUID) event.get(event.getSchema().getField("requestId").pos());
    }

    private static @Nullable UUID bookingId(SpecificRecord event) {
        var field = event.getSchema().getField("bookingId");
        return field == null ? null : (UUID) event.get(field.pos());
    }
}
