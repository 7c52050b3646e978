package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.HotelFact;
import io.staylog.booking.domain.Fiscal;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.Restriction;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RestrictionsSet;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Facts about a hotel, as Avro and back. The same record asks on booking.requests and is true on booking.events. */
final class HotelFactWire {
    private HotelFactWire() {}

    static SpecificRecord toAvro(HotelFact fact, String hotelId) {
        return switch (fact) {
            case BookingEvent.HotelRegistered e -> toAvro(e, hotelId);
            case BookingEvent.RoomTypeDefined e ->
                new RoomTypeDefined(
                        e.requestId(), hotelId, e.roomTypeId(), e.name(), e.physicalCount(), e.occupancyMax());
            case BookingEvent.RatePlanDefined e -> toAvro(e, hotelId);
            case BookingEvent.InventorySet e ->
                new InventorySet(e.requestId(), hotelId, e.roomTypeId(), e.from(), e.to(), e.physical());
            case BookingEvent.RoomsOutOfOrder e ->
                new RoomsOutOfOrder(e.requestId(), hotelId, e.roomTypeId(), e.from(), e.to(), e.rooms(), e.reason());
            case BookingEvent.OverbookingSet e ->
                new OverbookingSet(e.requestId(), hotelId, e.roomTypeId(), e.from(), e.to(), e.allowance());
            case BookingEvent.PricesSet e ->
                new PricesSet(
                        e.requestId(),
                        hotelId,
                        e.ratePlanId(),
                        e.roomTypeId(),
                        e.from(),
                        e.to(),
                        e.currency(),
                        e.grossMinor(),
                        e.weekdays());
            case BookingEvent.RestrictionsSet e -> toAvro(e, hotelId);
        };
    }

    private static HotelRegistered toAvro(BookingEvent.HotelRegistered e, String hotelId) {
        var fiscal = e.fiscal();
        return new HotelRegistered(
                e.requestId(),
                hotelId,
                e.name(),
                e.timeZone().getId(),
                e.currency(),
                e.businessDate(),
                e.checkInTime().toString(),
                e.taxRateBps(),
                e.horizonDays(),
                e.stayNightsMax(),
                e.holdSeconds(),
                e.holdGraceSeconds(),
                fiscal.legalName(),
                fiscal.address(),
                fiscal.vatNumber(),
                fiscal.invoiceSeries(),
                fiscal.creditNoteSeries(),
                TaxReasonWire.toAvro(fiscal.taxReasons()));
    }

    private static RatePlanDefined toAvro(BookingEvent.RatePlanDefined e, String hotelId) {
        var plan = e.plan();
        var tiers = plan.tiers().stream()
                .map(tier -> new CancellationTierTemplate(tier.hoursBeforeArrival(), TermsWire.toAvro(tier.fee())))
                .toList();
        return new RatePlanDefined(
                e.requestId(),
                hotelId,
                e.ratePlanId(),
                e.name(),
                plan.agreedPrices() ? Pricing.AGREED : Pricing.CALENDAR,
                io.staylog.schemas.common.Guarantee.valueOf(plan.guarantee().name()),
                plan.prepaidBps(),
                tiers,
                TermsWire.toAvro(plan.noShowFee()));
    }

    private static RestrictionsSet toAvro(BookingEvent.RestrictionsSet e, String hotelId) {
        var restriction = e.restriction();
        return new RestrictionsSet(
                e.requestId(),
                hotelId,
                e.roomTypeId(),
                e.ratePlanId(),
                e.from(),
                e.to(),
                restriction.stopSell(),
                restriction.closedToArrival(),
                restriction.closedToDeparture(),
                restriction.minStayArrival(),
                restriction.minStayThrough(),
                restriction.maxStay());
    }

    /**
     * Empty for a record that is no fact about a hotel.
     *
     * @throws IllegalArgumentException or DateTimeException for a text that is no time zone, time or known symbol; requests are
     *     checked before by {@link RequestWire}
     */
    static Optional<HotelFact> fromAvro(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case HotelRegistered e -> fromAvro(e);
                    case RoomTypeDefined e ->
                        new BookingEvent.RoomTypeDefined(
                                e.getRequestId(),
                                e.getRoomTypeId(),
                                e.getName(),
                                e.getPhysicalCount(),
                                e.getOccupancyMax());
                    case RatePlanDefined e -> fromAvro(e);
                    case InventorySet e ->
                        new BookingEvent.InventorySet(
                                e.getRequestId(), e.getRoomTypeId(), e.getFrom(), e.getTo(), e.getPhysical());
                    case RoomsOutOfOrder e ->
                        new BookingEvent.RoomsOutOfOrder(
                                e.getRequestId(),
                                e.getRoomTypeId(),
                                e.getFrom(),
                                e.getTo(),
                                e.getRooms(),
                                e.getReason());
                    case OverbookingSet e ->
                        new BookingEvent.OverbookingSet(
                                e.getRequestId(), e.getRoomTypeId(), e.getFrom(), e.getTo(), e.getAllowance());
                    case PricesSet e -> fromAvro(e);
                    case RestrictionsSet e -> fromAvro(e);
                    default -> null;
                });
    }

    private static BookingEvent.HotelRegistered fromAvro(HotelRegistered e) {
        return new BookingEvent.HotelRegistered(
                e.getRequestId(),
                e.getName(),
                ZoneId.of(e.getTimeZone()),
                e.getCurrency(),
                e.getBusinessDate(),
                LocalTime.parse(e.getCheckInTime()),
                e.getTaxRateBps(),
                e.getHorizonDays(),
                e.getStayNightsMax(),
                e.getHoldSeconds(),
                e.getHoldGraceSeconds(),
                new Fiscal(
                        e.getLegalName(),
                        e.getAddress(),
                        e.getVatNumber(),
                        e.getInvoiceSeries(),
                        e.getCreditNoteSeries(),
                        TaxReasonWire.fromAvro(e.getTaxReasons())));
    }

    private static BookingEvent.RatePlanDefined fromAvro(RatePlanDefined e) {
        var tiers = e.getCancellationTiers().stream()
                .map(tier -> new RatePlan.TierTemplate(tier.getHoursBeforeArrival(), TermsWire.fromAvro(tier.getFee())))
                .toList();
        var plan = new RatePlan(
                e.getPricing() == Pricing.AGREED,
                io.staylog.booking.domain.Guarantee.valueOf(e.getGuarantee().name()),
                e.getPrepaidBps(),
                tiers,
                TermsWire.fromAvro(e.getNoShowFee()));
        return new BookingEvent.RatePlanDefined(e.getRequestId(), e.getRatePlanId(), e.getName(), plan);
    }

    private static BookingEvent.PricesSet fromAvro(PricesSet e) {
        return new BookingEvent.PricesSet(
                e.getRequestId(),
                e.getRatePlanId(),
                e.getRoomTypeId(),
                e.getFrom(),
                e.getTo(),
                e.getCurrency(),
                e.getGrossMinor(),
                e.getWeekdays());
    }

    private static BookingEvent.RestrictionsSet fromAvro(RestrictionsSet e) {
        var restriction = new Restriction(
                e.getStopSell(),
                e.getClosedToArrival(),
                e.getClosedToDeparture(),
                e.getMinStayArrival(),
                e.getMinStayThrough(),
                e.getMaxStay());
        return new BookingEvent.RestrictionsSet(
                e.getRequestId(), e.getRoomTypeId(), e.getRatePlanId(), e.getFrom(), e.getTo(), restriction);
    }
}
