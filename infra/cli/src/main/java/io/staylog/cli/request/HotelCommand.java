package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.query.HttpOptions;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.TaxReason;
import io.staylog.schemas.booking.TaxReasonScope;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog hotel}: registers and shows hotels. */
@Command(name = "hotel", description = "Register and show hotels.", subcommands = HotelCommand.Register.class)
public final class HotelCommand {

    @Command(name = "register", description = "A hotel sells through Staylog from now on.")
    static final class Register implements Callable<Integer> {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--name", required = true, description = "What people call it.")
        private String name;

        @Option(
                names = "--time-zone",
                required = true,
                paramLabel = "<zone>",
                description = "IANA zone, for example " + "Europe/Lisbon.")
        private ZoneId zone;

        @Option(names = "--currency", required = true, paramLabel = "<code>", description = "ISO 4217 code.")
        private String currency;

        @Option(names = "--business-date", paramLabel = "<date>", description = "Default: today there.")
        private @Nullable LocalDate businessDate;

        @Option(
                names = "--check-in-time",
                paramLabel = "<HH:mm>",
                defaultValue = "15:00",
                description = "Earliest arrival. Default: ${DEFAULT-VALUE}.")
        private String checkInTime;

        @Option(
                names = "--tax-bps",
                defaultValue = "0",
                description = "Tax in gross prices in basis points (600 = 6 %%). Default: ${DEFAULT-VALUE}.")
        private int taxRateBps;

        @Option(
                names = "--horizon-days",
                defaultValue = "730",
                description = "How far ahead. Default: ${DEFAULT-VALUE}.")
        private int horizonDays;

        @Option(
                names = "--stay-nights-max",
                defaultValue = "366",
                description = "Longest stay. Default: ${DEFAULT-VALUE}.")
        private int stayNightsMax;

        @Option(
                names = "--hold-seconds",
                defaultValue = "900",
                description = "How long rooms wait for a payment. Default: ${DEFAULT-VALUE}.")
        private int holdSeconds;

        @Option(
                names = "--hold-grace-seconds",
                defaultValue = "300",
                description = "How much longer, once, while a payment is under way. Default: ${DEFAULT-VALUE}.")
        private int holdGraceSeconds;

        @Option(
                names = "--legal-name",
                defaultValue = "",
                paramLabel = "<name>",
                description = "The company that sells, as on invoices. Default: as --name.")
        private String legalName;

        @Option(
                names = "--address",
                paramLabel = "<line>",
                description = "A line of its postal address; repeat it. Invoices need one.")
        private List<String> address = List.of();

        @Option(
                names = "--vat-number",
                defaultValue = "",
                paramLabel = "<number>",
                description = "VAT identification number with its country's prefix, for example PT501234567.")
        private String vatNumber;

        @Option(
                names = "--invoice-series",
                defaultValue = "INV",
                paramLabel = "<series>",
                description = "What invoices are numbered in. Default: ${DEFAULT-VALUE}.")
        private String invoiceSeries;

        @Option(
                names = "--credit-note-series",
                defaultValue = "CRN",
                paramLabel = "<series>",
                description = "What credit notes are numbered in. Default: ${DEFAULT-VALUE}.")
        private String creditNoteSeries;

        @Option(
                names = "--tax-reason",
                paramLabel = "<scope>=<text>",
                description = "Why it takes no tax on something, as invoices must say; repeat it. Scopes: ANY, NIGHT,"
                        + " FOOD_AND_BEVERAGE, MINIBAR, PARKING, CITY_TAX, OTHER, CANCELLATION_FEE, NO_SHOW_FEE,"
                        + " EARLY_DEPARTURE_FEE.")
        private Map<TaxReasonScope, String> taxReasons = Map.of();

        @Option(
                names = "--reverse-charge",
                paramLabel = "<scope>",
                description = "What buyers owe the tax on themselves who have a VAT number of another member state;"
                        + " repeat it. It takes a rate of 0 there.")
        private List<TaxReasonScope> reverseCharge = List.of();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(hotel.hotelId(), this::record);
        }

        private HotelRegistered record(UUID requestId) {
            return HotelRegistered.newBuilder()
                    .setRequestId(requestId)
                    .setHotelId(hotel.hotelId())
                    .setName(name)
                    .setTimeZone(zone.getId())
                    .setCurrency(currency)
                    .setBusinessDate(businessDate == null ? LocalDate.now(zone) : businessDate)
                    .setCheckInTime(checkInTime)
                    .setTaxRateBps(taxRateBps)
                    .setHorizonDays(horizonDays)
                    .setStayNightsMax(stayNightsMax)
                    .setHoldSeconds(holdSeconds)
                    .setHoldGraceSeconds(holdGraceSeconds)
                    .setLegalName(legalName)
                    .setAddress(String.join("\n", address))
                    .setVatNumber(vatNumber)
                    .setInvoiceSeries(invoiceSeries)
                    .setCreditNoteSeries(creditNoteSeries)
                    .setTaxReasons(reasons())
                    .build();
        }

        private List<TaxReason> reasons() {
            var all = new ArrayList<TaxReason>();
            taxReasons.forEach((scope, text) -> all.add(new TaxReason(scope, text, false)));
            reverseCharge.forEach(scope -> all.add(new TaxReason(scope, "Reverse charge", true)));
            return all;
        }
    }

    @Command(name = "show", description = "What is known of a hotel.")
    int show(@Mixin HotelOption hotel, @Mixin HttpOptions http) {
        return http.print(http.settings().booking(), "/v1/hotels/" + HttpApi.piece(hotel.hotelId()), Map.of());
    }

    @Command(name = "list", description = "All hotels, with their totals.")
    int list(@Mixin HttpOptions http) {
        return http.print(http.settings().reporting(), "/v1/reports/totals", Map.of());
    }
}
