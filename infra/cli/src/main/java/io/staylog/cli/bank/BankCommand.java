package io.staylog.cli.bank;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.query.HttpOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog bank}: the bank simulator, whose ledger is the truth about money. */
@Command(
        name = "bank",
        description = "Ask the bank simulator, whose ledger is the truth about money, and disturb it.",
        subcommands = {
            LedgerCommand.class,
            TotalsCommand.class,
            BankCommand.Operations.class,
            SettlementCommand.class,
            FaultsCommand.class,
            OutageCommand.class
        })
public final class BankCommand {
    @Command(name = "payment", description = "A payment as the bank has it now.")
    int payment(
            @Parameters(paramLabel = "<pspReference>", description = "The bank's name of the payment.")
                    String pspReference,
            @Mixin HttpOptions http) {
        return print(http, "/v1/payments/" + HttpApi.piece(pspReference), Map.of());
    }

    static int print(HttpOptions http, String path, Map<String, String> query) {
        try (var api = http.apiWithoutToken()) {
            http.output().printBody(api.json(bank(http), path, query));
            return 0;
        }
    }

    static int change(HttpOptions http, String method, String path, @Nullable String body) {
        try (var api = http.apiWithoutToken()) {
            http.output().printBody(api.change(method, bank(http), path, body));
            return 0;
        }
    }

    static URI bank(HttpOptions http) {
        return http.settings().bank();
    }

    /** {@code staylog bank operations}. */
    @Command(
            name = "operations",
            description = "What became of an operation, by our reference: the bank's own look-up.")
    static final class Operations implements Callable<Integer> {
        /** What can be done with money. */
        enum Operation {
            AUTHORIZE,
            CAPTURE,
            VOID,
            REFUND,
            ADJUST
        }

        @Parameters(
                paramLabel = "<merchantReference>",
                description = "Our name of the operation: <paymentId>:<attemptNo>.")
        private String reference;

        @Option(names = "--hotel", paramLabel = "<hotelId>", required = true, description = "Of this hotel.")
        private String hotel;

        @Option(names = "--operation", description = "Only this: ${COMPLETION-CANDIDATES}.")
        private @Nullable Operation operation;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            query.put("merchant", hotel);
            query.put("merchantReference", reference);
            if (operation != null) {
                query.put("operation", operation.name().toLowerCase(Locale.ROOT));
            }
            return print(http, "/v1/operations", query);
        }
    }
}
