package io.staylog.cli.dataset;

import io.staylog.cli.client.Headers;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.NoShowReported;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import java.time.LocalDate;
import java.util.Collections;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Turns the data set into requests, as any client would write them. */
final class DatasetRequests {
    private static final String CURRENCY = "EUR";
    private static final String GOOD_CARD = "tok_ok";
    // The longest lead of the data is 737 days and the longest stay 69 nights.
    private static final int HORIZON_DAYS = 800;
    private static final int STAY_NIGHTS_MAX = 400;
    private static final Actor ACTOR = new Actor(ActorType.SYSTEM, Headers.SOURCE);

    private DatasetRequests() {}

    static SpecificRecord hotel(UUID id, DatasetHotel hotel, LocalDate opening) {
        return HotelRegistered.newBuilder()
                .setRequestId(id)
                .setHotelId(hotel.hotelId())
                .setName(hotel.label())
                .setTimeZone("Europe/Lisbon")
                .setCurrency(CURRENCY)
                .setBusinessDate(opening)
                .setHorizonDays(HORIZON_DAYS)
                .setStayNightsMax(STAY_NIGHTS_MAX)
                .build();
    }

    static SpecificRecord roomType(UUID id, DatasetHotel hotel, String roomType, int rooms) {
        return new RoomTypeDefined(id, hotel.hotelId(), roomType, "Class " + roomType, rooms, 0);
    }

    static SpecificRecord ratePlan(UUID id, DatasetHotel hotel, Deposit deposit) {
        return new RatePlanDefined(
                id,
                hotel.hotelId(),
                deposit.ratePlanId(),
                deposit.label(),
                Pricing.AGREED,
                deposit.guarantee(),
                deposit.prepaidBps(),
                deposit.cancellationTiers(),
                deposit.noShowFee());
    }

    static SpecificRecord step(UUID id, Step step, DatasetRow row) {
        var hotel = row.hotel().hotelId();
        var booking = DatasetIds.booking(row.no());
        return switch (step.command()) {
            case PLACE -> place(id, booking, row);
            case CANCEL -> new CancellationRequested(id, hotel, booking, CancellationReason.GUEST_REQUEST, null, ACTOR);
            case CHECK_IN -> new CheckInReported(id, hotel, booking, null, ACTOR);
            case CHECK_OUT, CHECK_OUT_DAY_USE -> new CheckOutReported(id, hotel, booking, ACTOR);
            case NO_SHOW -> new NoShowReported(id, hotel, booking, ACTOR);
        };
    }

    private static SpecificRecord place(UUID id, UUID booking, DatasetRow row) {
        var room = new RoomStayRequest(
                row.roomType(),
                row.arrival(),
                row.departure(),
                row.party().adults(),
                row.party().childrenAges(),
                Collections.nCopies(row.nights(), row.nightMinor()),
                row.nights() == 0);
        return BookingRequested.newBuilder()
                .setRequestId(id)
                .setHotelId(row.hotel().hotelId())
                .setBookingId(booking)
                .setRatePlanId(row.deposit().ratePlanId())
                .setChannel(row.channel())
                .setRoomStays(Collections.singletonList(room))
                .setCurrency(CURRENCY)
                .setExpectedTotalMinor(row.nightMinor() * row.nights())
                .setPaymentMethodToken(GOOD_CARD)
                .setActor(ACTOR)
                .build();
    }

    static SpecificRecord closeDay(UUID id, DatasetHotel hotel, LocalDate date) {
        return new DayCloseRequested(id, hotel.hotelId(), date, ACTOR);
    }
}
