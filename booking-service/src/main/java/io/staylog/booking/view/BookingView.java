package io.staylog.booking.view;

import io.staylog.booking.domain.Booking;
import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.CancellationPolicy;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Invoice;
import io.staylog.booking.domain.InvoiceLine;
import io.staylog.booking.domain.PendingChange;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.Terms;
import io.staylog.logview.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking as it is shown.
 *
 * @param bookingId the booking
 * @param hotelId its hotel
 * @param status where it stands; REJECTED where it was asked for and refused
 * @param version number of its last event, 0 where it was rejected; also its ETag
 * @param sold what was sold; absent where it was rejected
 * @param holdExpiresAt until when rooms are held; absent where they are not held
 * @param roomNumber the door number, where one was given out
 * @param paymentId the payment that it waits for or that secures it
 * @param payment what was last asked about its money, or heard of it
 * @param declined why the payment that it waits for was declined; absent where it was not, or is being tried again
 * @param pendingChange other rooms that wait for their payment; absent where none do
 * @param money what it owes and has paid; absent where it was rejected
 * @param payments its payments in the order in which they were asked for; absent where it was rejected
 * @param invoices its invoices in the order in which they were issued; absent where it was rejected
 * @param endReason why it was released (the bank's code) or cancelled
 * @param rejection why it was rejected; absent where it was not
 * @param position of its newest event, as {@code partition:offset}
 */
public record BookingView(
        UUID bookingId,
        String hotelId,
        Status status,
        int version,
        @Nullable Sold sold,
        @Nullable Instant holdExpiresAt,
        @Nullable String roomNumber,
        @Nullable UUID paymentId,
        @Nullable PaymentState payment,
        @Nullable Declined declined,
        @Nullable PendingChangeView pendingChange,
        @Nullable MoneyView money,
        @Nullable List<PaymentView> payments,
        @Nullable List<InvoiceView> invoices,
        @Nullable String endReason,
        @Nullable Rejected rejection,
        String position) {

    /** Whether a request has led to a change that waits for its payment. */
    public boolean isChangedBy(UUID requestId) {
        return pendingChange != null && pendingChange.requestId().equals(requestId);
    }

    /** Where a booking stands. */
    public enum Status {
        REJECTED,
        HELD,
        CONFIRMED,
        IN_HOUSE,
        RELEASED,
        EXPIRED,
        CANCELLED,
        NO_SHOW,
        CHECKED_OUT,
        WALKED;

        /** Whether nothing more is waited for before the caller can rely on it. */
        public boolean settled() {
            return this != HELD;
        }

        /** Whether a booking that stands so can come to stand like that later. */
        public boolean canBecome(Status later) {
            return switch (this) {
                case HELD -> later != REJECTED && later != HELD;
                case CONFIRMED ->
                    later != REJECTED && later != HELD && later != RELEASED && later != EXPIRED && later != CONFIRMED;
                case IN_HOUSE -> later == CHECKED_OUT;
                // It may be reinstated; but nobody waits for that.
                case REJECTED, RELEASED, EXPIRED, CANCELLED, NO_SHOW, CHECKED_OUT, WALKED -> false;
            };
        }
    }

    /** What booking-service last asked about the booking's money, or was told. */
    public enum PaymentState {
        NONE,
        REQUESTED,
        SECURED,
        DECLINED,
        LOST,
        CAPTURE_REQUESTED,
        CANCELLATION_REQUESTED,
        REFUND_REQUESTED
    }

    /**
     * The payment that a held booking waits for was declined.
     *
     * @param declineCode the bank's reason
     * @param attemptsLeft how often the guest may still try
     */
    public record Declined(String declineCode, int attemptsLeft) {}

    /**
     * Other rooms that a booking will have as soon as their difference in price is paid.
     *
     * @param requestId who asked for it
     * @param roomStays all rooms that the booking will have
     * @param totalGrossMinor their sum, in minor units
     * @param paymentId the payment that is waited for
     * @param holdExpiresAt then it is given up
     */
    public record PendingChangeView(
            UUID requestId, List<Room> roomStays, long totalGrossMinor, UUID paymentId, Instant holdExpiresAt) {
        static @Nullable PendingChangeView of(@Nullable PendingChange change) {
            return change == null
                    ? null
                    : new PendingChangeView(
                            change.requestId(),
                            change.roomStays().stream().map(Room::of).toList(),
                            change.totalMinor(),
                            change.paymentId(),
                            change.expiresAt());
        }
    }

    /**
     * The account of a booking. What was asked for counts as long as it is not known to have failed.
     *
     * @param owedMinor what the guest owes in all, as things stand
     * @param chargesMinor of that: charged besides the nights or the fee
     * @param collectedMinor taken, and not given back
     * @param authorizedMinor reserved, and neither taken nor let go
     * @param receivableMinor of a stay that is over: what the guest still owes, and nothing brings by itself
     */
    public record MoneyView(
            long owedMinor, long chargesMinor, long collectedMinor, long authorizedMinor, long receivableMinor) {
        static MoneyView of(Booking booking) {
            var account = booking.account();
            long open = booking.owedMinor() - account.collectedMinor() - account.authorizedMinor();
            return new MoneyView(
                    booking.owedMinor(),
                    account.chargesMinor(),
                    account.collectedMinor(),
                    account.authorizedMinor(),
                    booking.ending() == null ? 0 : Math.max(0, open));
        }
    }

    /**
     * An invoice over the booking, or a part of it.
     *
     * @param series the series
     * @param number the number within the series
     * @param partyId whom it is made out to
     * @param totalGrossMinor its sum with tax, in minor units
     * @param credited whether a credit note has taken it back
     */
    public record InvoiceView(String series, long number, UUID partyId, long totalGrossMinor, boolean credited) {
        static InvoiceView of(Invoice invoice) {
            return new InvoiceView(
                    invoice.series(),
                    invoice.number(),
                    invoice.partyId(),
                    InvoiceLine.total(invoice.lines()),
                    invoice.credited());
        }
    }

    /** What was sold. The stored card is not shown. */
    public record Sold(
            String confirmationCode,
            String channel,
            @Nullable String channelReference,
            @Nullable UUID guestId,
            String ratePlanId,
            String guarantee,
            List<Room> roomStays,
            String currency,
            long totalGrossMinor,
            long dueNowMinor,
            List<Tier> cancellationTiers,
            FeeView noShowFee) {
        static Sold of(Terms terms) {
            return new Sold(
                    terms.confirmationCode(),
                    terms.channel().name(),
                    terms.channelReference(),
                    terms.guestId(),
                    terms.ratePlanId(),
                    terms.guarantee().name(),
                    terms.roomStays().stream().map(Room::of).toList(),
                    terms.currency(),
                    terms.totalMinor(),
                    terms.dueNowMinor(),
                    terms.policy().tiers().stream().map(Tier::of).toList(),
                    FeeView.of(terms.policy().noShowFee()));
        }
    }

    /** One room of a booking. */
    public record Room(
            int roomStayNo,
            String roomTypeId,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int adults,
            List<Integer> childrenAges,
            List<Night> nights) {
        static Room of(RoomStay stay) {
            return new Room(
                    stay.number(),
                    stay.roomTypeId(),
                    stay.arrival(),
                    stay.departure(),
                    stay.adults(),
                    stay.childrenAges(),
                    stay.nights().stream()
                            .map(night -> new Night(
                                    night.night(),
                                    night.grossMinor(),
                                    night.netMinor(),
                                    night.taxMinor(),
                                    night.taxRateBps()))
                            .toList());
        }
    }

    /** The price of one night. */
    public record Night(LocalDate night, long grossMinor, long netMinor, long taxMinor, int taxRateBps) {}

    /** From an instant on, cancelling costs a fee. */
    public record Tier(Instant deadlineAt, FeeView fee) {
        static Tier of(CancellationPolicy.Tier tier) {
            return new Tier(tier.deadlineAt(), FeeView.of(tier.fee()));
        }
    }

    /** A fee by rule. */
    public record FeeView(String type, long value) {
        static FeeView of(Fee fee) {
            return new FeeView(fee.type().name(), fee.value());
        }
    }

    /** Why a booking was rejected. */
    public record Rejected(String code, String message, boolean retriable, Map<String, String> details) {}

    static BookingView of(BookingEntry entry, PaymentOutcomes outcomes) {
        var booking = entry.booking;
        return new BookingView(
                entry.bookingId,
                entry.hotelId,
                Status.valueOf(booking.state().name()),
                booking.version(),
                Sold.of(booking.terms()),
                booking.holdExpiresAt(),
                entry.roomNumber,
                booking.paymentId(),
                entry.payment,
                entry.declineCode.isEmpty() || booking.state() != State.HELD
                        ? null
                        : new Declined(entry.declineCode, entry.attemptsLeft),
                PendingChangeView.of(booking.change()),
                MoneyView.of(booking),
                booking.account().payments().stream()
                        .map(money -> PaymentView.of(money, outcomes.find(money.paymentId())))
                        .toList(),
                booking.account().invoices().stream().map(InvoiceView::of).toList(),
                entry.endReason.isEmpty() ? null : entry.endReason,
                null,
                entry.newest().toString());
    }

    static BookingView rejected(UUID bookingId, Outcome outcome, Outcome.Refusal refusal) {
        return new BookingView(
                bookingId,
                outcome.hotelId(),
                Status.REJECTED,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Rejected(refusal.code(), refusal.message(), refusal.retriable(), refusal.details()),
                outcome.position().toString());
    }
}
