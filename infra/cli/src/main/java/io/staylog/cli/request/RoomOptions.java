package io.staylog.cli.request;

import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.booking.RoomStayRequest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rooms that a booking or a change asks for. */
final class RoomOptions {
    private static final int ROOMS_MAX = 50;

    @Option(
            names = "--room-type",
            required = true,
            paramLabel = "<type>",
            description = "The class. Repeat it for one room each of several classes.")
    private List<String> roomTypes = List.of();

    @Option(names = "--arrival", required = true, paramLabel = "<date>", description = "First night, yyyy-MM-dd.")
    private LocalDate arrival;

    @Option(
            names = "--departure",
            required = true,
            paramLabel = "<date>",
            description = "The day the guest leaves; with --day-use that of arrival.")
    private LocalDate departure;

    @Option(names = "--day-use", description = "The room is used during the day of arrival only.")
    private boolean dayUse;

    @Option(names = "--rooms", defaultValue = "1", description = "How many of each. Default: ${DEFAULT-VALUE}.")
    private int rooms;

    @Option(names = "--adults", defaultValue = "1", description = "In each room. Default: ${DEFAULT-VALUE}.")
    private int adults;

    @Option(names = "--children", split = ",", paramLabel = "<age>", description = "Ages of the children in each room.")
    private List<Integer> children = List.of();

    @Option(
            names = "--agreed-prices",
            split = ",",
            paramLabel = "<amount>",
            description = "Price of each night of a room, for plans with AGREED pricing.")
    private @Nullable List<String> agreedPrices;

    List<RoomStayRequest> rooms(String currency) {
        if (dayUse && !departure.equals(arrival)) {
            throw Failure.usage("with --day-use, --departure must be the day of --arrival");
        }
        if (!dayUse && !departure.isAfter(arrival)) {
            throw Failure.usage("--departure must be after --arrival; for a room without a night add --day-use");
        }
        if (rooms < 1 || rooms * (long) roomTypes.size() > ROOMS_MAX) {
            throw Failure.usage("a booking has 1 to " + ROOMS_MAX + " rooms");
        }
        var stays = new ArrayList<RoomStayRequest>();
        for (var roomType : roomTypes) {
            for (int i = 0; i < rooms; i++) {
                stays.add(
                        new RoomStayRequest(roomType, arrival, departure, adults, children, agreed(currency), dayUse));
            }
        }
        return stays;
    }

    private @Nullable List<Long> agreed(String currency) {
        if (agreedPrices == null) {
            return null;
        }
        long nights = arrival.until(departure, ChronoUnit.DAYS);
        if (agreedPrices.size() != nights) {
            throw Failure.usage(
                    "--agreed-prices has " + agreedPrices.size() + " prices, but the stay has " + nights + " nights");
        }
        return agreedPrices.stream()
                .map(price -> Amounts.minor(price, currency))
                .toList();
    }
}
