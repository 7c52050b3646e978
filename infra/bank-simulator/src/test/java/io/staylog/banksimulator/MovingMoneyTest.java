package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.banksimulator.RunningBank.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingMoneyTest {
    @TempDir
    Path data;

    RunningBank bank;

    @BeforeEach
    void start() throws IOException {
        bank = new RunningBank(data);
    }

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void an_authorisation_reserves_the_amount_for_a_week() throws Exception {
        var heard = bank.authorize("k1", "anna:authorize:1", "tok_ok");

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.get("status")).isEqualTo("approved");
        assertThat(heard.get("pspReference")).startsWith("psp_");
        assertThat(heard.get("authCode")).matches("[0-9]{6}");
        assertThat(heard.body().path("amountMinor").longValue()).isEqualTo(10_000);
        assertThat(heard.get("brand")).isEqualTo("visa");
        assertThat(heard.get("last4")).isEqualTo("4242");
        assertThat(Instant.parse(heard.get("authorizationExpiresAt")))
                .isBetween(Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(8)));
        assertThat(state(heard.get("pspReference"))).isEqualTo("authorized");
    }

    @Test
    void authorise_and_capture_in_one_call_takes_the_money() throws Exception {
        var body = bank.authorization("anna:sale:1", "tok_ok_mastercard").put("capture", true);

        var heard = bank.post("/v1/payments", "k1", body);

        assertThat(heard.body().path("captured").booleanValue()).isTrue();
        assertThat(heard.get("brand")).isEqualTo("mastercard");
        assertThat(payment(heard).body().path("capturedMinor").longValue()).isEqualTo(10_000);
    }

    @Test
    void captures_may_add_up_to_the_authorised_amount_but_not_beyond() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");

        assertThat(bank.capture(payment, "anna:capture:1", 4_000).status()).isEqualTo(200);
        assertThat(state(payment)).isEqualTo("partially_captured");
        assertRefused(bank.capture(payment, "anna:capture:2", 6_001), "amount_exceeds_authorized");
        assertThat(bank.capture(payment, "anna:capture:3", 6_000).status()).isEqualTo(200);
        assertThat(state(payment)).isEqualTo("captured");
        assertRefused(bank.capture(payment, "anna:capture:4", 1), "already_captured");
    }

    @Test
    void a_final_capture_lets_go_of_the_rest() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");
        var body = "{\"merchantReference\":\"anna:capture:1\",\"amountMinor\":6000,\"final\":true}";

        assertThat(bank.post("/v1/payments/" + payment + "/captures", "k2", body)
                        .status())
                .isEqualTo(200);

        assertThat(state(payment)).isEqualTo("captured");
        assertRefused(bank.capture(payment, "anna:capture:2", 1), "already_captured");
        assertRefused(bank.adjust(payment, "anna:adjust:1", 20_000), "already_captured");
        assertThat(bank.totals("rio").path("released").path("minor").longValue())
                .isEqualTo(4_000);
        assertThat(bank.refund(payment, "anna:refund:1", 6_000).status()).isEqualTo(200);
        assertThat(bank.post("/v1/payments/" + payment + "/captures", "k2", body.replace("true", "false"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void an_authorisation_can_be_raised_and_lowered_but_not_below_what_is_captured() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");

        var raised = bank.adjust(payment, "anna:adjust:1", 15_000);

        assertThat(raised.status()).isEqualTo(200);
        assertThat(raised.get("operation")).isEqualTo("adjust");
        assertThat(raised.body().path("amountMinor").longValue()).isEqualTo(15_000);
        assertThat(bank.capture(payment, "anna:capture:1", 12_000).status()).isEqualTo(200);
        assertRefused(bank.adjust(payment, "anna:adjust:2", 11_999), "amount_below_captured");
        assertThat(bank.adjust(payment, "anna:adjust:3", 13_000).status()).isEqualTo(200);
        assertRefused(bank.capture(payment, "anna:capture:2", 1_001), "amount_exceeds_authorized");
        assertThat(bank.lookUp("anna:adjust:1&operation=adjust").get("status")).isEqualTo("approved");
        var totals = bank.totals("rio");
        assertThat(totals.path("authorized").path("minor").longValue()
                        + totals.path("adjusted").path("minor").longValue())
                .isEqualTo(13_000);
    }

    @Test
    void an_authorisation_that_has_ended_is_not_adjusted() throws Exception {
        var voided = bank.authorized("anna:authorize:1", "tok_ok");
        bank.voided(voided, "anna:void:1");
        var expired = bank.authorized("bela:authorize:1", "tok_auth_expires_0");
        var failing = bank.authorized("cara:authorize:1", "tok_adjust_fails");

        assertRefused(bank.adjust(voided, "anna:adjust:1", 1), "already_voided");
        assertRefused(bank.adjust(expired, "bela:adjust:1", 1), "authorization_expired");
        assertThat(bank.adjust(failing, "cara:adjust:1", 1).get("declineCode")).isEqualTo("adjust_failed");
    }

    @Test
    void a_void_lets_go_of_the_money_once() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");

        assertThat(bank.voided(payment, "anna:void:1").get("status")).isEqualTo("approved");
        assertThat(state(payment)).isEqualTo("voided");
        assertRefused(bank.voided(payment, "anna:void:2"), "already_voided");
        assertRefused(bank.capture(payment, "anna:capture:1", 1), "already_voided");
        assertThat(bank.totals("rio").path("voided").path("minor").longValue()).isEqualTo(10_000);
    }

    @Test
    void captured_money_goes_back_by_refund_only_and_never_more_than_was_taken() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");
        assertRefused(bank.refund(payment, "anna:refund:0", 1), "amount_exceeds_refundable");
        bank.capture(payment, "anna:capture:1", 10_000);

        assertRefused(bank.voided(payment, "anna:void:1"), "already_captured");
        assertThat(bank.refund(payment, "anna:refund:1", 2_500).status()).isEqualTo(200);
        assertThat(state(payment)).isEqualTo("partially_refunded");
        assertRefused(bank.refund(payment, "anna:refund:2", 7_501), "amount_exceeds_refundable");
        assertThat(bank.refund(payment, "anna:refund:3", 7_500).status()).isEqualTo(200);
        assertThat(state(payment)).isEqualTo("refunded");
    }

    @Test
    void zero_verifies_a_card_and_holds_nothing() throws Exception {
        var heard = bank.post(
                "/v1/payments",
                "k1",
                bank.authorization("anna:verify:1", "tok_ok").put("amountMinor", 0));

        assertThat(heard.status()).isEqualTo(200);
        assertRefused(bank.capture(heard.get("pspReference"), "anna:capture:1", 1), "amount_exceeds_authorized");
        assertRefused(bank.adjust(heard.get("pspReference"), "anna:adjust:1", 1), "amount_exceeds_authorized");
    }

    @Test
    void another_merchants_payment_is_not_found() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");
        var body = "{\"merchantReference\":\"bela:void:1\",\"merchant\":\"oslo\"}";

        var heard = bank.post("/v1/payments/" + payment + "/voids", "k2", body);

        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.get("code")).isEqualTo("payment_not_found");
        assertThat(state(payment)).isEqualTo("authorized");
    }

    @Test
    void an_operation_is_found_by_the_merchants_reference() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");
        bank.capture(payment, "anna:capture:1", 4_000);

        var authorization = bank.lookUp("anna:authorize:1");
        var capture = bank.lookUp("anna:capture:1");

        assertThat(authorization.get("operation")).isEqualTo("authorize");
        assertThat(authorization.get("authCode")).isNotEmpty();
        assertThat(capture.get("operation")).isEqualTo("capture");
        assertThat(capture.get("pspReference")).isEqualTo(payment);
        assertThat(capture.body().path("amountMinor").longValue()).isEqualTo(4_000);
        assertThat(bank.lookUp("anna:capture:1&operation=refund").status()).isEqualTo(404);
        assertThat(bank.lookUp("nobody").get("code")).isEqualTo("not_found");
    }

    @Test
    void another_merchants_operation_is_never_the_answer() throws Exception {
        bank.authorize("k1", "anna:authorize:1", "tok_ok");

        assertThat(bank.lookUp("oslo", "anna:authorize:1").get("code")).isEqualTo("not_found");
        assertThat(bank.lookUp("", "anna:authorize:1").get("code")).isEqualTo("not_found");

        var declined =
                bank.authorization("anna:authorize:1", "tok_decline_lost").put("merchant", "oslo");
        bank.post("/v1/payments", "k3", declined);

        assertThat(bank.lookUp("oslo", "anna:authorize:1").get("declineCode")).isEqualTo("lost_card");
        assertThat(bank.lookUp("anna:authorize:1").get("status")).isEqualTo("approved");
        assertThat(bank.lookUp("anna:authorize:1").body().path("executions").intValue())
                .isEqualTo(1);
    }

    @Test
    void a_later_operation_that_names_no_merchant_belongs_to_the_payments_merchant() throws Exception {
        bank.capture(bank.authorized("anna:authorize:1", "tok_ok"), "anna:capture:1", 1);

        assertThat(bank.lookUp("", "anna:capture:1").status()).isEqualTo(404);
        assertThat(bank.lookUp("rio", "anna:capture:1").status()).isEqualTo(200);
    }

    @Test
    void a_reference_used_twice_tells_of_the_money_that_moved() throws Exception {
        bank.authorize("k1", "anna:authorize:1", "tok_ok");
        bank.authorize("k2", "anna:authorize:1", "tok_decline_generic");

        var heard = bank.lookUp("anna:authorize:1");

        assertThat(heard.get("status")).isEqualTo("approved");
        assertThat(heard.body().path("executions").intValue()).isEqualTo(2);
    }

    private Heard payment(Heard authorization) throws Exception {
        return bank.get("/v1/payments/" + authorization.get("pspReference"));
    }

    private String state(String pspReference) throws Exception {
        return bank.get("/v1/payments/" + pspReference).get("state");
    }

    private static void assertRefused(Heard heard, String code) {
        assertThat(heard.status()).isEqualTo(409);
        assertThat(heard.get("code")).isEqualTo(code);
    }
}
