package io.staylog.booking.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a booking was sold under.
 *
 * @param confirmationCode eight characters that a guest can read out on the phone
 * @param channel where it came from
 * @param channelReference the channel's own number, unique per channel
 * @param guestId who booked, as an id of guest.profiles
 * @param ratePlanId prices and rules
 * @param guarantee what secures the stay
 * @param roomStays the rooms
 * @param currency ISO 4217 code
 * @param dueNowMinor what must be captured or authorised before the booking is confirmed
 * @param policy cancellation rules, frozen
 * @param paymentMethodToken stored card at the payment service provider
 */
public record Terms(
        String confirmationCode,
        Channel channel,
        @Nullable String channelReference,
        @Nullable UUID guestId,
        String ratePlanId,
        Guarantee guarantee,
        List<RoomStay> roomStays,
        String currency,
        long dueNowMinor,
        CancellationPolicy policy,
        @Nullable String paymentMethodToken) {

    /** Keeps its own copy of what may change, and shares what does not. */
    public Terms {
        ratePlanId = Shared.text(ratePlanId);
        currency = Shared.text(currency);
        roomStays = List.copyOf(roomStays);
    }

    /** The same agreement about other rooms; the policy stays where there is no other. */
    public Terms with(List<RoomStay> otherRoomStays, @Nullable CancellationPolicy otherPolicy) {
        return new Terms(
                confirmationCode,
                channel,
                channelReference,
                guestId,
                ratePlanId,
                guarantee,
                otherRoomStays,
                currency,
                dueNowMinor,
                otherPolicy == null ? policy : otherPolicy,
                paymentMethodToken);
    }

    /** Sum of all nights in minor units. */
    public long totalMinor() {
        return RoomStay.total(roomStays);
    }
}
