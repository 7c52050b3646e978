package io.staylog.cli.demo;

import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** What the hotel of the demo sells: three classes of rooms under three plans, for a year from its first day on. */
final class DemoHotel {
    /** Whose prices are in euro cents. */
    enum RoomType {
        SINGLE("Single", 20, 8_900),
        DOUBLE("Double", 50, 12_900),
        SUITE("Suite", 10, 24_900);

        private final String title;
        private final int rooms;
        private final long grossMinor;

        RoomType(String title, int rooms, long grossMinor) {
            this.title = title;
            this.rooms = rooms;
            this.grossMinor = grossMinor;
        }
    }

    /** How a stay is secured; percent is of the room type's price. */
    enum RatePlan {
        FLEXIBLE("Flexible", Guarantee.CARD, 100),
        PREPAID("Prepaid", Guarantee.PREPAYMENT, 88),
        AT_THE_DESK("Pay at the desk", Guarantee.NONE, 105);

        private final String title;
        private final Guarantee guarantee;
        private final int percent;

        RatePlan(String title, Guarantee guarantee, int percent) {
            this.title = title;
            this.guarantee = guarantee;
            this.percent = percent;
        }
    }

    static final String CURRENCY = "EUR";
    private static final int TAX_BPS = 600;
    private static final int DAYS_SOLD = 400;
    private static final int HOURS_FREE = 48;

    private final String hotelId;
    private final Supplier<UUID> ids;

    /**
     * Sends nothing.
     *
     * @param ids gives every request its id
     */
    DemoHotel(String hotelId, Supplier<UUID> ids) {
        this.hotelId = hotelId;
        this.ids = ids;
    }

    /** All that must be said before the first room can be sold, in order. */
    List<SpecificRecord> setUp(LocalDate firstDay) {
        var facts = new ArrayList<SpecificRecord>();
        facts.add(HotelRegistered.newBuilder()
                .setRequestId(ids.get())
                .setHotelId(hotelId)
                .setName("Demo Hotel")
                .setTimeZone("Europe/Lisbon")
                .setCurrency(CURRENCY)
                .setBusinessDate(firstDay)
                .setTaxRateBps(TAX_BPS)
                .setLegalName("Demo Hotel, Lda")
                .setAddress("Rua do Exemplo 1\n1100-000 Lisboa\nPortugal")
                .setVatNumber("PT500000000")
                .build());
        for (var type : RoomType.values()) {
            facts.add(RoomTypeDefined.newBuilder()
                    .setRequestId(ids.get())
                    .setHotelId(hotelId)
                    .setRoomTypeId(type.name())
                    .setName(type.title)
                    .setPhysicalCount(type.rooms)
                    .build());
        }
        for (var plan : RatePlan.values()) {
            facts.add(plan(plan));
            for (var type : RoomType.values()) {
                facts.add(prices(plan, type, firstDay));
            }
        }
        return facts;
    }

    private RatePlanDefined plan(RatePlan plan) {
        var fee = new Fee(FeeType.NIGHTS, 1L);
        return RatePlanDefined.newBuilder()
                .setRequestId(ids.get())
                .setHotelId(hotelId)
                .setRatePlanId(plan.name())
                .setName(plan.title)
                .setPricing(Pricing.CALENDAR)
                .setGuarantee(plan.guarantee)
                .setCancellationTiers(List.of(new CancellationTierTemplate(HOURS_FREE, fee)))
                .setNoShowFee(fee)
                .build();
    }

    private PricesSet prices(RatePlan plan, RoomType type, LocalDate firstDay) {
        return PricesSet.newBuilder()
                .setRequestId(ids.get())
                .setHotelId(hotelId)
                .setRatePlanId(plan.name())
                .setRoomTypeId(type.name())
                .setFrom(firstDay)
                .setTo(firstDay.plusDays(DAYS_SOLD))
                .setCurrency(CURRENCY)
                .setGrossMinor(type.grossMinor * plan.percent / 100)
                .build();
    }
}
