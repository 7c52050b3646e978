package io.staylog.systemtests.faults;

import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What guests and staff want, in the forms of both doors. */
final class Wishes {
    private static final Actor GUEST = new Actor(ActorType.CHANNEL, "faults");
    private static final List<String> ODD_CARDS = List.of(
            "tok_slow_300",
            "tok_slow_2500",
            "tok_decline_generic",
            "tok_decline_insufficient",
            "tok_timeout_then_approved",
            "tok_5xx_1",
            "tok_capture_timeout_then_approved",
            "tok_void_slow_300",
            "tok_refund_timeout_then_approved");
    private static final int ODD_PERCENT = 20;
    private static final int NIGHTS_MAX = 2;

    private Wishes() {}

    /** A stay that somebody wants. */
    record Stay(House house, UUID booking, String plan, LocalDate arrival, LocalDate departure, String card) {
        static Stay any(Random random, House house) {
            int arrival = random.nextInt(House.NIGHTS - NIGHTS_MAX + 1);
            var card = random.nextInt(100) < ODD_PERCENT ? ODD_CARDS.get(random.nextInt(ODD_CARDS.size())) : "tok_ok";
            return new Stay(
                    house,
                    new UUID(random.nextLong(), random.nextLong()),
                    House.PLANS.get(random.nextInt(House.PLANS.size())),
                    house.day(arrival),
                    house.day(arrival + 1 + random.nextInt(NIGHTS_MAX)),
                    card);
        }

        /** The same without a card. */
        Stay paidAtTheDesk() {
            return new Stay(house, booking, "FLEX", arrival, departure, card);
        }

        boolean isToday() {
            return arrival.equals(house.today());
        }

        /** For HTTP. */
        Map<String, Object> body() {
            var room = Map.of("roomTypeId", House.ROOM, "arrivalDate", arrival, "departureDate", departure);
            return Map.of(
                    "bookingId",
                    booking,
                    "ratePlanId",
                    plan,
                    "channel",
                    "DIRECT_WEB",
                    "roomStays",
                    List.of(room),
                    "currency",
                    "EUR",
                    "paymentMethodToken",
                    card);
        }

        /** For Kafka. */
        BookingRequested request(UUID requestId) {
            var room = new RoomStayRequest(House.ROOM, arrival, departure, 1, List.of(), null, false);
            return new BookingRequested(
                    requestId,
                    house.id(),
                    booking,
                    plan,
                    Channel.OTA,
                    null,
                    null,
                    List.of(room),
                    "EUR",
                    null,
                    card,
                    GUEST);
        }
    }

    /** What is wanted of a booking later on, in the words of the history. */
    static SpecificRecord later(String op, Stay stay, UUID requestId) {
        var hotel = stay.house().id();
        return switch (op) {
            case "cancel" ->
                new CancellationRequested(
                        requestId, hotel, stay.booking(), CancellationReason.GUEST_REQUEST, null, GUEST);
            case "check_in" -> new CheckInReported(requestId, hotel, stay.booking(), null, GUEST);
            case "check_out" -> new CheckOutReported(requestId, hotel, stay.booking(), GUEST);
            default -> throw new IllegalArgumentException(op);
        };
    }
}
