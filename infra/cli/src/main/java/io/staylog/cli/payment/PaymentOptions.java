package io.staylog.cli.payment;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.request.Amounts;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Which payment a command speaks of, and what the services know of it that nobody wants to type. */
final class PaymentOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Parameters(paramLabel = "<paymentId>", description = "The payment.")
    private UUID paymentId;

    @Option(
            names = "--hotel",
            paramLabel = "<hotelId>",
            description = "The payment's hotel. Default: payment-service is asked for it.")
    private @Nullable String hotelId;

    private @Nullable JsonNode known;

    UUID paymentId() {
        return paymentId;
    }

    String hotelId(Settings settings) {
        return hotelId == null ? payment(settings).path("hotelId").asString("") : hotelId;
    }

    /** Minor units of an amount as people write it; the payment's currency is known. */
    long minor(Settings settings, String amount) {
        return Amounts.minor(amount, currency(settings));
    }

    String currency(Settings settings) {
        return payment(settings).at("/terms/currency").asString("");
    }

    /** What is authorised and not taken yet. */
    long capturableMinor(Settings settings) {
        var sums = payment(settings).path("sums");
        return sums.path("authorizedMinor").asLong()
                - sums.path("capturedMinor").asLong();
    }

    /** The hotel's open business date, unless the caller names one. */
    LocalDate businessDate(Settings settings, @Nullable LocalDate given) {
        if (given != null) {
            return given;
        }
        var path = "/v1/hotels/" + HttpApi.piece(hotelId(settings)) + "/business-date";
        var date = asked(settings, true, path).path("businessDate").asString("");
        if (date.isEmpty()) {
            throw Failure.usage("booking-service does not say the hotel's business date; name it with --business-date");
        }
        return LocalDate.parse(date);
    }

    private JsonNode payment(Settings settings) {
        var payment = known;
        if (payment == null) {
            payment = asked(settings, false, "/v1/payments/" + paymentId);
            known = payment;
        }
        return payment;
    }

    private static JsonNode asked(Settings settings, boolean isOfBooking, String path) {
        try (var api = new HttpApi(settings.token(), TIMEOUT)) {
            return api.tree(isOfBooking ? settings.booking() : settings.payment(), path, Map.of());
        } catch (Failure e) {
            // Nothing is sent yet, so nothing is unknown.
            throw e.exit() == Exit.UNKNOWN
                    ? Failure.unreachable(
                            (isOfBooking ? "booking" : "payment")
                                    + "-service does not answer in time; nothing was sent",
                            e)
                    : e;
        }
    }
}
