package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.common.Guarantee;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog rate}: rate plans and their prices. */
@Command(
        name = "rate",
        description = "Define rate plans and set prices.",
        subcommands = {RateCommand.Plan.class, RateCommand.Prices.class})
public final class RateCommand {
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** One plan of one hotel. */
    static final class PlanOption {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--rate-plan", required = true, paramLabel = "<plan>", description = "The plan.")
        private String ratePlan;
    }

    @Command(
            name = "plan",
            description = "Prices and rules under one name. Sent again, it counts for later bookings only.")
    static final class Plan implements Callable<Integer> {
        @Mixin
        private PlanOption plan = new PlanOption();

        @Option(names = "--name", description = "What people call it. Default: the plan.")
        private @Nullable String name;

        @Option(
                names = "--pricing",
                defaultValue = "CALENDAR",
                description = "Where prices come from: CALENDAR or AGREED. Default: ${DEFAULT-VALUE}.")
        private Pricing pricing;

        @Option(names = "--guarantee", required = true, description = "What secures a stay: NONE, CARD or PREPAYMENT.")
        private Guarantee guarantee;

        @Option(
                names = "--prepaid-percent",
                defaultValue = "100",
                description = "With PREPAYMENT: the share captured at booking. Default: ${DEFAULT-VALUE}.")
        private String prepaidPercent;

        @Option(
                names = "--cancellation",
                paramLabel = "<rule>",
                description = "From when on cancelling costs what: 24h=1n, 48h=50%%, booking=100%%. Repeatable.")
        private List<String> tiers = List.of();

        @Option(
                names = "--no-show-fee",
                defaultValue = "1n",
                paramLabel = "<fee>",
                description = "1n (nights), 100%% or an amount. Default: ${DEFAULT-VALUE}.")
        private String noShowFee;

        // No default: a plan does not carry its currency, so nothing later would notice a wrong one.
        @Option(names = "--currency", description = "The hotel's; needed where a fee is an amount.")
        private @Nullable String currency;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(plan.hotel.hotelId(), this::record);
        }

        private RatePlanDefined record(UUID requestId) {
            return RatePlanDefined.newBuilder()
                    .setRequestId(requestId)
                    .setHotelId(plan.hotel.hotelId())
                    .setRatePlanId(plan.ratePlan)
                    .setName(name == null ? plan.ratePlan : name)
                    .setPricing(pricing)
                    .setGuarantee(guarantee)
                    .setPrepaidBps(Fees.basisPoints(prepaidPercent))
                    .setCancellationTiers(tiers.stream()
                            .map(tier -> Fees.tier(tier, currency))
                            .toList())
                    .setNoShowFee(Fees.fee(noShowFee, currency))
                    .build();
        }
    }

    @Command(name = "prices", description = "The price of a room and night of a plan and class.")
    static final class Prices implements Callable<Integer> {
        @Mixin
        private PlanOption plan = new PlanOption();

        @Option(names = "--room-type", required = true, paramLabel = "<type>", description = "The class.")
        private String roomType;

        @Mixin
        private NightRange nights = new NightRange();

        @Option(
                names = "--price",
                required = true,
                paramLabel = "<amount>",
                description = "Tax included, for example 120.00.")
        private String price;

        @Option(
                names = "--weekdays",
                split = ",",
                paramLabel = "<day>",
                description = "mon to sun, separated by commas. Default: all.")
        private List<String> weekdays = WEEKDAYS;

        @Option(names = "--currency", defaultValue = "EUR", description = "The hotel's. Default: ${DEFAULT-VALUE}.")
        private String currency;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(plan.hotel.hotelId(), this::record);
        }

        private PricesSet record(UUID requestId) {
            return PricesSet.newBuilder()
                    .setRequestId(requestId)
                    .setHotelId(plan.hotel.hotelId())
                    .setRatePlanId(plan.ratePlan)
                    .setRoomTypeId(roomType)
                    .setFrom(nights.from())
                    .setTo(nights.to())
                    .setCurrency(currency)
                    .setGrossMinor(Amounts.minor(price, currency))
                    .setWeekdays(mask(weekdays))
                    .build();
        }
    }

    /** Bit 0 is Monday. */
    static int mask(List<String> weekdays) {
        int mask = 0;
        for (var weekday : weekdays) {
            int bit = WEEKDAYS.indexOf(weekday.strip().toLowerCase(Locale.ROOT));
            if (bit < 0) {
                throw Failure.usage("'" + weekday + "' is no weekday; write " + String.join(",", WEEKDAYS));
            }
            mask |= 1 << bit;
        }
        return mask;
    }
}
