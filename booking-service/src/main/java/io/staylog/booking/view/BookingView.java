package io.staylog.booking.view;

import io.staylog.booking.domain.CancellationPolicy;
import io.staylog.booking.domain.Fee;
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
 * @param payment what is known here of the payment; payment-service knows more
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
        @Nullable String endReason,
        @Nullable Rejected rejection,
        String position) {

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
        CHECKED_OUT;

        /** Whether nothing more is waited for before the caller can rely on it. */
        public boolean settled() {
            return this != HELD;
        }

        /** Whether a booking that stands so can come to stand like that later. */
        public boolean canBecome(Status later) {
            return switch (this) {
                case HELD -> later != REJECTED && later != HELD;
                case CONFIRMED -> later == IN_HOUSE || later == CHECKED_OUT || later == CANCELLED || later == NO_SHOW;
                case IN_HOUSE -> later == CHECKED_OUT;
                case REJECTED, RELEASED, EXPIRED, CANCELLED, NO_SHOW, CHECKED_OUT -> false;
            };
        }
    }

    /** What booking-service last asked about the booking's money, or was told. */
    public enum PaymentState {
        NONE,
        REQUESTED,
        SECURED,
        DECLINED,
        CAPTURE_REQUESTED,
        CANCELLATION_REQUESTED,
        REFUND_REQUESTED
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

    static BookingView of(BookingEntry entry) {
        return new BookingView(
                entry.bookingId,
                entry.hotelId,
                Status.valueOf(entry.state.name()),
                entry.version,
                Sold.of(entry.terms),
                entry.holdExpiresAt,
                entry.roomNumber,
                entry.paymentId,
                entry.payment,
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
                new Rejected(refusal.code(), refusal.message(), refusal.retriable(), refusal.details()),
                outcome.position().toString());
    }
}
