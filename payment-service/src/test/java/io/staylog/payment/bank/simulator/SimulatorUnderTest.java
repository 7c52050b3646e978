package io.staylog.payment.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.banksimulator.BankSimulator;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankUnderTest;
import io.staylog.payment.bank.FaultyWay;
import io.staylog.payment.bank.Orders;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real bank simulator, with a faulty way to it. */
final class SimulatorUnderTest implements BankUnderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final BankSimulator simulator;
    private final FaultyWay way;
    private final Path secrets;
    private final BankGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    SimulatorUnderTest(Path home) throws IOException {
        simulator = BankSimulator.start(0, home.resolve("bank"), Duration.ofSeconds(5), Clock.systemUTC(), failure -> {
            throw new IllegalStateException(failure);
        });
        way = new FaultyWay(URI.create("http://127.0.0.1:" + simulator.port()));
        secrets = Files.writeString(home.resolve("secrets"), "unused\n");
        gateway = gateway(way.url(), secrets);
    }

    static BankGateway gateway(URI url, Path secrets) {
        return new SimulatorGateway(new SimulatorSettings(url, LIMIT, LIMIT, secrets));
    }

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public BankGateway gateway() {
        return gateway;
    }

    @Override
    public FaultyWay way() {
        return way;
    }

    @Override
    public String token(Card card) {
        return switch (card) {
            case GOOD -> "tok_ok";
            case CAPTURE_FAILS -> "tok_capture_fails";
            case REFUND_FAILS -> "tok_refund_fails";
            case ADJUST_FAILS -> "tok_adjust_fails";
            case REFUND_PENDING -> "tok_refund_pending_300";
            case REFUND_FAILS_LATER -> "tok_refund_fails_later_300";
            case ASKS -> "tok_3ds_manual";
            case ASKS_IN_VAIN -> "tok_3ds_abandon_300";
            case EXPIRES -> "tok_auth_expires_0";
        };
    }

    @Override
    public String declined(String code) {
        return "tok_decline_" + code;
    }

    @Override
    public void act(ActionRequired asked, boolean isGood) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(asked.url() + "?result=" + (isGood ? "ok" : "fail")))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void letTheTimeToActPass() {
        // It has begun, and the card has little of it.
    }

    @Override
    public Books books(UUID payment) throws IOException, InterruptedException {
        var url = URI.create("http://127.0.0.1:" + simulator.port() + "/v1/ledger/totals?by=reference");
        var body = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
        for (var row : JSON.readTree(body).path("totals")) {
            if (row.path("reference").asString("").equals(payment.toString())) {
                return new Books(
                        count(row, "authorized"),
                        minor(row, "authorized") + minor(row, "adjusted"),
                        minor(row, "captured"),
                        count(row, "refunded"),
                        minor(row, "refunded"),
                        count(row, "voided"));
            }
        }
        return new Books(0, 0, 0, 0, 0, 0);
    }

    private static long count(JsonNode row, String effect) {
        return row.path(effect).path("count").asLong(0);
    }

    private static long minor(JsonNode row, String effect) {
        return row.path(effect).path("minor").asLong(0);
    }

    @Override
    public Path secrets() {
        return secrets;
    }

    @Override
    public String notice(String id, Kind kind, Orders orders, int attemptNo, String psp, Instant at) {
        var json = JSON.createObjectNode();
        json.put("id", id)
                .put("type", type(kind))
                .put("createdAt", at.toString())
                .put("merchant", orders.hotelId());
        json.put("merchantReference", orders.payment() + ":" + attemptNo).put("pspReference", psp);
        json.put("operation", "authorize")
                .put("amountMinor", orders.amountMinor())
                .put("currency", orders.currency());
        switch (kind) {
            case DECLINED -> json.put("declineCode", "lost_card");
            case REFUND_FAILED -> json.put("declineCode", "refund_failed");
            case DISPUTE_OPENED, DISPUTE_CHALLENGED, DISPUTE_WON, DISPUTE_LOST ->
                json.put("disputeId", "dp_1")
                        .put("reasonCode", "fraudulent")
                        .put("stage", "chargeback")
                        .put("evidenceDueAt", at.plusSeconds(7 * 24 * 3600).toString());
            default -> {}
        }
        return json.toString();
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case AUTHORIZED -> "payment.authorized";
            case DECLINED -> "payment.declined";
            case CAPTURED -> "payment.captured";
            case CAPTURE_FAILED -> "payment.capture_failed";
            case VOIDED -> "payment.voided";
            case ADJUSTED -> "payment.adjusted";
            case EXPIRED -> "payment.expired";
            case REFUNDED -> "refund.succeeded";
            case REFUND_FAILED -> "refund.failed";
            case DISPUTE_OPENED -> "dispute.opened";
            case DISPUTE_CHALLENGED -> "dispute.challenged";
            case DISPUTE_WON -> "dispute.won";
            case DISPUTE_LOST -> "dispute.lost";
        };
    }

    @Override
    public String otherNotice(String id, Instant at) {
        return "{\"id\":\"" + id + "\",\"type\":\"payment.admired\",\"createdAt\":\"" + at + "\"}";
    }

    @Override
    public Headers sign(String body, String secret, Instant at) {
        var header = signature(body, secret, at.getEpochSecond());
        return name -> name.equalsIgnoreCase("Bank-Signature") ? header : null;
    }

    static String signature(String body, String secret, long seconds) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            var code = HexFormat.of().formatHex(mac.doFinal((seconds + "." + body).getBytes(UTF_8)));
            return "t=" + seconds + ",v1=" + code;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        way.close();
        simulator.close();
        http.close();
    }
}
