package io.staylog.systemtests.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Fiscal;
import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.RoomStayRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The data set in the words of booking-service's domain. */
final class Commands {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    private static final LocalTime NIGHT_AUDIT = LocalTime.of(23, 59);
    private static final int HORIZON_DAYS = 740;
    private static final int STAY_NIGHTS_MAX = 69;
    private static final int HOLD_SECONDS = 900;
    private static final int ALL_BPS = 10_000;
    private static final int DEPOSIT_BPS = 3_000;

    private Commands() {}

    static Instant at(Step step) {
        return at(step.date(), step.command().time());
    }

    static Instant atNight(LocalDate date) {
        return at(date, NIGHT_AUDIT);
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(LISBON).toInstant();
    }

    /** Makes a hotel ready to sell. */
    static List<BookingCommand> setUp(String hotel, LocalDate opening, Capacity capacity) {
        var facts = new ArrayList<BookingEvent.HotelFact>();
        facts.add(new BookingEvent.HotelRegistered(
                id(hotel, "registered"),
                hotel,
                LISBON,
                "EUR",
                opening,
                LocalTime.of(15, 0),
                0,
                HORIZON_DAYS,
                STAY_NIGHTS_MAX,
                HOLD_SECONDS,
                HOLD_SECONDS,
                Fiscal.UNSAID));
        for (var deposit : Row.Deposit.values()) {
            var plan = deposit.name();
            facts.add(new BookingEvent.RatePlanDefined(id(hotel, plan), plan, plan, ratePlan(deposit)));
        }
        capacity.rooms()
                .get(hotel)
                .forEach((type, rooms) ->
                        facts.add(new BookingEvent.RoomTypeDefined(id(hotel, "type " + type), type, type, rooms, 0)));
        return facts.stream()
                .<BookingCommand>map(fact -> new BookingCommand.Declare(
                        new Request(fact.requestId(), fact.getClass().getSimpleName()), fact))
                .toList();
    }

    private static RatePlan ratePlan(Row.Deposit deposit) {
        var all = new Fee(Fee.Type.PERCENT_BPS, ALL_BPS);
        var share = new Fee(Fee.Type.PERCENT_BPS, DEPOSIT_BPS);
        var firstNight = new Fee(Fee.Type.NIGHTS, 1);
        return switch (deposit) {
            case NON_REFUND ->
                new RatePlan(true, Guarantee.PREPAYMENT, ALL_BPS, List.of(new RatePlan.TierTemplate(null, all)), all);
            case REFUNDABLE -> new RatePlan(true, Guarantee.PREPAYMENT, DEPOSIT_BPS, List.of(), share);
            case NO_DEPOSIT -> new RatePlan(true, Guarantee.NONE, ALL_BPS, List.of(), firstNight);
        };
    }

    static BookingCommand of(Step step, Row row) {
        var id = row.bookingId();
        return switch (step.command()) {
            case PLACE -> place(row);
            case CANCEL ->
                new BookingCommand.CancelBooking(
                        request(step, "CancellationRequested"), id, CancelReason.GUEST_REQUEST, null, Instant.MAX);
            case CHECK_IN -> new BookingCommand.CheckIn(request(step, "CheckInReported"), id, null);
            case CHECK_OUT, CHECK_OUT_DAY_USE -> new BookingCommand.CheckOut(request(step, "CheckOutReported"), id);
            case NO_SHOW -> new BookingCommand.MarkNoShow(request(step, "NoShowReported"), id);
        };
    }

    private static BookingCommand place(Row row) {
        return new BookingCommand.PlaceBooking(
                new Request(new UUID(row.no(), Step.Command.PLACE.ordinal()), "BookingRequested"),
                row.bookingId(),
                row.deposit().name(),
                Channel.OTA,
                null,
                null,
                List.of(new RoomStayRequest(
                        row.roomType(),
                        row.arrival(),
                        row.departure(),
                        row.adults(),
                        List.of(),
                        Collections.nCopies(row.nights().size(), row.nightMinor()),
                        row.nights().isEmpty())),
                "EUR",
                row.totalMinor(),
                "tok_ok");
    }

    static BookingCommand close(String hotel, LocalDate date) {
        return new BookingCommand.CloseDay(new Request(id(hotel, "close " + date), "DayCloseRequested"), date);
    }

    private static Request request(Step step, String type) {
        return new Request(new UUID(step.row(), step.command().ordinal()), type);
    }

    private static UUID id(String hotel, String what) {
        return UUID.nameUUIDFromBytes((hotel + "/" + what).getBytes(UTF_8));
    }
}
