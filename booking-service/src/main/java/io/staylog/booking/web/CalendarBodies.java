package io.staylog.booking.web;

import io.staylog.edge.web.Day;
import io.staylog.edge.web.Id;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.RestrictionsSet;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent to say something about the nights {@code [from, to)}. Each body knows the record that it becomes. */
final class CalendarBodies {
    private static final int REASON_CHARS_MAX = 200;

    private CalendarBodies() {}

    /** How many rooms there are. */
    @Shapes.Range
    @Shapes.RangeLength
    record InventoryBody(
            @NotNull @Id String roomTypeId,
            @NotNull @Day LocalDate from,
            @NotNull @Day LocalDate to,
            @NotNull @Shapes.Quantity Integer physical)
            implements Shapes.Nights {

        InventorySet toEvent(UUID requestId, String hotelId) {
            return new InventorySet(requestId, hotelId, roomTypeId, from, to, physical);
        }
    }

    /** How many rooms cannot be sold. */
    @Shapes.Range
    @Shapes.RangeLength
    record OutOfOrderBody(
            @NotNull @Id String roomTypeId,
            @NotNull @Day LocalDate from,
            @NotNull @Day LocalDate to,
            @NotNull @Shapes.Quantity Integer rooms,
            @Nullable @Size(max = REASON_CHARS_MAX) String reason)
            implements Shapes.Nights {

        RoomsOutOfOrder toEvent(UUID requestId, String hotelId) {
            return new RoomsOutOfOrder(
                    requestId, hotelId, roomTypeId, from, to, rooms, Objects.requireNonNullElse(reason, ""));
        }
    }

    /** How many rooms may be sold beyond those there are. */
    @Shapes.Range
    @Shapes.RangeLength
    record OverbookingBody(
            @NotNull @Id String roomTypeId,
            @NotNull @Day LocalDate from,
            @NotNull @Day LocalDate to,
            @NotNull @Shapes.Quantity Integer allowance)
            implements Shapes.Nights {

        OverbookingSet toEvent(UUID requestId, String hotelId) {
            return new OverbookingSet(requestId, hotelId, roomTypeId, from, to, allowance);
        }
    }

    /** What a night costs; without weekdays on all of them. */
    @Shapes.Range
    @Shapes.RangeLength
    record PricesBody(
            @NotNull @Id String ratePlanId,
            @NotNull @Id String roomTypeId,
            @NotNull @Day LocalDate from,
            @NotNull @Day LocalDate to,

            @NotNull @Pattern(regexp = HotelBodies.CURRENCY, message = "must be an ISO 4217 code, for example EUR")
            String currency,

            @NotNull @Shapes.Price Long grossMinor,
            @Nullable @Size(min = 1) Set<@NotNull DayOfWeek> weekdays)
            implements Shapes.Nights {

        /** Days in the order of the week, in whatever order they were sent. */
        PricesBody {
            if (weekdays != null && !weekdays.isEmpty() && weekdays.stream().allMatch(Objects::nonNull)) {
                weekdays = Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
            }
        }

        PricesSet toEvent(UUID requestId, String hotelId) {
            int mask = 0;
            for (var day : Objects.requireNonNullElse(weekdays, Set.of(DayOfWeek.values()))) {
                mask |= 1 << (day.getValue() - 1);
            }
            return new PricesSet(requestId, hotelId, ratePlanId, roomTypeId, from, to, currency, grossMinor, mask);
        }
    }

    /** What may not be sold; replaces all restrictions of its room class and plan on its nights. */
    @Shapes.Range
    @Shapes.RangeLength
    record RestrictionsBody(
            @Nullable @Id String roomTypeId,
            @Nullable @Id String ratePlanId,
            @NotNull @Day LocalDate from,
            @NotNull @Day LocalDate to,
            @Nullable Boolean stopSell,
            @Nullable Boolean closedToArrival,
            @Nullable Boolean closedToDeparture,
            @Nullable @Shapes.Quantity Integer minStayArrival,
            @Nullable @Shapes.Quantity Integer minStayThrough,
            @Nullable @Shapes.Quantity Integer maxStay)
            implements Shapes.Nights {

        RestrictionsSet toEvent(UUID requestId, String hotelId) {
            return new RestrictionsSet(
                    requestId,
                    hotelId,
                    roomTypeId,
                    ratePlanId,
                    from,
                    to,
                    Objects.requireNonNullElse(stopSell, false),
                    Objects.requireNonNullElse(closedToArrival, false),
                    Objects.requireNonNullElse(closedToDeparture, false),
                    Objects.requireNonNullElse(minStayArrival, 0),
                    Objects.requireNonNullElse(minStayThrough, 0),
                    Objects.requireNonNullElse(maxStay, 0));
        }
    }
}
