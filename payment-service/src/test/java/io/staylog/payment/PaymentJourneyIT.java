package io.staylog.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.ChildJvm;
import io.staylog.schemas.Topics;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancellationNoted;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentRequested;
import io.staylog.schemas.payment.PaymentVoided;
import io.staylog.testkit.RegistryDouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service: what is asked on the log, what the bank does, and what the log says then. */
class PaymentJourneyIT {
    private static final Actor NOBODY = new Actor(ActorType.UNKNOWN, "");
    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");

    @TempDir
    static Path home;

    private static RunningPayments scene;
    private static ConfigurableApplicationContext service;

    private final UUID payment = UUID.randomUUID();
    private final UUID booking = UUID.randomUUID();

    @BeforeAll
    static void start() {
        scene = new RunningPayments(home);
        service = scene.start("one");
        scene.awaitReady(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        scene.close();
    }

    private void request(String hotelId, CaptureMode mode, String token) {
        request(hotelId, mode, token, "EUR", null);
    }

    private void request(String hotelId, CaptureMode mode, String token, String currency, Instant neededUntil) {
        scene.write(
                Topics.BOOKING_EVENTS,
                hotelId,
                new PaymentRequested(
                        payment,
                        hotelId,
                        booking,
                        PaymentPurpose.PREPAYMENT,
                        300_00L,
                        currency,
                        mode,
                        token,
                        Initiator.CUSTOMER,
                        TODAY,
                        neededUntil));
    }

    private void cancel(String hotelId) {
        scene.write(
                Topics.BOOKING_EVENTS,
                hotelId,
                new PaymentCancellationRequested(UUID.randomUUID(), hotelId, payment, TODAY, NOBODY, ""));
    }

    private void refund(String hotelId, long amountMinor) {
        scene.write(
                Topics.PAYMENT_REQUESTS,
                hotelId,
                new PaymentRefundRequested(UUID.randomUUID(), hotelId, payment, amountMinor, TODAY, NOBODY, ""));
    }

    private static JsonNode bankTotals(String hotelId) {
        for (var row : new JsonMapper().readTree(scene.bankTotals()).path("totals")) {
            if (hotelId.equals(row.path("merchant").asString(""))) {
                return row;
            }
        }
        throw new AssertionError("the bank knows nothing of " + hotelId);
    }

    @Test
    void a_prepayment_is_captured_at_once() {
        request("rio", CaptureMode.AUTOMATIC, "tok_ok");
        assertThat(scene.awaitLast(payment, PaymentCaptured.class))
                .containsExactly("PaymentInitiated", "PaymentAttemptStarted", "PaymentCaptured");
        var captured = (PaymentCaptured) scene.eventsOf(payment).getLast();
        assertThat(captured.getAmountMinor()).isEqualTo(300_00);
        assertThat(captured.getVersion()).isEqualTo(3);
        assertThat(captured.getBusinessDate()).isEqualTo(TODAY);
    }

    @Test
    void a_declined_card_ends_the_payment() {
        request("rio", CaptureMode.AUTOMATIC, "tok_decline_insufficient");
        assertThat(scene.awaitLast(payment, PaymentDeclined.class))
                .containsExactly("PaymentInitiated", "PaymentAttemptStarted", "PaymentDeclined");
        var declined = (PaymentDeclined) scene.eventsOf(payment).getLast();
        assertThat(declined.getDeclineCode()).isEqualTo("insufficient_funds");
    }

    @Test
    void an_answer_that_got_lost_is_asked_for_and_the_card_is_charged_once() {
        request("lima", CaptureMode.AUTOMATIC, "tok_timeout_then_approved");
        assertThat(scene.awaitLast(payment, PaymentCaptured.class))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentAttemptStarted",
                        "PaymentOutcomeUnknown",
                        "PaymentLookupStarted",
                        "PaymentOutcomeResolved",
                        "PaymentCaptured");
        var totals = bankTotals("lima");
        assertThat(totals.path("calls").asInt()).isEqualTo(1);
        assertThat(totals.path("captured").path("minor").asLong()).isEqualTo(300_00);
    }

    @Test
    void a_bank_that_is_down_for_a_moment_is_tried_again_under_the_same_key() {
        request("bern", CaptureMode.AUTOMATIC, "tok_5xx_1");
        assertThat(scene.awaitLast(payment, PaymentCaptured.class))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentAttemptStarted",
                        "PaymentAttemptFailed",
                        "PaymentAttemptStarted",
                        "PaymentCaptured");
        assertThat(bankTotals("bern").path("repeatedKeys").asInt()).isEqualTo(1);
        assertThat(bankTotals("bern").path("captured").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void a_guarantee_is_authorised_and_captured_later_and_refunded_in_part() {
        request("rio", CaptureMode.MANUAL, "tok_ok");
        scene.awaitLast(payment, PaymentAuthorized.class);
        var capture = new PaymentCaptureRequested(UUID.randomUUID(), "rio", payment, 250_00L, TODAY, true, NOBODY, "");
        scene.write(Topics.BOOKING_EVENTS, "rio", capture);
        scene.awaitLast(payment, PaymentCaptured.class);
        refund("rio", 100_00);
        scene.awaitLast(payment, PaymentRefunded.class);
        refund("rio", 150_01);
        assertThat(scene.awaitLast(payment, PaymentRequestRejected.class))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentAttemptStarted",
                        "PaymentAuthorized",
                        "PaymentAttemptStarted",
                        "PaymentCaptured",
                        "PaymentOperatorActed",
                        "PaymentAttemptStarted",
                        "PaymentRefunded",
                        "PaymentRequestRejected");
    }

