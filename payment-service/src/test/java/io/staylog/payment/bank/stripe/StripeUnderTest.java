package io.staylog.payment.bank.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankUnderTest;
import io.staylog.payment.bank.FaultyWay;
import io.staylog.payment.bank.Orders;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** The double of Stripe's API, with a faulty way to it. */
final class StripeUnderTest implements BankUnderTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration ACTION_LIVES = Duration.ofMinutes(15);

    final StripeDouble stripe = new StripeDouble();
    private final FaultyWay way = new FaultyWay(stripe.url());
    private final Path secrets;
    private final BankGateway gateway;
    private volatile Duration ahead = Duration.ZERO;

    StripeUnderTest(Path home) throws IOException {
        secrets = Files.writeString(home.resolve("secrets"), "unused\n");
        gateway = gateway(way.url(), home, () -> Instant.now().plus(ahead));
    }

    static BankGateway gateway(URI url, Path home) throws IOException {
        return gateway(url, home, InstantSource.system());
    }

    private static BankGateway gateway(URI url, Path home, InstantSource clock) throws IOException {
        var key = Files.writeString(home.resolve("key"), StripeDouble.KEY + "\n");
        var back = URI.create("https://hotel.example/back");
        var settings = new StripeSettings(url, key, home.resolve("secrets"), back, LIMIT, LIMIT, ACTION_LIVES);
        return new StripeGateway(settings, clock);
    }

    @Override
    public String name() {
        return "stripe";
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
            case GOOD -> "pm_card_visa";
            case CAPTURE_FAILS -> "pm_capture_fails";
            case REFUND_FAILS -> "pm_refund_fails";
            case ADJUST_FAILS -> "pm_adjust_fails";
            case REFUND_PENDING -> "pm_refund_pending";
            case REFUND_FAILS_LATER -> "pm_refund_fails_later";
            case ASKS, ASKS_IN_VAIN -> "pm_3ds";
            case EXPIRES -> "pm_expires";
        };
    }

    @Override
    public String declined(String code) {
        return "pm_decline_" + (code.equals("issuer_unavailable") ? "issuer_not_available" : code);
    }

    @Override
    public void act(ActionRequired asked, boolean isGood) {
        stripe.books.act(asked.pspReference(), isGood);
    }

    @Override
    public void letTheTimeToActPass() {
        ahead = ACTION_LIVES.plusSeconds(1);
    }

    void letTimeComeBack() {
        ahead = Duration.ZERO;
    }

    @Override
    public Books books(UUID payment) {
        return stripe.books.books(payment);
    }

    @Override
    public Path secrets() {
        return secrets;
    }

    @Override
    public String notice(String id, Kind kind, Orders orders, int attemptNo, String psp, Instant at) {
        var object = StripeDouble.JSON.createObjectNode();
        object.put("amount", orders.amountMinor()).put("currency", "eur");
        var metadata = object.putObject("metadata");
        metadata.put("stay_hotel", orders.hotelId());
        metadata.put("stay_reference", orders.payment() + ":" + attemptNo);
        object.put("id", psp).put("object", "payment_intent");
        var type = switch (kind) {
            case AUTHORIZED -> "payment_intent.amount_capturable_updated";
            case ADJUSTED -> {
                metadata.put("staylog_adjust_" + attemptNo, "10000");
                yield "payment_intent.amount_capturable_updated";
            }
            case CAPTURED -> {
                object.put("amount_received", orders.amountMinor());
                yield "payment_intent.succeeded";
            }
            case DECLINED -> {
                var error = object.putObject("last_payment_error");
                error.put("code", "card_declined").put("decline_code", "lost_card");
                yield "payment_intent.payment_failed";
            }
            case VOIDED -> canceled(object, "requested_by_customer");
            case EXPIRED -> canceled(object, "automatic");
            case REFUNDED -> refund(object, "succeeded", psp);
            case REFUND_FAILED -> refund(object, "failed", psp);
            case DISPUTE_OPENED -> dispute(object, "needs_response", psp, "created");
            case DISPUTE_CHALLENGED -> dispute(object, "under_review", psp, "updated");
            case DISPUTE_WON -> dispute(object, "won", psp, "closed");
            case DISPUTE_LOST -> dispute(object, "lost", psp, "closed");
            case CAPTURE_FAILED -> throw new IllegalArgumentException("cards at Stripe never say so");
        };
        return event(id, type, at, object);
    }

    private static String canceled(ObjectNode object, String reason) {
        object.put("status", "canceled").put("cancellation_reason", reason);
        return "payment_intent.canceled";
    }

    private static String refund(ObjectNode object, String status, String psp) {
        object.put("id", "re_1")
                .put("object", "refund")
                .put("payment_intent", psp)
                .put("status", status);
        return "refund.updated";
    }

    /** It carries no metadata of the payment. */
    private static String dispute(ObjectNode object, String status, String psp, String what) {
        object.putObject("metadata");
        object.put("id", "dp_1")
                .put("object", "dispute")
                .put("payment_intent", psp)
                .put("status", status);
        object.put("reason", "fraudulent").putObject("evidence_details").put("due_by", 4_102_444_800L);
        return "charge.dispute." + what;
    }

    static String event(String id, String type, Instant at, ObjectNode object) {
        var event = StripeDouble.JSON.createObjectNode();
        event.put("id", id)
                .put("object", "event")
                .put("api_version", "2025-01-01.any")
                .put("type", type);
        event.put("created", at.getEpochSecond());
        event.putObject("data").set("object", object);
        return event.toString();
    }

    @Override
    public String otherNotice(String id, Instant at) {
        var object = StripeDouble.JSON.createObjectNode().put("id", "cus_1").put("object", "customer");
        return event(id, "customer.created", at, object);
    }

    /** Reckoned here, not by the library that checks it. */
    @Override
    public Headers sign(String body, String secret, Instant at) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            long t = at.getEpochSecond();
            var code = HexFormat.of().formatHex(mac.doFinal((t + "." + body).getBytes(UTF_8)));
            return name -> name.equalsIgnoreCase("Stripe-Signature") ? "t=" + t + ",v1=" + code + ",v0=00" : null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        way.close();
        stripe.close();
    }
}
