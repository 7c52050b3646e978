package io.staylog.reporting.projection;

import io.staylog.reporting.projection.AriChange.NightsPriced;
import io.staylog.reporting.projection.AriChange.NightsRestricted;
import io.staylog.reporting.projection.AriChange.OverbookingAllowed;
import io.staylog.reporting.projection.AriChange.Restrictions;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.RestrictionsSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What hotels ask for their nights, and under which conditions they sell them. */
final class AriProjection {
    private static final String ALL = "";

    private AriProjection() {}

    static List<RowChange> changes(SpecificRecord event) {
        return switch (event) {
            case PricesSet e -> List.of(priced(e));
            case RestrictionsSet e -> List.of(restricted(e));
            case OverbookingSet e -> List.of(overbooking(e));
            default -> List.of();
        };
    }

    private static NightsPriced priced(PricesSet e) {
        return new NightsPriced(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRatePlanId()),
                Checked.id(e.getRoomTypeId()),
                Checked.nights(e.getFrom(), e.getTo()),
                e.getWeekdays(),
                Checked.amount(e.getGrossMinor()),
                Checked.id(e.getCurrency()));
    }

    private static NightsRestricted restricted(RestrictionsSet e) {
        return new NightsRestricted(
                Checked.id(e.getHotelId()),
                oneOrAll(e.getRoomTypeId()),
                oneOrAll(e.getRatePlanId()),
                Checked.nights(e.getFrom(), e.getTo()),
                new Restrictions(
                        e.getStopSell(),
                        e.getClosedToArrival(),
                        e.getClosedToDeparture(),
                        e.getMinStayArrival(),
                        e.getMinStayThrough(),
                        e.getMaxStay()));
    }

    private static OverbookingAllowed overbooking(OverbookingSet e) {
        return new OverbookingAllowed(
                Checked.id(e.getHotelId()),
                Checked.id(e.getRoomTypeId()),
                Checked.nights(e.getFrom(), e.getTo()),
                e.getAllowance());
    }

    private static String oneOrAll(@Nullable String id) {
        return id == null ? ALL : Checked.id(id);
    }
}
