package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.cli.client.RequestIds;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.common.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog book}: asks for rooms and waits until they are the guest's or refused. */
@Command(name = "book", description = "Book one or more rooms of a hotel: all of them or none.")
public final class BookCommand implements Callable<Integer> {
    @Mixin
    private HotelOption hotel = new HotelOption();

    @Option(
            names = "--rate-plan",
            required = true,
            paramLabel = "<plan>",
            description = "Under which prices and rules.")
    private String ratePlan;

    @Mixin
    private RoomOptions rooms = new RoomOptions();

    @Option(names = "--booking-id", paramLabel = "<uuid>", description = "Names the booking. Default: a new id.")
    private @Nullable UUID bookingId;

    @Option(
            names = "--channel",
            defaultValue = "DIRECT_PHONE",
            description = "Where it comes from: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Channel channel;

    @Option(names = "--channel-reference", paramLabel = "<text>", description = "The channel's own number.")
    private @Nullable String channelReference;

    @Option(names = "--guest-id", paramLabel = "<uuid>", description = "Who books, as an id of a guest profile.")
    private @Nullable UUID guestId;

    @Option(names = "--currency", defaultValue = "EUR", description = "The hotel's. Default: ${DEFAULT-VALUE}.")
    private String currency;

    @Option(
            names = "--expect-total",
            paramLabel = "<amount>",
            description = "Refuse at any other total, for example 240.00.")
    private @Nullable String expectedTotal;

    @Option(names = "--token", paramLabel = "<token>", description = "Stored card at the bank; never a card number.")
    private @Nullable String token;

    @Mixin
    private StaffActor actor = new StaffActor();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Override
    public Integer call() {
        return request.ask(hotel.hotelId(), this::record);
    }

    private BookingRequested record(UUID requestId) {
        return BookingRequested.newBuilder()
                .setRequestId(requestId)
                .setHotelId(hotel.hotelId())
                .setBookingId(bookingId == null ? bookingOf(requestId) : bookingId)
                .setRatePlanId(ratePlan)
                .setChannel(channel)
                .setChannelReference(channelReference)
                .setGuestId(guestId)
                .setRoomStays(rooms.rooms(currency))
                .setCurrency(currency)
                .setExpectedTotalMinor(expectedTotal == null ? null : Amounts.minor(expectedTotal, currency))
                .setPaymentMethodToken(token)
                .setActor(actor.actor())
                .build();
    }

    /** Derived from the request's id, so that a repeated request names the same booking. */
    private static UUID bookingOf(UUID requestId) {
        var made = RequestIds.time(requestId).orElse(Instant.EPOCH);
        var name = UUID.nameUUIDFromBytes(("staylog-booking-" + requestId).getBytes(StandardCharsets.UTF_8));
        return RequestIds.at(made, name);
    }
}
