package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.LedgerFact;
import io.staylog.reporting.ledger.LedgerFact.Night;
import io.staylog.reporting.ledger.Settlement;
import io.staylog.reporting.ledger.Source;
import io.staylog.reporting.projection.RowChange.EntryPosted;
import io.staylog.reporting.projection.RowChange.LedgerNoted;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.DisputeWon;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.SettlementReconciled;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What events mean for the accounts; those that are not here, an authorisation for example, mean nothing. */
final class LedgerProjection {
    private LedgerProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        var noted = new Note(event, at);
        return switch (event) {
            case BookingHeld e -> noted.booking(e.getBookingId(), e.getBusinessDate(), sold(e.getTerms()));
            case BookingConfirmed e -> confirmed(e, noted);
            case BookingModified e ->
                noted.booking(e.getBookingId(), e.getBusinessDate(), new LedgerFact.Changed(nights(e.getRoomStays())));
            case GuestCheckedIn e -> noted.booking(e.getBookingId(), e.getBusinessDate(), new LedgerFact.Arrived());
            case GuestCheckedOut e -> noted.booking(e.getBookingId(), e.getBusinessDate(), left(e));
            case BookingCancelled e ->
                noted.booking(
                        e.getBookingId(),
                        e.getBusinessDate(),
                        new LedgerFact.Cancelled(Checked.amount(e.getFeeMinor())));
            case BookingNoShow e ->
                noted.booking(
                        e.getBookingId(),
                        e.getBusinessDate(),
                        new LedgerFact.NotShown(Checked.amount(e.getFeeMinor())));
            case GuestWalked e ->
                noted.booking(
                        e.getBookingId(),
                        e.getBusinessDate(),
                        new LedgerFact.Walked(Checked.amount(e.getCompensationMinor())));
            case BookingReleased e -> noted.booking(e.getBookingId(), e.getBusinessDate(), new LedgerFact.NotSecured());
            case BookingExpired e -> noted.booking(e.getBookingId(), e.getBusinessDate(), new LedgerFact.NotSecured());
            case BookingReinstated e ->
                noted.booking(e.getBookingId(), e.getBusinessDate(), new LedgerFact.Reinstated());
            case FolioChargePosted e -> noted.booking(e.getBookingId(), e.getBusinessDate(), charged(e));
            case BusinessDayClosed e -> noted.of(null, null, e.getClosedDate(), new LedgerFact.DayClosed());
            case SettlementReconciled e -> settled(e, at);
            default -> payment(event, noted);
        };
    }

    private static List<RowChange> payment(SpecificRecord event, Note noted) {
        return switch (event) {
            case PaymentInitiated e -> noted.of(e.getBookingId(), e.getPaymentId(), e.getBusinessDate(), null);
            case PaymentAttemptStarted e -> noted.of(e.getBookingId(), e.getPaymentId(), e.getBusinessDate(), null);
            case PaymentCaptured e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        e.getBusinessDate(),
                        new LedgerFact.Captured(Checked.amount(e.getAmountMinor()), Checked.id(e.getCurrency())));
            // It names the date of the capture, which may be long over.
            case PaymentCaptureFailed e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        null,
                        new LedgerFact.CaptureFailed(Checked.amount(e.getAmountMinor()), Checked.id(e.getCurrency())));
            case PaymentRefundPending e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        null,
                        new LedgerFact.RefundPending(
                                e.getRefundId(), Checked.amount(e.getAmountMinor()), Checked.id(e.getCurrency())));
            case PaymentRefunded e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        e.getBusinessDate(),
                        new LedgerFact.Refunded(
                                e.getRefundId(), Checked.amount(e.getAmountMinor()), Checked.id(e.getCurrency())));
            case PaymentRefundFailed e ->
                noted.of(e.getBookingId(), e.getPaymentId(), null, new LedgerFact.RefundFailed(e.getRefundId()));
            case ManualRefundRecorded e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        e.getBusinessDate(),
                        new LedgerFact.RefundedByHand(Checked.amount(e.getAmountMinor()), Checked.id(e.getCurrency())));
            default -> dispute(event, noted);
        };
    }

    private static List<RowChange> dispute(SpecificRecord event, Note noted) {
        return switch (event) {
            case DisputeOpened e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        e.getBusinessDate(),
                        new LedgerFact.DisputeOpened(
                                Checked.id(e.getDisputeId()),
                                Checked.amount(e.getAmountMinor()),
                                Checked.id(e.getCurrency()),
                                e.getStage() != DisputeStage.INQUIRY));
            case DisputeWon e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        null,
                        new LedgerFact.DisputeWon(
                                Checked.id(e.getDisputeId()),
                                Checked.amount(e.getAmountMinor()),
                                Checked.id(e.getCurrency())));
            case DisputeLost e ->
                noted.of(
                        e.getBookingId(),
                        e.getPaymentId(),
                        null,
                        new LedgerFact.DisputeLost(
                                Checked.id(e.getDisputeId()),
                                Checked.amount(e.getAmountMinor()),
                                Checked.id(e.getCurrency())));
            default -> List.of();
        };
    }

    private static List<RowChange> confirmed(BookingConfirmed e, Note noted) {
        var terms = e.getTerms();
        return terms == null ? List.of() : noted.booking(e.getBookingId(), e.getBusinessDate(), sold(terms));
    }

    private static LedgerFact sold(BookingTerms terms) {
        return new LedgerFact.Sold(Checked.id(terms.getCurrency()), nights(terms.getRoomStays()));
    }

    /** City tax is the city's as a whole: the hotel only collects it. */
    private static LedgerFact charged(FolioChargePosted e) {
        long amount = Checked.amount(e.getAmountMinor());
        return new LedgerFact.Charged(
                amount, e.getKind() == ChargeKind.CITY_TAX ? amount : Checked.amount(e.getTaxMinor()));
    }

    private static LedgerFact left(GuestCheckedOut e) {
        var used = e.getRoomStays();
        return new LedgerFact.Left(used == null ? null : nights(used), Checked.amount(e.getEarlyDepartureFeeMinor()));
    }

    private static List<Night> nights(List<RoomStay> rooms) {
        var nights = new TreeMap<LocalDate, Night>();
        for (var room : rooms) {
            for (var price : room.getNights()) {
                var night = new Night(
                        Checked.date(price.getNight()),
                        Checked.amount(price.getGrossMinor()),
                        Checked.amount(price.getNetMinor()));
                nights.merge(night.night(), night, Night::and);
            }
        }
        return List.copyOf(nights.values());
    }

    private static List<RowChange> settled(SettlementReconciled e, Position at) {
        var settlement = new Settlement(
                e.getRequestId(),
                Checked.id(e.getHotelId()),
                Checked.date(e.getSettlementDate()),
                Checked.amount(e.getGrossMinor()),
                Checked.amount(e.getFeeMinor()),
                Checked.id(e.getCurrency()));
        var source = new Source(at.topic(), at.partition(), at.offset(), at.eventId(), at.at());
        return settlement.entry(source, e.getSchema().getName()).stream()
                .<RowChange>map(EntryPosted::new)
                .toList();
    }

    /** Where a fact comes from. */
    private record Note(SpecificRecord event, Position at) {
        List<RowChange> booking(UUID bookingId, LocalDate businessDate, LedgerFact fact) {
            return of(bookingId, null, businessDate, fact);
        }

        List<RowChange> of(
                @Nullable UUID bookingId,
                @Nullable UUID paymentId,
                @Nullable LocalDate businessDate,
                @Nullable LedgerFact fact) {
            var schema = event.getSchema();
            var hotelId = String.valueOf(event.get(schema.getField("hotelId").pos()));
            return List.of(new LedgerNoted(
                    at,
                    schema.getName(),
                    Checked.id(hotelId),
                    bookingId,
                    paymentId,
                    Checked.dateOrNull(businessDate),
                    fact));
        }
    }
}
