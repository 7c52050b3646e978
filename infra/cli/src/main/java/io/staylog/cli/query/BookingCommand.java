package io.staylog.cli.query;

import io.staylog.cli.client.HotelOption;
import io.staylog.cli.client.HttpApi;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog booking}: bookings of all hotels, by whatever is known of them, and what happened to one. */
@Command(
        name = "booking",
        description = "Look for bookings, and for everything that happened to one.",
        subcommands = BookingCommand.Search.class)
public final class BookingCommand {

    /** {@code staylog booking search}. */
    @Command(
            name = "search",
            description = "Bookings by guest, dates, status, channel or number, in the order of arrival. Looking for a"
                    + " guest, and reading names, needs the token.")
    public static final class Search implements Callable<Integer> {
        @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
        private @Nullable String hotel;

        @Option(
                names = "--guest",
                paramLabel = "<words>",
                description = "Words that the name or e-mail address begins with, without regard to case and accents.")
        private @Nullable String guest;

        @Option(names = "--guest-id", paramLabel = "<uuid>", description = "Of this guest.")
        private @Nullable UUID guestId;

        @Option(names = "--status", description = "Standing so: ${COMPLETION-CANDIDATES}.")
        private Filters.@Nullable Status status;

        @Option(names = "--channel", paramLabel = "<channel>", description = "From there, for example OTA.")
        private @Nullable String channel;

        @Option(names = "--reference", paramLabel = "<text>", description = "With this number of the channel's.")
        private @Nullable String reference;

        @Option(names = "--code", paramLabel = "<code>", description = "With this confirmation code.")
        private @Nullable String code;

        @Option(names = "--arrival-from", paramLabel = "<date>", description = "Arriving on or after.")
        private @Nullable LocalDate arrivalFrom;

        @Option(names = "--arrival-to", paramLabel = "<date>", description = "Arriving on or before.")
        private @Nullable LocalDate arrivalTo;

        @Option(names = "--departure-from", paramLabel = "<date>", description = "Leaving on or after.")
        private @Nullable LocalDate departureFrom;

        @Option(names = "--departure-to", paramLabel = "<date>", description = "Leaving on or before.")
        private @Nullable LocalDate departureTo;

        @Option(names = "--booked-from", paramLabel = "<date>", description = "Asked for on or after.")
        private @Nullable LocalDate bookedFrom;

        @Option(names = "--booked-to", paramLabel = "<date>", description = "Asked for on or before.")
        private @Nullable LocalDate bookedTo;

        @Option(names = "--after", paramLabel = "<position>", description = "Only when this event is known there.")
        private @Nullable String after;

        @Option(names = "--cursor", description = "Where the last page ended.")
        private @Nullable String cursor;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            BookingQueries.put(query, "hotel", hotel);
            BookingQueries.put(query, "guest", guest);
            BookingQueries.put(query, "guestId", guestId);
            BookingQueries.put(query, "status", status);
            BookingQueries.put(query, "channel", channel);
            BookingQueries.put(query, "reference", reference);
            BookingQueries.put(query, "confirmationCode", code);
            BookingQueries.put(query, "arrivalFrom", arrivalFrom);
            BookingQueries.put(query, "arrivalTo", arrivalTo);
            BookingQueries.put(query, "departureFrom", departureFrom);
            BookingQueries.put(query, "departureTo", departureTo);
            BookingQueries.put(query, "bookedFrom", bookedFrom);
            BookingQueries.put(query, "bookedTo", bookedTo);
            BookingQueries.put(query, "after", after);
            BookingQueries.put(query, "cursor", cursor);
            query.put("limit", Integer.toString(limit));
            return http.print(http.settings().reporting(), "/v1/bookings", query);
        }
    }

    @Command(
            name = "timeline",
            description = "Everything that happened to a booking and its payments: requests, decisions, timers, who.")
    int timeline(
            @Parameters(paramLabel = "<bookingId>", description = "The booking.") UUID bookingId,
            @Option(names = "--cursor", description = "Where the last page ended.") @Nullable String cursor,
            @Mixin HttpOptions http) {
        var query = new LinkedHashMap<String, String>();
        BookingQueries.put(query, "cursor", cursor);
        return http.print(http.settings().reporting(), "/v1/bookings/" + bookingId + "/timeline", query);
    }

    @Command(
            name = "ari",
            description =
                    "What a hotel sells: availability, rates and restrictions, by night, room type and rate plan.")
    int ari(
            @Mixin HotelOption hotel,
            @Option(names = "--from", required = true, paramLabel = "<date>", description = "First night.")
                    LocalDate from,
            @Option(names = "--to", required = true, paramLabel = "<date>", description = "Last night, included.")
                    LocalDate to,
            @Option(names = "--csv", description = "As CSV.") boolean csv,
            @Mixin HttpOptions http) {
        var path = "/v1/hotels/" + HttpApi.piece(hotel.hotelId()) + "/ari";
        var query = Map.of("from", from.toString(), "to", to.toString());
        if (!csv) {
            return http.print(http.settings().reporting(), path, query);
        }
        try (var api = http.api()) {
            System.out.print(api.answer(http.settings().reporting(), path, query, "text/csv")
                    .body());
            return 0;
        }
    }
}
