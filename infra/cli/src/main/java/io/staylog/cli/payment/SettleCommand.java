package io.staylog.cli.payment;

import io.staylog.cli.avro.AvroJson;
import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.OutcomeWatch.Outcome;
import io.staylog.cli.client.PaymentWatch;
import io.staylog.cli.client.RequestClient;
import io.staylog.cli.client.RequestClient.Request;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.payment.SettlementFile.Part;
import io.staylog.cli.request.Amounts;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.cli.terminal.Table;
import io.staylog.schemas.payment.SettlementLine;
import io.staylog.schemas.payment.SettlementReported;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code staylog payment settle}: compares what the bank has settled with the books. */
@Command(
        name = "settle",
        description = {
            "Compare a bank's settlement file with the books: one report for each hotel, date and currency.",
            "Ends with status 3 where they differ. The same file again gives the same answer."
        })
public final class SettleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<file>", description = "CSV, as the bank gives it out.")
    private Path file;

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to wait for each comparison. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--dry-run",
            description = "Check the file, print the records that would be sent, and send nothing.")
    private boolean dryRun;

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    private final ArrayNode reports = Json.array();
    private final ArrayNode differences = Json.array();
    private Exit exit = Exit.OK;

    @Override
    public Integer call() {
        var requests = SettlementFile.read(file).entrySet().stream()
                .map(part -> request(part.getKey(), part.getValue()))
                .toList();
        if (dryRun) {
            requests.forEach(request -> System.out.println(Json.line(AvroJson.of(request.record()))));
            return Exit.OK.code();
        }
        if (!requests.isEmpty()) {
            try (var client = new RequestClient(connection.settings())) {
                requests.forEach(request -> report(client, request));
            }
        }
        print();
        return exit.code();
    }

    /** The same lines are the same request, however often the file is imported. */
    private Request request(Part part, List<SettlementLine> lines) {
        var content = part + "\n" + lines;
        var bits = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
        var id = RequestIds.at(part.date().atStartOfDay(ZoneOffset.UTC).toInstant(), bits);
        return new Request(
                id,
                part.hotelId(),
                new SettlementReported(id, part.hotelId(), part.date(), part.currency(), lines, operator.actor()));
    }

    private void report(RequestClient client, Request request) {
        client.standBy(request, true);
        client.send(request, timeout);
        var watch = new PaymentWatch(request.type(), request.requestId().toString());
        var outcome = client.await(request, watch, timeout);
        if (outcome.isEmpty()) {
            row(request).put("result", "no answer within " + timeout.toMillis() + " ms; import the file again");
            worse(Exit.UNKNOWN);
            return;
        }
        switch (outcome.get()) {
            case Outcome.Accepted(var event) -> reconciled(request, event);
            case Outcome.Refused(var code, var message, var _) -> {
                row(request).put("result", "rejected: " + code + ": " + message);
                worse(Exit.REJECTED);
            }
        }
    }

    private void reconciled(Request request, LogRecord event) {
        var json = event.valueJson();
        var found = json.path("differences");
        var currency = json.path("currency").asString();
        row(request)
                .put("result", found.isEmpty() ? "agrees" : "differs")
                .put("matched", json.path("matched").asInt())
                .put("differences", found.size())
                .put("gross", Amounts.major(json.path("grossMinor").asLong(), currency))
                .put("fees", Amounts.major(json.path("feeMinor").asLong(), currency));
        found.forEach(difference -> differences
                .addObject()
                .put("hotel", request.hotelId())
                .put("date", json.path("settlementDate").asString())
                .put("difference", difference.path("kind").asString())
                .put("movement", difference.path("movement").asString())
                .put("merchantReference", difference.path("merchantReference").asString())
                .put("booked", Amounts.major(difference.path("bookedMinor").asLong(), currency))
                .put("settled", Amounts.major(difference.path("settledMinor").asLong(), currency)));
        if (!found.isEmpty()) {
            worse(Exit.REJECTED);
        }
    }

    private tools.jackson.databind.node.ObjectNode row(Request request) {
        var record = (SettlementReported) request.record();
        return reports.addObject()
                .put("hotel", request.hotelId())
                .put("date", record.getSettlementDate().toString())
                .put("currency", record.getCurrency())
                .put("lines", record.getLines().size());
    }

    /** A difference matters less than an answer that is missing: that one is to be got first. */
    private void worse(Exit other) {
        exit = other.code() > exit.code() ? other : exit;
    }

    private void print() {
        var json = Json.object();
        json.set("settlements", reports);
        json.set("differences", differences);
        var text = reports.isEmpty() ? file + " has no lines" : Table.of(reports);
        output.print(json, differences.isEmpty() ? text : text + "\n\n" + Table.of(differences));
        if (exit == Exit.UNKNOWN) {
            throw Failure.unknown("not every settlement was compared; it is safe to import the file again");
        }
    }
}
