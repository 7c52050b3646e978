package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.ledger.LedgerFact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one event changes in the rows. Amounts are in minor units of the named currency, dates are hotel-local. */
public sealed interface RowChange
        permits AriChange,
                BookingChange,
                PaymentChange,
                RowChange.HotelOpened,
                RowChange.DayClosed,
                RowChange.RoomsCounted,
                RowChange.RoomsOnNights,
                RowChange.RatePlanNamed,
                RowChange.NightOverbooked,
                RowChange.NightsSet,
                RowChange.MoneyMoved,
                RowChange.RequestRefused,
                RowChange.LedgerNoted,
                RowChange.EntryPosted,
                RowChange.DisputeSaid,
                RowChange.OperatorActed,
                RowChange.NotificationUnmatched,
                RowChange.Settled,
                RowChange.Reinstated,
                RowChange.DocumentAnswered,
                RowChange.CheckTold,
                InvoiceChange,
                RowChange.ProfileSaid,
                RowChange.PartySaid,
                RowChange.GuestForgotten,
                RowChange.EventIndexed,
                BookingMoved,
                AttemptTold {

    /** A hotel exists. */
    record HotelOpened(
            String hotelId, String name, String timeZone, String currency, LocalDate businessDate, Seller seller)
            implements RowChange {}

    /** Who sells, as an invoice says it; an empty text where the hotel has not said so. */
    record Seller(String legalName, String address, String vatNumber) {}

    /** A hotel has moved on to its next business date. */
    record DayClosed(String hotelId, LocalDate closedDate, LocalDate businessDate, long offset, Instant at)
            implements RowChange {}

    /** A hotel has so many rooms of a class, from its business date at that offset on. */
    record RoomsCounted(String hotelId, String roomTypeId, String name, int rooms, int occupancyMax, long offset)
            implements RowChange {}

    /** Other numbers of rooms on some nights; null leaves a number as it is. */
    record RoomsOnNights(
            String hotelId,
            String roomTypeId,
            Nights nights,
            @Nullable Integer physical,
            @Nullable Integer outOfOrder,
            long offset)
            implements RowChange {}

    /** A rate plan exists. */
    record RatePlanNamed(String hotelId, String ratePlanId, String name, String pricing, String guarantee)
            implements RowChange {}

    /** A night is oversold by so many rooms. */
    record NightOverbooked(String hotelId, String roomTypeId, LocalDate night, int rooms) implements RowChange {}

    /** What stays true of a booking however it goes on. */
    record Sale(
            LocalDate bookedOn,
            String confirmationCode,
            String channel,
            String ratePlanId,
            String guarantee,
            String currency,
            Stay booked,
            @Nullable String channelReference,
            @Nullable UUID guestId) {}

    /** What the rooms of a booking come to; day use has no room nights. */
    record Stay(
            LocalDate arrival,
            LocalDate departure,
            int rooms,
            int roomNights,
            int adults,
            int children,
            long grossMinor,
            long netMinor) {}

    /** A booking has left the books without a stay. */
    record OffBooks(
            LocalDate on,
            @Nullable String reason,
            @Nullable Long feeMinor,
            @Nullable Boolean late) {}

    /** From this booking version on the booking has these nights and no others. */
    record NightsSet(UUID bookingId, String hotelId, int version, LocalDate on, boolean first, List<Night> nights)
            implements RowChange {}

    /** One room on one night. */
    record Night(
            int roomStayNo,
            LocalDate night,
            String roomTypeId,
            int guests,
            long grossMinor,
            long netMinor,
            int taxRateBps) {}

    /** What stays true of a payment however it goes on. */
    record PaymentOpened(
            UUID bookingId,
            String purpose,
            long amountMinor,
            String currency,
            String captureMode,
            LocalDate businessDate) {}

    /** Money came in or went back; the amount is positive either way. The purpose is null where the event does not say it. */
    record MoneyMoved(
            UUID paymentId,
            int version,
            String hotelId,
            UUID bookingId,
            MoneyKind kind,
            @Nullable String purpose,
            long amountMinor,
            String currency,
            LocalDate businessDate)
            implements RowChange {}

    /** Which way money moved. */
    enum MoneyKind {
        /** The bank has taken it. */
        CAPTURE,
        /** The bank had not taken it after all. */
        CAPTURE_FAILED,
        /** The bank has given it back. */
        REFUND,
        /** The hotel has given it back by itself. */
        MANUAL_REFUND
    }

    /** A request was refused. */
    record RequestRefused(
            Position position,
            String hotelId,
            UUID requestId,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            String requestType,
            String code,
            String message,
            boolean retriable,
            Map<String, String> details)
            implements RowChange {}

    /**
     * Something that matters to the accounts.
     *
     * @param position the event's record
     * @param eventType the event's record type, without namespace
     * @param hotelId whose books
     * @param bookingId the booking; null where it is about all of a hotel's
     * @param paymentId the payment; null where it is about none
     * @param businessDate the date that the event names; null where it names none, or one that was over
     * @param fact what the event says; null where it only names a date
     */
    record LedgerNoted(
            Position position,
            String eventType,
            String hotelId,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            @Nullable LedgerFact fact)
            implements RowChange {}

    /** An entry that follows from its event alone. */
    record EntryPosted(JournalEntry entry) implements RowChange {}

    /** A dispute stands so; with an opening also what it is about. */
    record DisputeSaid(
            UUID paymentId,
            String disputeId,
            int version,
            String hotelId,
            DisputeStatus status,
            @Nullable DisputeOpening opening,
            Instant at)
            implements RowChange {

        DisputeSaid then(DisputeSaid later) {
            var what = later.opening == null ? opening : later.opening;
            return new DisputeSaid(paymentId, disputeId, later.version, hotelId, later.status, what, later.at);
        }
    }

    /** What a dispute is about. */
    record DisputeOpening(
            UUID bookingId,
            String stage,
            String reasonCode,
            long amountMinor,
            String currency,
            @Nullable Instant evidenceDueAt,
            LocalDate openedOn) {}

    /** A person has asked for something about a payment, and it was done. */
    record OperatorActed(
            Position position,
            String hotelId,
            UUID paymentId,
            UUID bookingId,
            UUID requestId,
            String requestType,
            String actorType,
            String actorId,
            String reason)
            implements RowChange {}

    /** The bank spoke of an operation that is none of ours. */
    record NotificationUnmatched(
            Position position,
            String hotelId,
            String gateway,
            String notificationId,
            String kind,
            String merchantReference,
            String pspReference,
            long amountMinor,
            String currency)
            implements RowChange {}

    /** A settlement was compared with the books. */
    record Settled(
            UUID requestId,
            String hotelId,
            LocalDate date,
            String currency,
            int matched,
            long grossMinor,
            long feeMinor,
            List<Difference> differences,
            String actorId,
            Instant at)
            implements RowChange {}

    /** One difference between a settlement and the books. */
    record Difference(String kind, String movement, String merchantReference, long bookedMinor, long settledMinor) {}

    /** A booking that had left the books is on them again, with the nights that it had. */
    record Reinstated(UUID bookingId, int version, LocalDate on) implements RowChange {}

    /**
     * What became of a request for a document.
     *
     * @param about what it is about, as far as the event says
     * @param file what was written; null where nothing could be
     * @param failure why nothing could be; null where something was
     */
    record DocumentAnswered(
            UUID requestId,
            String hotelId,
            String kind,
            String format,
            About about,
            @Nullable File file,
            @Nullable Failure failure,
            Instant at)
            implements RowChange {

        /** What a document is about; null where it is not about such a thing. */
        record About(
                @Nullable LocalDate businessDate,
                @Nullable LocalDate fromDate,
                @Nullable LocalDate toDate,
                @Nullable UUID bookingId,
                @Nullable String series,
                @Nullable Long number,
                boolean isNightly) {
            static final About NOTHING = new About(null, null, null, null, null, null, false);
        }

        /** What was written, and what it stands on by topic and partition. */
        record File(
                String name,
                long sizeBytes,
                String sha256,
                Map<String, Map<Integer, Long>> standsOn,
                String publicUrl,
                @Nullable Instant dataAt,
                boolean isFinal) {}

        /** Why nothing was written. */
        record Failure(String code, String message) {}

        String state() {
            return file == null ? "FAILED" : "RENDERED";
        }

        /** The first answer counts, but a document that came after all counts more than a failure. */
        DocumentAnswered or(DocumentAnswered later) {
            return file == null && later.file != null ? later : this;
        }
    }

    /** What somebody's check has found. */
    record CheckTold(
            UUID requestId,
            String hotelId,
            int held,
            List<String> broken,
            List<String> skipped,
            long records,
            String actorId,
            Instant at)
            implements RowChange {}

    /** Who a guest is; null where nothing is said any more. */
    record ProfileSaid(UUID guestId, @Nullable Profile profile) implements RowChange {}

    /** Name, e-mail address and language of a guest; the latter two are empty where unknown. */
    record Profile(String name, String email, String language) {}

    /** Whom invoices are made out to; null where nothing is said any more. */
    record PartySaid(UUID partyId, @Nullable Party party) implements RowChange {}

    /** A party as an invoice shows it, and until when fiscal law wants it kept. */
    record Party(
            String hotelId,
            @Nullable UUID guestId,
            String name,
            String address,
            String vatNumber,
            String email,
            LocalDate keepUntil,
            Instant saidAt) {}

    /** Nothing names this guest any more but what is held; nothing will again. */
    record GuestForgotten(UUID guestId, UUID requestId, int documents, List<HeldInvoice> held, Instant at)
            implements RowChange {}

    /** An invoice that outlives the erasure of its guest. */
    record HeldInvoice(String hotelId, String series, long number, LocalDate keepUntil) {}

    /** Where an event stands that names a booking or a payment; the type is without namespace. */
    record EventIndexed(
            Position position,
            String recordType,
            String hotelId,
            Subject subject,
            @Nullable LocalDate businessDate) implements RowChange {}
}
