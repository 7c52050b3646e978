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

/** What booking-service knows. */
public final class BookingQueries {
    private BookingQueries() {}

    /** {@code staylog show}. */
    @Command(name = "show", description = "A booking as it is now.")
    public static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "<bookingId>", description = "The booking.")
        private UUID bookingId;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            return http.print(http.settings().booking(), "/v1/bookings/" + bookingId, Map.of());
        }
    }

    /** {@code staylog history}. */
    @Command(name = "history", description = "Everything that happened to a booking.")
    public static final class History implements Callable<Integer> {
        @Parameters(paramLabel = "<bookingId>", description = "The booking.")
        private UUID bookingId;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            return http.print(http.settings().booking(), "/v1/bookings/" + bookingId + "/events", Map.of());
        }
    }

    /** {@code staylog availability}. */
    @Command(name = "availability", description = "What can be sold on some nights, and for how much.")
    public static final class Availability implements Callable<Integer> {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--arrival", required = true, paramLabel = "<date>", description = "First night.")
        private LocalDate arrival;

        @Option(names = "--departure", required = true, paramLabel = "<date>", description = "The day of leaving.")
        private LocalDate departure;

        @Option(names = "--adults", defaultValue = "1", description = "In the room. Default: ${DEFAULT-VALUE}.")
        private int adults;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            query.put("arrival", arrival.toString());
            query.put("departure", departure.toString());
            query.put("adults", Integer.toString(adults));
            var path = "/v1/hotels/" + HttpApi.piece(hotel.hotelId()) + "/availability";
            return http.print(http.settings().booking(), path, query);
        }
    }

    /** {@code staylog search}. */
    @Command(name = "search", description = "Bookings of a hotel.")
    public static final class Search implements Callable<Integer> {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--arrival-from", paramLabel = "<date>", description = "Arriving on or after.")
        private @Nullable LocalDate arrivalFrom;

        @Option(names = "--arrival-to", paramLabel = "<date>", description = "Arriving on or before.")
        private @Nullable LocalDate arrivalTo;

        @Option(names = "--status", description = "Standing so: ${COMPLETION-CANDIDATES}.")
        private Filters.@Nullable Status status;

        @Option(names = "--cursor", description = "Where the last page ended.")
        private @Nullable String cursor;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            query.put("hotel", hotel.hotelId());
            put(query, "arrivalFrom", arrivalFrom);
            put(query, "arrivalTo", arrivalTo);
            put(query, "status", status);
            put(query, "cursor", cursor);
            query.put("limit", Integer.toString(limit));
            return http.print(http.settings().reporting(), "/v1/bookings", query);
        }
    }

    static void put(Map<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }
}
