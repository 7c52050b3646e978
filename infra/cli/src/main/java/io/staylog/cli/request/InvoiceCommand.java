package io.staylog.cli.request;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.query.HttpOptions;
import io.staylog.schemas.VatNumbers;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.guest.InvoicePartySet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code staylog invoice}: issues invoices and credit notes, and lists them. */
@Command(
        name = "invoice",
        description = "Issue invoices and credit notes, and list them.",
        subcommands = {InvoiceCommand.Issue.class, InvoiceCommand.Credit.class})
public final class InvoiceCommand {

    @Command(name = "issue", description = "The invoice over everything of a booking that no invoice has yet.")
    static final class Issue implements Callable<Integer> {
        private static final Duration TIMEOUT = Duration.ofSeconds(5);
        private static final int LAST_DAY = 31;

        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(names = "--buyer", required = true, paramLabel = "<name>", description = "Whom it is made out to.")
        private String name;

        @Option(
                names = "--address",
                required = true,
                paramLabel = "<line>",
                description = "A line of the buyer's postal address; repeat it.")
        private List<String> address;

        @Option(
                names = "--vat-number",
                defaultValue = "",
                paramLabel = "<number>",
                description = "The buyer's VAT identification number with its country's prefix.")
        private String vatNumber;

        @Option(names = "--email", defaultValue = "", paramLabel = "<address>", description = "The buyer's e-mail.")
        private String email;

        @Option(
                names = "--kept-years",
                defaultValue = "10",
                paramLabel = "<n>",
                description = "How many years after the year of issue the buyer is kept. Default: ${DEFAULT-VALUE}.")
        private int keptYears;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = booking.hotelId(settings);
            var keepUntil = LocalDate.of(yearOfIssue(settings, hotel) + keptYears, Month.DECEMBER, LAST_DAY);
            var guestId = guestId(settings);
            return request.ask(
                    hotel,
                    id -> new InvoiceRequested(
                            id, hotel, booking.bookingId(), partyOf(id), VatNumbers.country(vatNumber), actor.actor()),
                    id -> new InvoicePartySet(
                            partyOf(id),
                            hotel,
                            guestId,
                            name,
                            String.join("\n", address),
                            vatNumber,
                            email,
                            keepUntil));
        }

        /** It follows from the request's id, so that a repeated request names the same buyer. */
        private static UUID partyOf(UUID requestId) {
            return UUID.nameUUIDFromBytes(("staylog-party-" + requestId).getBytes(StandardCharsets.UTF_8));
        }

        private static int yearOfIssue(Settings settings, String hotel) {
            var date = asked(settings, "/v1/hotels/" + HttpApi.piece(hotel) + "/business-date");
            return LocalDate.parse(date.path("businessDate").asString()).getYear();
        }

        private @Nullable UUID guestId(Settings settings) {
            var guest = asked(settings, "/v1/bookings/" + booking.bookingId())
                    .at("/sold/guestId")
                    .asString("");
            return guest.isEmpty() ? null : UUID.fromString(guest);
        }

        private static JsonNode asked(Settings settings, String path) {
            try (var api = new HttpApi(settings.token(), TIMEOUT)) {
                return api.tree(settings.booking(), path, Map.of());
            }
        }
    }

    @Command(name = "credit", description = "Take an invoice back as a whole; its lines can be invoiced again.")
    static final class Credit implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(
                names = "--series",
                defaultValue = "INV",
                paramLabel = "<series>",
                description = "The invoice's series. Default: ${DEFAULT-VALUE}.")
        private String series;

        @Option(names = "--number", required = true, paramLabel = "<n>", description = "The invoice's number.")
        private long number;

        @Option(names = "--reason", required = true, paramLabel = "<text>", description = "Why; never a name.")
        private String reason;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel,
                    id -> new CreditNoteRequested(
                            id, hotel, booking.bookingId(), series, number, reason, actor.actor()));
        }
    }

    @Command(name = "list", description = "Invoices and credit notes, newest first.")
    int list(
            @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Only of this hotel.") @Nullable
                    String hotel,
            @Option(names = "--booking", paramLabel = "<bookingId>", description = "Only of this booking.") @Nullable
                    UUID booking,
            @Option(names = "--cursor", description = "Where the last page ended.") @Nullable String cursor,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Mixin HttpOptions http) {
        var query = new LinkedHashMap<String, String>();
        put(query, "hotel", hotel);
        put(query, "bookingId", booking);
        put(query, "cursor", cursor);
        put(query, "limit", limit);
        return http.print(http.settings().reporting(), "/v1/invoices", query);
    }

    private static void put(Map<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }
}
