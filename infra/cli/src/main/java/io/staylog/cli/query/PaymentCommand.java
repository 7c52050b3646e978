package io.staylog.cli.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog payment}: what happened to money. */
@Command(name = "payment", description = "Show payments.", subcommands = PaymentCommand.List.class)
public final class PaymentCommand {
    private static final String PATH = "/v1/payments";

    @Command(name = "show", description = "A payment as it is now.")
    int show(
            @Parameters(paramLabel = "<paymentId>", description = "The payment.") UUID paymentId,
            @Mixin HttpOptions http) {
        return http.print(http.settings().reporting(), PATH + "/" + paymentId, Map.of());
    }

    @Command(name = "list", description = "Payments, those of the newest business date first.")
    static final class List implements Callable<Integer> {
        @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
        private @Nullable String hotel;

        @Option(names = "--booking", paramLabel = "<uuid>", description = "For one booking.")
        private @Nullable UUID booking;

        @Option(names = "--state", description = "Standing so: ${COMPLETION-CANDIDATES}.")
        private Filters.@Nullable State state;

        @Option(names = "--needs-attention", description = "Only those that a person must look at.")
        private boolean needsAttention;

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
            BookingQueries.put(query, "bookingId", booking);
            BookingQueries.put(query, "state", state);
            BookingQueries.put(query, "needsAttention", needsAttention ? true : null);
            BookingQueries.put(query, "cursor", cursor);
            query.put("limit", Integer.toString(limit));
            return http.print(http.settings().reporting(), PATH, query);
        }
    }
}
