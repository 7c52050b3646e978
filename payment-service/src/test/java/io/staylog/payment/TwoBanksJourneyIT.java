package io.staylog.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.bank.BankUnderTest.Books;
import io.staylog.payment.bank.stripe.StripeDouble;
import io.staylog.schemas.Topics;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequested;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** One service, two banks: Rio is with the simulator, Oslo with Stripe. */
class TwoBanksJourneyIT {
    private static final Actor NOBODY = new Actor(ActorType.UNKNOWN, "");
    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");
    private static final String SECRET = "whsec_journey";

    @TempDir
    static Path home;

    private static RunningPayments scene;
    private static StripeDouble stripe;
    private static ConfigurableApplicationContext service;

    private final UUID payment = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        scene = new RunningPayments(home);
        stripe = new StripeDouble();
        service = scene.start(
                "one",
                "--staylog.bank.hotels.oslo=stripe",
                "--staylog.bank.gateways.stripe.base-url=" + stripe.url(),
                "--staylog.bank.gateways.stripe.api-key-file=" + file("stripe.key", StripeDouble.KEY),
                "--staylog.bank.gateways.stripe.webhook-secrets-file=" + file("stripe.secrets", SECRET),
                "--staylog.bank.gateways.stripe.return-url=https://hotel.example/back");
        scene.awaitReady(service);
    }

    private static Path file(String name, String line) throws IOException {
        return Files.writeString(home.resolve(name), line + "\n");
    }

    @AfterAll
    static void stop() {
        service.close();
        stripe.close();
        scene.close();
    }

    private void request(String hotelId, CaptureMode mode, String token) {
        scene.write(
                Topics.BOOKING_EVENTS,
                hotelId,
                new PaymentRequested(
                        payment,
                        hotelId,
                        UUID.randomUUID(),
                        PaymentPurpose.PREPAYMENT,
                        300_00L,
                        "EUR",
                        mode,
                        token,
                        Initiator.CUSTOMER,
                        TODAY,
                        null));
    }

    private String gateway() {
        return ((PaymentInitiated) scene.eventsOf(payment).getFirst()).getGateway();
    }

    @Test
    void each_hotel_is_charged_by_its_own_bank() {
        request("rio", CaptureMode.AUTOMATIC, "tok_ok");
        scene.awaitLast(payment, PaymentCaptured.class);
        assertThat(gateway()).isEqualTo("simulator");
        assertThat(stripe.books(payment)).isEqualTo(new Books(0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_payment_at_stripe_is_authorised_captured_and_given_back() {
        request("oslo", CaptureMode.MANUAL, "pm_card_visa");
        scene.awaitLast(payment, PaymentAuthorized.class);
        assertThat(gateway()).isEqualTo("stripe");
        var authorized = (PaymentAuthorized) scene.eventsOf(payment).getLast();
        assertThat(authorized.getLast4()).isEqualTo("4242");
        assertThat(authorized.getAuthorizationExpiresAt()).isAfter(Instant.now());
        scene.write(
                Topics.PAYMENT_REQUESTS,
                "oslo",
                new PaymentCaptureRequested(UUID.randomUUID(), "oslo", payment, 300_00L, TODAY, true, NOBODY, ""));
        scene.awaitLast(payment, PaymentCaptured.class);
        scene.write(
                Topics.PAYMENT_REQUESTS,
                "oslo",
                new PaymentRefundRequested(UUID.randomUUID(), "oslo", payment, 100_00L, TODAY, NOBODY, ""));
        scene.awaitLast(payment, PaymentRefunded.class);
        assertThat(stripe.books(payment)).isEqualTo(new Books(1, 300_00, 300_00, 1, 100_00, 0));
    }

    @Test
    void a_card_that_stripe_declines_has_paid_nothing() {
        request("oslo", CaptureMode.AUTOMATIC, "pm_decline_stolen_card");
        scene.awaitLast(payment, PaymentDeclined.class);
        assertThat(((PaymentDeclined) scene.eventsOf(payment).getLast()).getDeclineCode())
                .isEqualTo("stolen_card");
        assertThat(stripe.books(payment).authorizations()).isZero();
    }

    @Test
    void stripes_health_is_told_beside_the_simulators() {
        assertThat(scene.get(service, "/actuator/health").body())
                .contains("\"stripe\":{\"breaker\":\"closed\"")
                .contains("\"simulator\":{\"breaker\":\"closed\"");
    }

    @Test
    void a_webhook_of_stripe_is_believed_only_with_its_signature() throws Exception {
        var body = """
                {"id":"evt_%s","object":"event","type":"payment_intent.canceled","created":%d,"data":{"object":
                {"id":"pi_1","object":"payment_intent","amount":100,"currency":"eur","cancellation_reason":"automatic",
                "metadata":{}}}}""".formatted(payment, Instant.now().getEpochSecond());
        assertThat(notified(body, "whsec_wrong").statusCode()).isEqualTo(401);
        assertThat(notified(body, SECRET).statusCode()).isBetween(200, 299);
    }

    private static HttpResponse<String> notified(String body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        long t = Instant.now().getEpochSecond();
        var code = HexFormat.of().formatHex(mac.doFinal((t + "." + body).getBytes(UTF_8)));
        var port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/gateway/stripe/notifications"))
                            .header("Stripe-Signature", "t=" + t + ",v1=" + code)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
