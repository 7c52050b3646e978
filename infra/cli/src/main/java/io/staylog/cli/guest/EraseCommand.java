package io.staylog.cli.guest;

import io.staylog.cli.client.Headers;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.report.GuestErasureRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code staylog guest erase}: forgets a guest and prints the certificate, or removes parties whose time has come. */
@Command(
        name = "erase",
        description =
                "Forget a guest: the profile, the rows and the documents that name it. Invoices that the law wants"
                        + " kept are listed; figures stay as they are.")
final class EraseCommand implements Callable<Integer> {
    private static final int PAGE = 200;
    private static final int REASON_CHARS_MAX = 200;

    /** Who is to be forgotten. */
    static final class Whom {
        @Parameters(paramLabel = "<guestId>", description = "The guest.")
        private @Nullable UUID guestId;

        @Option(
                names = "--expired-parties",
                description = "Instead of a guest: those whom invoices are made out to and whom no law wants kept any"
                        + " longer.")
        private boolean expiredParties;
    }

    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Option(names = "--reason", paramLabel = "<text>", description = "Why; it is kept, so never a name.")
    private @Nullable String reason;

    @Option(names = "--hotel", paramLabel = "<hotelId>", description = "With --expired-parties: those of one hotel.")
    private @Nullable String hotel;

    @Option(
            names = "--by",
            paramLabel = "<who>",
            description = "Who asks; an id, never a name. Default: ${DEFAULT-VALUE}.")
    private String by = Headers.SOURCE;

    @Option(names = "--request-id", paramLabel = "<uuid>", description = "Repeat a request under its id.")
    private @Nullable UUID requestId;

    @Option(
            names = "--wait",
            paramLabel = "<time>",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long to wait until it is done. Default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ofSeconds(60);

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Override
    public Integer call() {
        var guest = whom.guestId;
        try (var log = new GuestLog(http.settings(), wait)) {
            return whom.expiredParties || guest == null ? expiredParties(log) : guest(log, guest);
        }
    }

    private int guest(GuestLog log, UUID guest) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_CHARS_MAX) {
            throw Failure.usage("--reason must say why, in 1 to " + REASON_CHARS_MAX + " characters");
        }
        if (CardNumbers.isIn(reason)) {
            throw Failure.rejected("sensitive_card_data", "--reason looks like a card number; nothing was sent");
        }
        var id = requestId == null ? RequestIds.next(Instant.now()) : requestId;
        log.tombstone(List.of(guest));
        var request = new GuestErasureRequested(id, guest, reason, new Actor(ActorType.STAFF, by));
        var erased = log.erase(request)
                .orElseThrow(
                        () -> Failure.unknown("the profile is gone and the log has the request, but reporting-service"
                                + " has not answered within " + wait.toSeconds()
                                + " s; it is safe to repeat it with --request-id " + id));
        var certificate = certificate(erased, partiesWithoutInvoice(log, guest));
        http.output().print(certificate, text(certificate));
        return 0;
    }

    /** Nothing was issued to them, so no law wants them kept. Without reporting-service they stay until their time has come. */
    private int partiesWithoutInvoice(GuestLog log, UUID guest) {
        var gone = new ArrayList<UUID>();
        try (var api = http.api()) {
            var known = api.tree(http.settings().reporting(), GuestCommand.PATH + guest, Map.of());
            for (var party : known.path("rows").path(0).path("parties")) {
                if (party.path("invoices").asInt() == 0) {
                    gone.add(UUID.fromString(party.path("partyId").asString()));
                }
            }
        } catch (Failure e) {
            System.err.println("whether the guest has parties without invoices is not known: " + e.getMessage()
                    + "; repeat this with --request-id to remove them");
            return 0;
        }
        log.tombstone(gone);
        return gone.size();
    }

    private static ObjectNode certificate(LogRecord erased, int parties) {
        var value = erased.valueJson();
        var certificate = Json.object();
        certificate.set("guestId", value.path("guestId"));
        certificate.set("requestId", value.path("requestId"));
        certificate.put(
                "erasedAt", Instant.ofEpochMilli(erased.source().timestamp()).toString());
        certificate.set("documentsRemoved", value.path("documents"));
        certificate.put("partiesRemoved", parties);
        certificate.set("invoicesHeld", value.path("held"));
        certificate.put(
                "event",
                erased.source().topic() + "/" + erased.source().partition() + "/"
                        + erased.source().offset());
        return certificate;
    }

    private static String text(JsonNode certificate) {
        var text = new StringBuilder("guest " + certificate.path("guestId").asString() + " is erased: request "
                + certificate.path("requestId").asString() + ", answered at "
                + certificate.path("erasedAt").asString() + " as "
                + certificate.path("event").asString());
        text.append("\ndocuments removed: ").append(certificate.path("documentsRemoved"));
        text.append("\nparties removed: ").append(certificate.path("partiesRemoved"));
        text.append("\ninvoices that the law wants kept: ")
                .append(certificate.path("invoicesHeld").size());
        certificate
                .path("invoicesHeld")
                .forEach(held -> text.append("\n  ")
                        .append(held.path("hotelId").asString())
                        .append("  ")
                        .append(held.path("series").asString())
                        .append("-")
                        .append(held.path("number"))
                        .append("  until ")
                        .append(held.path("keepUntil").asString()));
        return text.append(
                        "\nKafka compacts the old profile away within a day or so of the next profile in its partition")
                .toString();
    }

    private int expiredParties(GuestLog log) {
        var done = new HashSet<UUID>();
        var query = new HashMap<>(Map.of("limit", Integer.toString(PAGE)));
        if (hotel != null) {
            query.put("hotel", hotel);
        }
        boolean isMore = false;
        try (var api = http.api()) {
            var expired = expired(api, query);
            while (done.addAll(expired)) {
                log.tombstone(expired);
                isMore = expired.size() == PAGE;
                expired = expired(api, query);
            }
        }
        var sentence = done.size() + " parties erased" + (isMore ? "; there may be more, repeat this in a moment" : "");
        http.output().print(Json.object().put("parties", done.size()).put("mayBeMore", isMore), sentence);
        return 0;
    }

    private List<UUID> expired(HttpApi api, Map<String, String> query) {
        var found = new ArrayList<UUID>();
        api.tree(http.settings().reporting(), "/v1/invoice-parties/expired", query)
                .path("rows")
                .forEach(row -> found.add(UUID.fromString(row.path("partyId").asString())));
        return found;
    }
}
