package io.staylog.booking.web;

import io.staylog.edge.web.Call;
import io.staylog.edge.web.Day;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Known;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.guest.GuestProfileSet;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent about bookings. Each body knows the record that it becomes. */
final class BookingBodies {
    static final int EMAIL_CHARS_MAX = 254;
    static final String EMAIL = "[^@\\s]+@[^@\\s]+";
    private static final int LANGUAGE_CHARS_MAX = 35;
    private static final int REFERENCE_CHARS_MAX = 64;
    private static final int TOKEN_CHARS_MAX = 255;
    private static final int ROOM_NUMBER_CHARS_MAX = 20;

    private BookingBodies() {}

    /** Who books. It goes to the guests' own topic, never to the log of bookings, and not to any log of this program. */
    record GuestBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String name,

            @Nullable @Size(max = EMAIL_CHARS_MAX) @Pattern(regexp = EMAIL, message = "must be an e-mail address")
            String email,

            @Nullable
            @Size(max = LANGUAGE_CHARS_MAX)
            @Pattern(regexp = "[A-Za-z0-9]+(-[A-Za-z0-9]+)*", message = "must be a language tag, for example pt-PT")
            String language) {

        GuestProfileSet toEvent(UUID guestId) {
            return new GuestProfileSet(
                    guestId,
                    Normalizer.normalize(name, Normalizer.Form.NFC),
                    Objects.requireNonNullElse(email, ""),
                    Objects.requireNonNullElse(language, ""));
        }

        /** Does not show whom it describes. */
        @Override
        public String toString() {
            return "GuestBody";
        }
    }

    /** One room for the nights {@code [arrivalDate, departureDate)}, or for one day; without adults for one. */
    @Shapes.Stay
    record RoomStayBody(
            @NotNull @Id String roomTypeId,
            @NotNull @Day LocalDate arrivalDate,
            @NotNull @Day LocalDate departureDate,
            @Nullable @Min(1) @Max(Limits.GUESTS_MAX) Integer adults,

            @Nullable @Size(max = Limits.CHILDREN_MAX)
            List<@NotNull @Min(0) @Max(Limits.CHILD_AGE_MAX) Integer> childrenAges,

            @Nullable @Size(max = Limits.NIGHTS_MAX) List<@NotNull @Shapes.Price Long> agreedNightsMinor,
            @Nullable Boolean dayUse) {

        RoomStayRequest toAvro() {
            return new RoomStayRequest(
                    roomTypeId,
                    arrivalDate,
                    departureDate,
                    Objects.requireNonNullElse(adults, 1),
                    Objects.requireNonNullElse(childrenAges, List.of()),
                    agreedNightsMinor,
                    Objects.requireNonNullElse(dayUse, false));
        }
    }

    /** Asks for rooms: all of them or none. */
    record BookingBody(
            @Nullable UUID bookingId,
            @NotNull @Id String ratePlanId,
            @Nullable @Known Channel channel,

            @Nullable @Size(min = 1, max = REFERENCE_CHARS_MAX)
            String channelReference,

            @Nullable @Valid GuestBody guest,
            @NotNull @Size(min = 1, max = Limits.ROOMS_MAX) List<@NotNull @Valid RoomStayBody> roomStays,

            @NotNull @Pattern(regexp = HotelBodies.CURRENCY, message = "must be an ISO 4217 code, for example EUR")
            String currency,

            @Nullable @Shapes.Price Long expectedTotalMinor,

            @Nullable @Size(max = TOKEN_CHARS_MAX) @Pattern(regexp = "\\S+", message = "must have no spaces")
            String paymentMethodToken) {

        BookingRequested toEvent(Call call, String hotelId, UUID newBookingId, Channel from) {
            return new BookingRequested(
                    call.id(),
                    hotelId,
                    newBookingId,
                    ratePlanId,
                    from,
                    channelReference,
                    guest == null ? null : call.guestId(),
                    roomStays.stream().map(RoomStayBody::toAvro).toList(),
                    currency,
                    expectedTotalMinor,
                    paymentMethodToken,
                    new Actor(actor(from), "http"));
        }

        private static ActorType actor(Channel from) {
            return switch (from) {
                case DIRECT_WEB -> ActorType.GUEST;
                case OTA, GDS -> ActorType.CHANNEL;
                case DIRECT_PHONE, WALK_IN, CORPORATE, GROUP -> ActorType.STAFF;
                case UNKNOWN -> ActorType.UNKNOWN;
            };
        }
    }

    /** Asks to cancel. */
    record CancelBody(@Nullable @Known CancellationReason reason) {}

    /** Asks for other rooms or dates; the list replaces all rooms. */
    record ModifyBody(
            @NotNull @Size(min = 1, max = Limits.ROOMS_MAX) List<@NotNull @Valid RoomStayBody> roomStays) {}

    /** Reports that the guest is here. */
    record CheckInBody(
            @Nullable @Size(min = 1, max = ROOM_NUMBER_CHARS_MAX)
            String roomNumber) {}

    /** Reports that the guest sleeps elsewhere. */
    record WalkBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String toHotel,
            @Nullable @Shapes.Price Long compensationMinor) {

        GuestWalkReported toEvent(Call call, String hotelId, UUID bookingId) {
            long compensation = Objects.requireNonNullElse(compensationMinor, 0L);
            return new GuestWalkReported(call.id(), hotelId, bookingId, toHotel, compensation, BookingRequests.DESK);
        }
    }

    /** Reports what a guest has to pay for besides the nights. */
    record ChargeBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String description,
            @NotNull @Min(1) Long amountMinor,
            @Nullable @Known ChargeKind kind,
            @Nullable @Min(0) @Max(Limits.BPS_MAX) Integer taxRateBps) {

        ChargeReported toEvent(Call call, String hotelId, UUID bookingId) {
            return new ChargeReported(
                    call.id(),
                    hotelId,
                    bookingId,
                    description,
                    amountMinor,
                    Objects.requireNonNullElse(kind, ChargeKind.OTHER),
                    taxRateBps,
                    BookingRequests.DESK);
        }
    }

    /** Names the date to close, so that a request sent twice closes one day. */
    record CloseDayBody(@NotNull @Day LocalDate businessDate) {}

    /** Nothing needs to be said. */
    record NothingBody() {}
}
