package io.staylog.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.post.Notifying;
import io.staylog.payment.Http.Answer;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.DisputeChallenged;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRequested;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole service as operators and banks meet it: over HTTP, with a real log and a bank that speaks by itself. */
class OperatorsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");
    private static final String NEW_SECRET = "whsec-new";
    private static final String OLD_SECRET = "whsec-old";
    private static final String WAIT = "wait=30";

    @TempDir
    static Path home;

    private static RunningPayments scene;
    private static ConfigurableApplicationContext service;
    private static Http operator;
    private static Http bank;

    private final UUID payment = UUID.randomUUID();
    private final UUID booking = UUID.randomUUID();
    private final String hotel = "hotel-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        // While a secret is changed both count; the bank signs with the new one.
        var ours = Files.writeString(home.resolve("our-secrets"), OLD_SECRET + "\n" + NEW_SECRET + "\n");
        var theirs = Files.writeString(home.resolve("their-secrets"), NEW_SECRET + "\n");
        var told = URI.create("http://127.0.0.1:" + port + "/gateway/simulator/notifications");
        scene = new RunningPayments(home, new Notifying(List.of(told), theirs, false));
        var arguments = new ArrayList<>(scene.arguments("one"));
        arguments.removeIf(argument -> argument.startsWith("--server.port="));
        arguments.addAll(scene.impatient());
        arguments.add("--server.port=" + port);
        arguments.add("--staylog.bank.gateways.simulator.notification-secrets-file=" + ours);
        service = new SpringApplication(PaymentService.class).run(arguments.toArray(String[]::new));
        scene.awaitReady(service);
        operator = new Http(port, Files.readString(home.resolve("token")).strip());
        bank = new Http(port, null);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        scene.close();
    }

    private void request(CaptureMode mode, String token) {
        scene.write(
                Topics.BOOKING_EVENTS,
                hotel,
                new PaymentRequested(
                        payment,
                        hotel,
                        booking,
                        PaymentPurpose.PREPAYMENT,
                        300_00L,
                        "EUR",
                        mode,
                        token,
                        Initiator.CUSTOMER,
                        TODAY,
                        null));
    }

    private Answer act(String what, String body) {
        var path = "/v1/hotels/" + hotel + "/payments/" + payment + what;
        var whole = "{" + body + (body.isEmpty() ? "" : ", ")
                + "\"actor\": {\"id\": \"desk-1\"}, \"reason\": \"the guest asked\"}";
        return operator.post(path, UUID.randomUUID().toString(), whole, "Prefer", WAIT);
    }

    private static String money(long minor) {
        return "\"amountMinor\": " + minor + ", \"businessDate\": \"" + TODAY + "\"";
    }

    private static String today() {
        return "\"businessDate\": \"" + TODAY + "\"";
    }

    private JsonNode shown(String query) {
        return operator.get("/v1/hotels/" + hotel + "/payments/" + payment + query)
                .json();
    }

    private List<String> kinds() {
        return operator.get("/v1/hotels/" + hotel + "/attention")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("kind").asString())
                .toList();
    }

    @Test
    void what_is_authorised_is_captured_and_refunded_and_every_act_is_told_with_its_actor() {
        request(CaptureMode.MANUAL, "tok_ok");
        scene.awaitLast(payment, PaymentAuthorized.class);
        var captured = act("/capture", money(200_00));
        assertThat(captured.status()).as(captured.body()).isEqualTo(200);
        assertThat(captured.json().at("/sums/capturedMinor").asLong()).isEqualTo(200_00);
        var refused = act("/refund", money(200_01));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("amount_exceeds_refundable");
        var refunded = act("/refund", money(50_00));
        assertThat(refunded.status()).as(refunded.body()).isEqualTo(200);
        assertThat(refunded.json().path("status").asString()).isEqualTo("PARTIALLY_REFUNDED");
        var again = act("/capture", money(1));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("already_captured");
        var events =
                shown("/events?min-position=" + refunded.header("X-Position")).path("events");
        var acts = events.valueStream()
                .filter(event -> event.path("type").asString().equals("PaymentOperatorActed"))
                .toList();
        assertThat(acts).hasSize(2).allSatisfy(event -> {
            assertThat(event.at("/actor/id").asString()).isEqualTo("desk-1");
            assertThat(event.path("reason").asString()).isEqualTo("the guest asked");
        });
        assertThat(events.valueStream()
                        .filter(event -> event.path("type").asString().equals("PaymentRequestRejected")))
                .hasSize(2);
        assertThat(events.valueStream()
                        .map(event -> event.path("offset").asLong())
                        .toList())
                .isSorted();
        var list = operator.get("/v1/hotels/" + hotel + "/payments?bookingId=" + booking)
                .json();
        assertThat(list.path("payments")).hasSize(1);
    }

    @Test
    void a_payment_is_given_up_and_nothing_is_held_any_more() {
        request(CaptureMode.MANUAL, "tok_ok");
        scene.awaitLast(payment, PaymentAuthorized.class);
        var voided = act("/void", today());
        assertThat(voided.status()).as(voided.body()).isEqualTo(200);
        assertThat(voided.json().path("status").asString()).isEqualTo("VOIDED");
        assertThat(act("/void", today()).code()).isEqualTo("already_voided");
    }

    @Test
    void another_card_saves_a_payment_whose_card_was_declined_and_a_bad_one_is_told_as_declined() {
        request(CaptureMode.MANUAL, "tok_decline_insufficient");
        scene.awaitLast(payment, PaymentDeclined.class);
        var declined = act("/method", "\"paymentMethodToken\": \"tok_decline_generic\"");
        assertThat(declined.status()).as(declined.body()).isEqualTo(402);
        assertThat(declined.code()).isEqualTo("payment_declined");
        var authorized = act("/method", "\"paymentMethodToken\": \"tok_ok\"");
        assertThat(authorized.status()).as(authorized.body()).isEqualTo(200);
        assertThat(authorized.json().path("status").asString()).isEqualTo("AUTHORIZED");
    }

    @Test
    void what_nobody_knows_is_listed_and_resolved_by_a_person_who_says_how_he_knows() {
        request(CaptureMode.MANUAL, "tok_unknown_forever");
        await().atMost(PATIENCE)
                .until(() ->
                        scene.eventsOf(payment).stream().anyMatch(event -> event instanceof PaymentOutcomeUnknown));
        await().atMost(PATIENCE).until(() -> kinds().contains("OUTCOME_UNKNOWN"));
        assertThat(act("/resolve", "\"attemptNo\": 7, \"outcome\": \"DECLINED\"")
                        .code())
                .isEqualTo("attempt_not_unknown");
        var resolved = act("/resolve", "\"attemptNo\": 1, \"outcome\": \"DECLINED\"");
        assertThat(resolved.status()).as(resolved.body()).isIn(200, 402);
        await().atMost(PATIENCE).until(() -> kinds().isEmpty());
        var events = shown("/events").path("events");
        assertThat(events.valueStream()
                        .filter(event -> event.path("type").asString().equals("PaymentOutcomeResolved")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at("/data/source").asString()).isEqualTo("OPERATOR");
                    assertThat(event.at("/actor/id").asString()).isEqualTo("desk-1");
                });
    }

    @Test
    void a_refund_that_fails_calls_a_person_who_pays_outside_the_bank() {
        request(CaptureMode.AUTOMATIC, "tok_refund_fails");
        scene.awaitLast(payment, PaymentCaptured.class);
        var failed = act("/refund", money(50_00));
        assertThat(failed.status()).as(failed.body()).isIn(402, 409);
        await().atMost(PATIENCE).until(() -> kinds().contains("REFUND_FAILED"));
        var manual = act("/manual-refund", "\"method\": \"bank transfer 4711\", " + money(50_00));
        assertThat(manual.status()).as(manual.body()).isEqualTo(200);
        assertThat(manual.json().at("/sums/manuallyRefundedMinor").asLong()).isEqualTo(50_00);
        act("/acknowledge", "");
        await().atMost(PATIENCE).until(() -> kinds().isEmpty());
        assertThat(act("/acknowledge", "").code()).isEqualTo("nothing_to_acknowledge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_dup_webhook", "tok_webhook_first", "tok_webhook_out_of_order"})
    void however_the_bank_tells_it_the_money_moves_once(String token) {
        request(CaptureMode.AUTOMATIC, token);
        scene.awaitLast(payment, PaymentCaptured.class);
        assertThat(shown("?waitFor=captured&timeout=30s")
                        .at("/sums/capturedMinor")
                        .asLong())
                .isEqualTo(300_00);
        // Whatever comes after it changes nothing any more.
        await().atMost(PATIENCE).until(() -> told("CAPTURED") >= 1);
        assertThat(scene.eventsOf(payment))
                .filteredOn(event -> event instanceof PaymentCaptured)
                .hasSize(1);
        assertThat(scene.bankTotals()).contains(hotel);
    }

    private static double told(String outcome) {
        return service.getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .counter("staylog.bank.notifications", "gateway", "simulator", "outcome", outcome)
                .count();
    }

    @Test
    void a_dispute_that_the_bank_opens_is_listed_with_its_due_date_and_answered_by_a_person() {
        request(CaptureMode.AUTOMATIC, "tok_dispute_lost");
        await().atMost(PATIENCE).until(() -> heard(DisputeOpened.class) == 1);
        await().atMost(PATIENCE).until(() -> kinds().contains("DISPUTE_OPEN"));
        var item = operator.get("/v1/hotels/" + hotel + "/attention")
                .json()
                .path("items")
                .get(0);
        assertThat(item.path("dueAt").asString()).isNotEmpty();
        var refund = act("/refund", money(1_00));
        assertThat(refund.status()).isEqualTo(409);
        assertThat(refund.code()).isEqualTo("dispute_open");
        var dispute = item.at("/details/disputeId").asString();
        assertThat(act("/disputes/nonsense/challenge", "").code()).isEqualTo("dispute_not_found");
        var challenged = act("/disputes/" + dispute + "/challenge", "");
        assertThat(challenged.status()).as(challenged.body()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> heard(DisputeChallenged.class) == 1);
    }

    private long heard(Class<? extends SpecificRecord> type) {
        return scene.eventsOf(payment).stream().filter(type::isInstance).count();
    }

    private String dispute(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"dispute.opened\",\"createdAt\":\"" + Instant.now()
                + "\",\"merchant\":\"" + hotel + "\",\"merchantReference\":\"" + payment
                + ":1\",\"pspReference\":\"psp_1\",\"operation\":\"authorize\",\"amountMinor\":30000,"
                + "\"currency\":\"EUR\",\"disputeId\":\"dp_" + id + "\",\"reasonCode\":\"fraudulent\","
                + "\"stage\":\"chargeback\"}";
    }

    private static Answer say(String body, String secret, Instant at) {
        return bank.call("POST", "/gateway/simulator/notifications", body, "Bank-Signature", sign(body, secret, at));
    }

    private static String sign(String body, String secret, Instant at) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            var time = at.getEpochSecond();
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_notification_counts_when_one_of_the_secrets_signed_it_lately_and_only_once() {
        request(CaptureMode.AUTOMATIC, "tok_ok");
        scene.awaitLast(payment, PaymentCaptured.class);
        var id = UUID.randomUUID().toString();
        var body = dispute(id);
        var now = Instant.now();
        assertThat(say(body, "whsec-wrong", now).status()).isEqualTo(401);
        assertThat(say(body, NEW_SECRET, now.minusSeconds(360)).code()).isEqualTo("signature_too_old");
        assertThat(bank.call("POST", "/gateway/simulator/notifications", body).code())
                .isEqualTo("signature_missing");
        var signed = sign(body, NEW_SECRET, now);
        var changed = bank.call(
                "POST", "/gateway/simulator/notifications", body.replace("30000", "30001"), "Bank-Signature", signed);
        assertThat(changed.code()).isEqualTo("signature_invalid");
        assertThat(heard(DisputeOpened.class)).isZero();
        // Both secrets count, and a repeat is the same.
        assertThat(say(body, OLD_SECRET, now).status()).isEqualTo(204);
        assertThat(say(body, NEW_SECRET, now).status()).isEqualTo(204);
        assertThat(say(body, NEW_SECRET, now).status()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> heard(DisputeOpened.class) >= 1);
        assertThat(act("/acknowledge", "").code())
                .as("which was read after all three")
                .isNotEmpty();
        assertThat(heard(DisputeOpened.class)).isEqualTo(1);
    }

    @Test
    void what_belongs_to_nothing_is_put_before_a_person_and_what_has_no_sense_is_refused() {
        var id = UUID.randomUUID().toString();
        var body = dispute(id).replace(payment + ":1", "somebody-elses-42");
        assertThat(say(body, NEW_SECRET, Instant.now()).status()).isEqualTo(204);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                operator.get("/v1/hotels/unmatched/attention").body())
                        .contains("NOTIFICATION_UNMATCHED", id));
        var unknown = body.replace("dispute.opened", "payout.sent");
        assertThat(say(unknown, NEW_SECRET, Instant.now()).status()).isEqualTo(204);
        assertThat(told("type_unknown")).isGreaterThanOrEqualTo(1);
        assertThat(say("{", NEW_SECRET, Instant.now()).code()).isEqualTo("body_invalid");
    }

    @Test
    void a_request_about_no_payment_is_refused_by_the_books() {
        var answer = act("/capture", money(1));
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("payment_not_found");
    }
}
