package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.DayClosed;
import io.staylog.reporting.projection.RowChange.HotelOpened;
import io.staylog.reporting.projection.RowChange.NightOverbooked;
import io.staylog.reporting.projection.RowChange.RatePlanNamed;
import io.staylog.reporting.projection.RowChange.RequestRefused;
import io.staylog.reporting.projection.RowChange.RoomsCounted;
import io.staylog.reporting.projection.RowChange.RoomsOnNights;
import io.staylog.reporting.projection.RowChange.Seller;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.OverbookedDetected;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What the events of a hotel mean for the rows, those of its bookings apart. */
final class HotelProjection {
    private HotelProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position position) {
        return switch (event) {
            case HotelRegistered e -> List.of(opened(e));
            case BusinessDayClosed e -> List.of(closed(e, position));
            case RoomTypeDefined e -> List.of(counted(e, position));
            case InventorySet e -> List.of(physical(e, position));
            case RoomsOutOfOrder e -> List.of(outOfOrder(e, position));
            case RatePlanDefined e -> List.of(ratePlan(e));
            case OverbookedDetected e -> List.of(overbooked(e));
            case RequestRejected e -> List.of(refused(e, position));
            default -> List.of();
        };
    }

    private static HotelOpened opened(HotelRegistered e) {
        return new HotelOpened(
                Checked.id(e.getHotelId()),
                Checked.text(e.getName()),
                Checked.text(e.getTimeZone()),
                Checked.id(e.getCurrency()),
                Checked.date(e.getBusinessDate()),
                new Seller(
                        Checked.text(e.getLegalName()), Checked.text(e.getAddress()), Checked.text(e.getVatNumber())));
    }

    private static DayClosed closed(BusinessDayClosed e, Position position) {
        return new DayClosed(
                Checked.id(e.getHotelId()),
                Checked.date(e.getClosedDate()),
                Checked.date(e.getBusinessDate()),
                position.offset(),
                position.at());
    }

    private static RoomsCounted counted(RoomTypeDefined e, Position position) {
        return new RoomsCounted(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRoomTypeId()),
                Checked.text(e.getName()),
                e.getPhysicalCount(),
                e.getOccupancyMax(),
                position.offset());
    }

    private static RoomsOnNights physical(InventorySet e, Position position) {
        return new RoomsOnNights(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRoomTypeId()),
                Checked.nights(e.getFrom(), e.getTo()),
                e.getPhysical(),
                null,
                position.offset());
    }

    private static RoomsOnNights outOfOrder(RoomsOutOfOrder e, Position position) {
        return new RoomsOnNights(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRoomTypeId()),
                Checked.nights(e.getFrom(), e.getTo()),
                null,
                e.getRooms(),
                position.offset());
    }

    private static RatePlanNamed ratePlan(RatePlanDefined e) {
        return new RatePlanNamed(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRatePlanId()),
                Checked.text(e.getName()),
                e.getPricing().name(),
                e.getGuarantee().name());
    }

    private static NightOverbooked overbooked(OverbookedDetected e) {
        return new NightOverbooked(
                Checked.id(e.getHotelId()), Checked.id(e.getRoomTypeId()), Checked.date(e.getNight()), e.getRooms());
    }

    private static RequestRefused refused(RequestRejected e, Position position) {
        return new RequestRefused(
                position,
                Checked.id(e.getHotelId()),
                e.getRequestId(),
                e.getBookingId(),
                null,
                Checked.dateOrNull(e.getBusinessDate()),
                Checked.text(e.getRequestType()),
                Checked.text(e.getCode()),
                Checked.text(e.getMessage()),
                e.getRetriable(),
                Checked.details(e.getDetails()));
    }
}
