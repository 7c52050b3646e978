package io.staylog.cli.query;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.payment.JudgementCommands;
import io.staylog.cli.payment.MoneyCommands;
import io.staylog.cli.payment.SettleCommand;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog payment}: what happened to money, and what people do about it. */
@Command(
        name = "payment",
        description = "Show payments, and do something about them.",
        subcommands = {
            PaymentCommand.List.class,
            MoneyCommands.Method.class,
            MoneyCommands.Capture.class,
            MoneyCommands.VoidPayment.class,
            MoneyCommands.Refund.class,
            JudgementCommands.Resolve.class,
            JudgementCommands.Dispute.class,
            JudgementCommands.ManualRefund.class,
            JudgementCommands.Acknowledge.class,
            SettleCommand.class
        })
public final class PaymentCommand {
    private static final String PATH = "/v1/payments";

    @Command(name = "show", description = "A payment as it is now, and everything that happened to it.")
    int show(
            @Parameters(paramLabel = "<paymentId>", description = "The payment.") UUID paymentId,
            @Mixin HttpOptions http) {
        try (var api = http.api()) {
            var service = http.settings().payment();
            var payment = api.tree(service, PATH + "/" + paymentId, Map.of());
            var hotel = HttpApi.piece(payment.path("hotelId").asString());
            var path = "/v1/hotels/" + hotel + "/payments/" + paymentId + "/events";
            var events = api.tree(service, path, Map.of()).path("events");
            var all = Json.object();
            all.set("payment", payment);
            all.set("events", events);
            http.output().print(all, PaymentText.story(payment, events));
            return 0;
        }
    }

    @Command(name = "list", description = "Payments, those of the newest business date first.")
    static final class List implements Callable<Integer> {
        @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
        private @Nullable String hotel;

        @Option(names = "--booking", paramLabel = "<uuid>", description = "For one booking.")
        private @Nullable UUID booking;

        @Option(names = "--state", description = "Standing so: ${COMPLETION-CANDIDATES}.")
        private Filters.@Nullable State state;

        @Option(
                names = "--needs-attention",
                description = "What a person must look at, the oldest first: payment-service is asked.")
        private boolean needsAttention;

        @Option(names = "--cursor", description = "Where the last page ended.")
        private @Nullable String cursor;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            if (needsAttention) {
                return attention();
            }
            var query = new LinkedHashMap<String, String>();
            BookingQueries.put(query, "hotel", hotel);
            BookingQueries.put(query, "bookingId", booking);
            BookingQueries.put(query, "state", state);
            BookingQueries.put(query, "cursor", cursor);
            query.put("limit", Integer.toString(limit));
            return http.print(http.settings().reporting(), PATH, query);
        }

        private int attention() {
            if (booking != null || state != null || cursor != null) {
                throw Failure.usage("--needs-attention goes with --hotel alone");
            }
            var path = hotel == null ? "/v1/attention" : "/v1/hotels/" + HttpApi.piece(hotel) + "/attention";
            try (var api = http.api()) {
                var list = api.tree(http.settings().payment(), path, Map.of());
                http.output().print(list, PaymentText.attention(list, limit));
                return 0;
            }
        }
    }
}
