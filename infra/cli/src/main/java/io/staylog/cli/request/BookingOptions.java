package io.staylog.cli.request;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which booking a command speaks of. */
final class BookingOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Parameters(paramLabel = "<bookingId>", description = "The booking.")
    private UUID bookingId;

    @Option(
            names = "--hotel",
            paramLabel = "<hotelId>",
            description = "The booking's hotel. Default: booking-service is asked for it.")
    private @Nullable String hotelId;

    @Option(
            names = "--expected-version",
            paramLabel = "<n>",
            description = "Refuse unless the booking is at this version (cancel, modify and reinstate).")
    private @Nullable Integer expectedVersion;

    UUID bookingId() {
        return bookingId;
    }

    @Nullable
    Integer expectedVersion() {
        return expectedVersion;
    }

    String hotelId(Settings settings) {
        return hotelId == null ? askedFor(settings) : hotelId;
    }

    /** In which currency a booking was sold; empty where booking-service cannot say so now. */
    static Optional<String> currency(Settings settings, String bookingId) {
        try (var api = new HttpApi(settings.token(), TIMEOUT)) {
            var booking = api.tree(settings.booking(), "/v1/bookings/" + bookingId, Map.of());
            var currency = booking.at("/sold/currency").asString("");
            return currency.isEmpty() ? Optional.empty() : Optional.of(currency);
        } catch (Failure e) {
            // What is decided is decided: it is only told in other words.
            return Optional.empty();
        }
    }

    private String askedFor(Settings settings) {
        try (var api = new HttpApi(settings.token(), TIMEOUT)) {
            var booking = api.tree(settings.booking(), "/v1/bookings/" + bookingId, Map.of());
            var hotel = booking.path("hotelId").asString("");
            if (hotel.isEmpty()) {
                throw Failure.usage("booking-service does not say which hotel the booking is of; name it with --hotel");
            }
            return hotel;
        } catch (Failure e) {
            // Nothing is sent yet, so nothing is unknown.
            throw e.exit() == Exit.UNKNOWN
                    ? Failure.unreachable(
                            "booking-service does not say which hotel the booking is of; name it with --hotel", e)
                    : e;
        }
    }
}
