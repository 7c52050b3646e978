package io.staylog.reporting.projection;

import io.staylog.reporting.projection.AriChange.NightsPriced;
import io.staylog.reporting.projection.AriChange.NightsRestricted;
import io.staylog.reporting.projection.AriChange.OverbookingAllowed;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gathers what a batch says of prices, restrictions and overbooking, night by night, and writes it. */
final class AriRows {
    private record Night<C>(C change, LocalDate night) {}

    private static final Unnest<Night<NightsPriced>> PRICES = new Unnest<Night<NightsPriced>>()
            .column("hotel_id", "text", of(NightsPriced::hotelId))
            .column("rate_plan_id", "text", of(NightsPriced::ratePlanId))
            .column("room_type_id", "text", of(NightsPriced::roomTypeId))
            .column("night", "date", Night::night)
            .column("gross_minor", "bigint", of(NightsPriced::grossMinor))
            .column("currency", "text", of(NightsPriced::currency))
            .upsert("price_night", "hotel_id", "room_type_id", "rate_plan_id", "night");

    private static final Unnest<Night<NightsRestricted>> RESTRICTIONS = new Unnest<Night<NightsRestricted>>()
            .column("hotel_id", "text", of(NightsRestricted::hotelId))
            .column("room_type_id", "text", of(NightsRestricted::roomTypeId))
            .column("rate_plan_id", "text", of(NightsRestricted::ratePlanId))
            .column("night", "date", Night::night)
            .column("stop_sell", "boolean", of(c -> c.restrictions().stopSell()))
            .column("closed_to_arrival", "boolean", of(c -> c.restrictions().closedToArrival()))
            .column("closed_to_departure", "boolean", of(c -> c.restrictions().closedToDeparture()))
            .column("min_stay_arrival", "int", of(c -> c.restrictions().minStayArrival()))
            .column("min_stay_through", "int", of(c -> c.restrictions().minStayThrough()))
            .column("max_stay", "int", of(c -> c.restrictions().maxStay()))
            .upsert("restriction_night", "hotel_id", "night", "room_type_id", "rate_plan_id");

    private static final Unnest<Night<OverbookingAllowed>> OVERBOOKING = new Unnest<Night<OverbookingAllowed>>()
            .column("hotel_id", "text", of(OverbookingAllowed::hotelId))
            .column("room_type_id", "text", of(OverbookingAllowed::roomTypeId))
            .column("night", "date", Night::night)
            .column("allowance", "int", of(OverbookingAllowed::allowance))
            .upsert("overbooking_night", "hotel_id", "room_type_id", "night");

    private final Map<List<Object>, Night<NightsPriced>> prices = new LinkedHashMap<>();
    private final Map<List<Object>, Night<NightsRestricted>> restrictions = new LinkedHashMap<>();
    private final Map<List<Object>, Night<OverbookingAllowed>> overbooking = new LinkedHashMap<>();

    /** The last change of a night counts. */
    void add(AriChange change) {
        switch (change) {
            case NightsPriced c ->
                c.nights()
                        .each()
                        .filter(c::isOn)
                        .forEach(night -> prices.put(
                                List.of(c.hotelId(), c.ratePlanId(), c.roomTypeId(), night), new Night<>(c, night)));
            case NightsRestricted c ->
                c.nights()
                        .each()
                        .forEach(night -> restrictions.put(
                                List.of(c.hotelId(), c.roomTypeId(), c.ratePlanId(), night), new Night<>(c, night)));
            case OverbookingAllowed c ->
                c.nights()
                        .each()
                        .forEach(night ->
                                overbooking.put(List.of(c.hotelId(), c.roomTypeId(), night), new Night<>(c, night)));
        }
    }

    void write(JdbcTemplate jdbc) {
        PRICES.execute(jdbc, prices.values());
        RESTRICTIONS.execute(jdbc, restrictions.values());
        OVERBOOKING.execute(jdbc, overbooking.values());
    }

    private static <C> Function<Night<C>, @Nullable Object> of(Function<C, @Nullable Object> value) {
        return night -> value.apply(night.change());
    }
}
