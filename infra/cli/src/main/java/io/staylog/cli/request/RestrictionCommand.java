package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.schemas.booking.RestrictionsSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog restriction}. */
@Command(name = "restriction", description = "Restrict what is sold.", subcommands = RestrictionCommand.Set.class)
public final class RestrictionCommand {

    @Command(
            name = "set",
            description = "Replaces all restrictions of a room class and rate plan on some nights; "
                    + "what is not named is lifted.")
    static final class Set implements Callable<Integer> {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--room-type", description = "The class. Default: all.")
        private @Nullable String roomType;

        @Option(names = "--rate-plan", description = "The plan. Default: all.")
        private @Nullable String ratePlan;

        @Mixin
        private NightRange nights = new NightRange();

        @Option(names = "--stop-sell", description = "Nothing is sold that covers such a night.")
        private boolean stopSell;

        @Option(names = "--closed-to-arrival", description = "Nobody may arrive.")
        private boolean closedToArrival;

        @Option(names = "--closed-to-departure", description = "Nobody may leave.")
        private boolean closedToDeparture;

        @Option(names = "--min-stay-arrival", defaultValue = "0", description = "Fewest nights by day of arrival.")
        private int minStayArrival;

        @Option(names = "--min-stay-through", defaultValue = "0", description = "Fewest nights by any night covered.")
        private int minStayThrough;

        @Option(names = "--max-stay", defaultValue = "0", description = "Most nights by day of arrival.")
        private int maxStay;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(hotel.hotelId(), this::record);
        }

        private RestrictionsSet record(UUID requestId) {
            return RestrictionsSet.newBuilder()
                    .setRequestId(requestId)
                    .setHotelId(hotel.hotelId())
                    .setRoomTypeId(roomType)
                    .setRatePlanId(ratePlan)
                    .setFrom(nights.from())
                    .setTo(nights.to())
                    .setStopSell(stopSell)
                    .setClosedToArrival(closedToArrival)
                    .setClosedToDeparture(closedToDeparture)
                    .setMinStayArrival(minStayArrival)
                    .setMinStayThrough(minStayThrough)
                    .setMaxStay(maxStay)
                    .build();
        }
    }
}
