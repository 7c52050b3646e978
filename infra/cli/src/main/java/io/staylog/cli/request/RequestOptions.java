package io.staylog.cli.request;

import io.staylog.cli.avro.AvroJson;
import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.OutcomeWatch;
import io.staylog.cli.client.OutcomeWatch.Outcome;
import io.staylog.cli.client.PaymentWatch;
import io.staylog.cli.client.RequestClient;
import io.staylog.cli.client.RequestClient.Request;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.guest.InvoicePartySet;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options of every command that asks for something, and what they do. */
public final class RequestOptions {
    private static final Set<String> LOWERING =
            Set.of("InventorySet", "RoomsOutOfOrder", "OverbookingSet", "RoomTypeDefined");

    @Option(
            names = "--no-wait",
            negatable = true,
            description = "Print the ids as soon as the log has the request. Default: wait for the decision.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the decision. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = {"--request-id", "--idempotency-key"},
            paramLabel = "<uuid>",
            description = "Repeats an earlier request safely: the same id is answered once.")
    private @Nullable UUID requestId;

    @Option(names = "--dry-run", description = "Print the record that would be sent, and send nothing.")
    private boolean dryRun;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    /** Where everything is. */
    public ConnectionOptions connection() {
        return connection;
    }

    /**
     * Sends one request and says what became of it.
     *
     * @param hotelId the hotel, which is the record's key
     * @param record builds the record around the request id
     */
    public int ask(String hotelId, Function<UUID, SpecificRecord> record) {
        return ask(hotelId, record, id -> null);
    }

    /**
     * Sends one request for somebody, whose name goes ahead of it, and says what became of it.
     *
     * @param party builds whom it is for around the request id; null where it is for nobody in particular
     */
    int ask(String hotelId, Function<UUID, SpecificRecord> record, Function<UUID, @Nullable InvoicePartySet> party) {
        if (hotelId.isBlank()) {
            throw Failure.usage("the hotel's id is empty");
        }
        var request = request(hotelId, record, party);
        if (dryRun) {
            System.out.println(Json.line(AvroJson.of(request.record())));
            return 0;
        }
        try (var client = new RequestClient(connection.settings())) {
            client.standBy(request, requestId != null);
            var place = client.send(request, timeout);
            if (noWait) {
                printSent(request, place);
                return 0;
            }
            return await(client, request);
        }
    }

    private Request request(
            String hotelId, Function<UUID, SpecificRecord> record, Function<UUID, @Nullable InvoicePartySet> party) {
        var id = requestId == null ? RequestIds.next(Instant.now()) : requestId;
        var request = new Request(id, hotelId, record.apply(id), party.apply(id));
        refuseCardNumbers(request.record());
        if (request.party() != null) {
            refuseCardNumbers(request.party());
        }
        return request;
    }

    /**
     * Sends one request about a payment and says what became of it, at the bank too.
     *
     * @param hotelId the hotel, which is the record's key
     * @param record builds the record around the request id
     * @param sentence what a person wants to know of the event that answers it
     */
    public int askAboutPayment(
            String hotelId, Function<UUID, SpecificRecord> record, Function<LogRecord, String> sentence) {
        var request = request(hotelId, record, id -> null);
        if (dryRun) {
            System.out.println(Json.line(AvroJson.of(request.record())));
            return 0;
        }
        try (var client = new RequestClient(connection.settings())) {
            client.standBy(request, requestId != null);
            var place = client.send(request, timeout);
            if (noWait) {
                printSent(request, place);
                return 0;
            }
            var watch = new PaymentWatch(request.type(), request.requestId().toString());
            var outcome = client.await(request, watch, timeout)
                    .orElseThrow(() ->
                            Failure.unknown(watch.progress() + " " + timeout.toMillis() + " ms; " + request.repeat()));
            return told(request, outcome, sentence);
        }
    }

    private int told(Request request, Outcome outcome, Function<LogRecord, String> sentence) {
        return switch (outcome) {
            case Outcome.Accepted(var event) -> {
                output.print(named(request, event), sentence.apply(event));
                yield 0;
            }
            case Outcome.Refused(var code, var message, var event) -> {
                if (output.json()) {
                    output.print(named(request, event));
                }
                throw Failure.rejected(code, message);
            }
        };
    }

    /** What answers a request need not name it: the bank's answer does not. */
    private static JsonNode named(Request request, LogRecord event) {
        var told = event.valueJson();
        told.put("type", event.type());
        told.put("requestId", request.requestId().toString());
        return told;
    }

    private void printSent(Request request, RecordMetadata place) {
        var sent = Json.object().put("requestId", request.requestId().toString());
        request.bookingId().ifPresent(booking -> sent.put("bookingId", booking));
        sent.put("partition", place.partition()).put("offset", place.offset());
        output.print(sent, "sent; request " + request.requestId() + aboutBooking(request));
    }

    private static String aboutBooking(Request request) {
        return request.bookingId().map(booking -> ", booking " + booking).orElse("");
    }

    /** Keeps card numbers out of the log at this door; the message does not repeat them. */
    private static void refuseCardNumbers(SpecificRecord record) {
        var field = CardNumbers.find(record);
        if (field != null) {
            throw Failure.rejected(
                    "sensitive_card_data",
                    field + " looks like a card number; only tokens may enter Staylog, and nothing was sent");
        }
    }

    private int await(RequestClient client, Request request) {
        var watch = new OutcomeWatch(request.type(), request.requestId().toString());
        var outcome = client.await(request, watch, timeout).orElseThrow(() -> noAnswer(request, watch));
        return switch (outcome) {
            case Outcome.Accepted(var event) -> {
                var told = Decisions.told(request, event, watch);
                print(event.type(), told);
                warnOfOverbooking(client, request);
                yield 0;
            }
            case Outcome.Refused(var code, var message, var event) -> {
                if (output.json()) {
                    output.print(Decisions.told(request, event, watch));
                }
                throw Refusals.of(request, code, message, event.valueJson());
            }
        };
    }

    private void print(String type, JsonNode told) {
        if (output.json()) {
            output.print(told);
        } else {
            var booking = told.path("bookingId").asString("");
            output.print(told, Sentences.of(type, told, () -> BookingOptions.currency(connection.settings(), booking)));
        }
    }

    /** Fewer rooms than are sold are accepted, because the hotel knows best; but somebody has to know. */
    private void warnOfOverbooking(RequestClient client, Request request) {
        if (!LOWERING.contains(request.type())) {
            return;
        }
        try {
            for (var event : client.consequences(request, "OverbookedDetected", timeout)) {
                var detected = event.valueJson();
                System.err.println(
                        "warning: the night of " + detected.path("night").asString() + " is overbooked: "
                                + detected.path("rooms") + " more of "
                                + detected.path("roomTypeId").asString() + " sold than there are");
            }
        } catch (RuntimeException e) {
            // The decision stands; what it led to is only not known here.
            System.err.println("warning: it cannot be read whether nights are overbooked now: " + e.getMessage());
        }
    }

    private Failure noAnswer(Request request, OutcomeWatch watch) {
        var what = watch.held()
                .map(held -> "the rooms are held until "
                        + held.valueJson().path("holdExpiresAt").asString()
                        + ", and the payment is not decided yet after ")
                .orElse("no decision within ");
        return Failure.unknown(what + timeout.toMillis() + " ms; " + request.repeat());
    }
}
