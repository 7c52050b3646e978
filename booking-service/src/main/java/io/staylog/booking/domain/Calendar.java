package io.staylog.booking.domain;

import io.staylog.booking.domain.HotelPicture.Prices;
import io.staylog.booking.domain.HotelPicture.RestrictedNight;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prices and restrictions of a hotel, night by night. */
final class Calendar {
    private static final long NOT_SET = -1;
    private static final String ANY = "";

    private record PlanAndType(String ratePlanId, String roomTypeId) implements Comparable<PlanAndType> {
        @Override
        public int compareTo(PlanAndType other) {
            int order = ratePlanId.compareTo(other.ratePlanId);
            return order == 0 ? roomTypeId.compareTo(other.roomTypeId) : order;
        }
    }

    private final Map<PlanAndType, Days> prices = new HashMap<>();
    private final Map<PlanAndType, TreeMap<LocalDate, Restriction>> restrictions = new HashMap<>();

    @Nullable
    Long price(String ratePlanId, String roomTypeId, LocalDate night) {
        var days = prices.get(new PlanAndType(ratePlanId, roomTypeId));
        long price = days == null ? NOT_SET : days.get(night);
        return price == NOT_SET ? null : price;
    }

    List<Restriction> restrictions(String ratePlanId, String roomTypeId, LocalDate night) {
        if (restrictions.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Restriction>();
        for (var plan : List.of(ratePlanId, ANY)) {
            for (var type : List.of(roomTypeId, ANY)) {
                var days = restrictions.get(new PlanAndType(plan, type));
                var restriction = days == null ? null : days.get(night);
                if (restriction != null) {
                    found.add(restriction);
                }
            }
        }
        return found;
    }

    void price(String ratePlanId, String roomTypeId, LocalDate night, long grossMinor) {
        prices.computeIfAbsent(new PlanAndType(ratePlanId, roomTypeId), key -> new Days(NOT_SET))
                .set(night, grossMinor);
    }

    void restrict(@Nullable String ratePlanId, @Nullable String roomTypeId, LocalDate night, Restriction restriction) {
        var key = new PlanAndType(ratePlanId == null ? ANY : ratePlanId, roomTypeId == null ? ANY : roomTypeId);
        restrictions.computeIfAbsent(key, k -> new TreeMap<>()).put(night, restriction);
    }

    void forgetBefore(LocalDate date) {
        prices.values().forEach(days -> days.forgetBefore(date));
        restrictions.values().forEach(days -> days.headMap(date).clear());
    }

    /** In order of plan and class, so that the same calendar always gives the same picture. */
    List<Prices> pricePicture() {
        var picture = new ArrayList<Prices>();
        new TreeMap<>(prices)
                .forEach((of, days) -> picture.add(new Prices(of.ratePlanId(), of.roomTypeId(), days.picture())));
        return picture;
    }

    List<RestrictedNight> restrictionPicture() {
        var picture = new ArrayList<RestrictedNight>();
        new TreeMap<>(restrictions)
                .forEach((of, nights) -> nights.forEach((night, restriction) ->
                        picture.add(new RestrictedNight(of.ratePlanId(), of.roomTypeId(), night, restriction))));
        return picture;
    }

    void restore(List<Prices> pricePicture, List<RestrictedNight> restrictionPicture) {
        pricePicture.forEach(known ->
                prices.put(new PlanAndType(known.ratePlanId(), known.roomTypeId()), Days.of(NOT_SET, known.days())));
        restrictionPicture.forEach(
                known -> restrict(known.ratePlanId(), known.roomTypeId(), known.night(), known.restriction()));
    }
}