    @Test
    void a_cancellation_voids_a_guarantee() {
        request("oslo", CaptureMode.MANUAL, "tok_ok");
        scene.awaitLast(payment, PaymentAuthorized.class);
        cancel("oslo");
        assertThat(scene.awaitLast(payment, PaymentVoided.class))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentAttemptStarted",
                        "PaymentAuthorized",
                        "PaymentCancellationNoted",
                        "PaymentAttemptStarted",
                        "PaymentVoided");
        assertThat(bankTotals("oslo").path("voided").path("minor").asLong()).isEqualTo(300_00);
    }

    @Test
    void a_cancellation_while_the_bank_is_slow_gives_the_money_back_as_soon_as_it_is_taken() {
        var held = scene.gate.hold("graz");
        request("graz", CaptureMode.AUTOMATIC, "tok_ok");
        scene.awaitLast(payment, PaymentAttemptStarted.class);
        cancel("graz");
        scene.awaitLast(payment, PaymentCancellationNoted.class);
        held.countDown();
        assertThat(scene.awaitLast(payment, PaymentRefunded.class))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentAttemptStarted",
                        "PaymentCancellationNoted",
                        "PaymentCaptured",
                        "PaymentAttemptStarted",
                        "PaymentRefunded");
        var totals = bankTotals("graz");
        assertThat(totals.path("captured").path("minor").asLong())
                .isEqualTo(totals.path("refunded").path("minor").asLong())
                .isEqualTo(300_00);
    }

    @Test
    void a_service_that_is_started_again_goes_on_where_it_was() {
        request("porto", CaptureMode.AUTOMATIC, "tok_ok");
        scene.awaitLast(payment, PaymentCaptured.class);
        service.close();
        refund("porto", 300_00);
        service = scene.start("one");
        scene.awaitReady(service);
        assertThat(scene.awaitLast(payment, PaymentRefunded.class)).hasSize(6);
        assertThat(bankTotals("porto").path("repeatedCalls").asInt()).isZero();
    }

    @Test
    void money_of_a_hold_that_has_ended_is_not_taken() {
        request("wien", CaptureMode.AUTOMATIC, "tok_ok", "EUR", Instant.now().minusSeconds(1));
        assertThat(scene.awaitLast(payment, PaymentDeclined.class))
                .containsExactly("PaymentInitiated", "PaymentDeclined");
        assertThat(((PaymentDeclined) scene.eventsOf(payment).getLast()).getDeclineCode())
                .isEqualTo("too_late");
    }

    @Test
    void its_figures_can_be_read() {
        double attention = figure("staylog_payments_attention ");
        request("rio", CaptureMode.AUTOMATIC, "tok_refund_fails", "CHF", null);
        scene.awaitLast(payment, PaymentCaptured.class);
        double before = figure("staylog_payment_events_total{type=\"PaymentRefundFailed\"}");
        refund("rio", 100_00);
        scene.awaitLast(payment, PaymentNeedsAttention.class);
        assertThat(figure("staylog_payments_captured_minor{currency=\"CHF\"}")).isEqualTo(300_00);
        assertThat(figure("staylog_payments_refunded_minor{currency=\"CHF\"}")).isZero();
        assertThat(figure("staylog_payments_attention ")).isEqualTo(attention + 1);
        assertThat(figure("staylog_payment_events_total{type=\"PaymentRefundFailed\"}"))
                .isEqualTo(before + 1);
        assertThat(
                        figure(
                                "staylog_bank_call_seconds_count{bank=\"simulator\",operation=\"refund\",outcome=\"declined\"}"))
                .isPositive();
        assertThat(figure("staylog_payments_unknown ")).isZero();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(figure("staylog_bank_calls_in_flight{bank=\"simulator\"} "))
                    .isZero();
            assertThat(figure("staylog_bank_calls_pending ")).isZero();
        });
        assertThat(scene.get(service, "/actuator/health").body()).contains("bankAnsweredAt");
    }

    /** The value of one time series; 0 where there is none yet. */
    private static double figure(String series) {
        return scene.get(service, "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    @Test
    void while_the_registry_is_away_it_waits_and_says_so() {
        scene.registry.away(true);
        try (var waiting = scene.start("two")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var health = scene.get(waiting, "/actuator/health/readiness");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("waits for the schema registry");
            });
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(scene.get(service, "/actuator/health/registry")
                                    .body())
                            .contains("UNKNOWN")
                            .contains("gave no usable answer"));
            assertThat(scene.get(service, "/actuator/health/readiness").statusCode())
                    .as("who knows the schemas needs no registry")
                    .isEqualTo(200);
            scene.registry.away(false);
            scene.awaitReady(waiting);
        } finally {
            scene.registry.away(false);
        }
    }

    @Test
    void with_a_schema_that_is_not_registered_it_ends_and_says_which() throws Exception {
        try (var registry = RegistryDouble.withOurSchemas()) {
            registry.forget("payment.bank-calls-io.staylog.schemas.payment.BankCallInstructed");
            var arguments = new ArrayList<>(scene.arguments("three"));
            arguments.add("--staylog.registry.url=" + registry.url());
            arguments.removeIf(argument -> argument.equals("--staylog.registry.url=" + scene.registry.url()));
            var log = home.resolve("three.log");
            try (var process =
                    ChildJvm.start(log, PaymentService.class, List.of("-Dstaylog.test.log=warn"), arguments)) {
                int exit = process.awaitExit(Duration.ofSeconds(60));
                assertThat(exit).as(process.printed()).isEqualTo(1);
                assertThat(process.printed())
                        .contains("payment.bank-calls-io.staylog.schemas.payment.BankCallInstructed");
            }
        }
    }
}
