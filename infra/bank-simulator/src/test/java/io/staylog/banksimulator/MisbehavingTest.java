package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisbehavingTest {
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

    @ParameterizedTest
    @CsvSource({
        "tok_decline_generic, generic_decline",
        "tok_decline_insufficient, insufficient_funds",
        "tok_decline_expired, expired_card",
        "tok_decline_lost, lost_card",
        "tok_cvc, incorrect_cvc"
    })
    void a_declined_card_moves_nothing_and_says_why(String token, String code) throws Exception {
        var heard = bank.authorize("k1", "anna:authorize:1", token);

        assertThat(heard.status()).isEqualTo(402);
        assertThat(heard.get("status")).isEqualTo("declined");
        assertThat(heard.get("declineCode")).isEqualTo(code);
        assertThat(bank.lookUp("anna:authorize:1").get("declineCode")).isEqualTo(code);
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isZero();
        assertThat(bank.totals("rio").path("declined").intValue()).isEqualTo(1);
    }

    @Test
    void an_issuer_that_is_away_declines_a_payment_a_number_of_times() throws Exception {
        var token = "tok_decline_issuer_unavailable_2";

        assertThat(bank.authorize("k1", "anna:authorize:1", token).get("declineCode"))
                .isEqualTo("issuer_unavailable");
        assertThat(bank.authorize("k1", "anna:authorize:1", token).status()).isEqualTo(402);
        bank.restart();
        assertThat(bank.authorize("k2", "anna:authorize:2", token).status()).isEqualTo(402);
        assertThat(bank.authorize("k3", "bela:authorize:1", token).status()).isEqualTo(402);
        assertThat(bank.authorize("k4", "anna:authorize:3", token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do_not_honor",
                "issuer_unavailable",
                "processing_error",
                "try_again_later",
                "card_velocity_exceeded",
                "authentication_required",
                "incorrect_number",
                "card_not_supported",
                "currency_not_supported",
                "transaction_not_allowed",
                "stolen_card",
                "fraudulent",
                "generic_decline",
                "insufficient_funds",
                "expired_card",
                "lost_card",
                "incorrect_cvc"
            })
    void every_decline_code_has_a_token(String code) throws Exception {
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_decline_" + code)
                        .get("declineCode"))
                .isEqualTo(code);
    }

    @Test
    void a_slow_bank_answers_in_its_own_time() throws Exception {
        var before = Instant.now();

        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_slow_300").status())
                .isEqualTo(200);

        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void a_caller_who_does_not_wait_for_a_slow_bank_finds_the_result_later() throws Exception {
        var impatient = bank.request("/v1/payments")
                .timeout(Duration.ofMillis(100))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString(
                        bank.authorization("anna:authorize:1", "tok_slow_500").toString()));

        assertThatThrownBy(() -> bank.send(impatient)).isInstanceOf(HttpTimeoutException.class);

        await().until(() -> bank.lookUp("anna:authorize:1").get("status").equals("approved"));
    }

    @Test
    void an_approval_whose_answer_got_lost_is_found_and_repeated() throws Exception {
        assertSilence("k1", "anna:authorize:1", "tok_timeout_then_approved");

        var found = bank.lookUp("anna:authorize:1");
        var repeated = bank.authorize("k1", "anna:authorize:1", "tok_timeout_then_approved");

        assertThat(found.get("status")).isEqualTo("approved");
        assertThat(repeated.get("pspReference")).isEqualTo(found.get("pspReference"));
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
        assertThat(bank.totals("rio").path("unanswered").intValue()).isEqualTo(1);
    }

    @Test
    void a_decline_whose_answer_got_lost_is_found_and_repeated() throws Exception {
        assertSilence("k1", "anna:authorize:1", "tok_timeout_then_declined");

        assertThat(bank.lookUp("anna:authorize:1").get("status")).isEqualTo("declined");
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_timeout_then_declined")
                        .status())
                .isEqualTo(402);
    }

    @Test
    void a_call_that_got_lost_was_never_executed() throws Exception {
        assertSilence("k1", "anna:authorize:1", "tok_timeout_never_executed");
        assertSilence("k1", "anna:authorize:1", "tok_timeout_never_executed");

        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(404);
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isZero();
        assertThat(bank.totals("rio").path("calls").intValue()).isEqualTo(2);
    }

    @Test
    void a_call_that_got_lost_once_can_be_sent_again_with_its_key() throws Exception {
        assertSilence("k1", "anna:authorize:1", "tok_timeout_never_executed_1");

        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(404);
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_timeout_never_executed_1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_unknown_stays_unknown_for_ever() throws Exception {
        assertSilence("k1", "anna:authorize:1", "tok_unknown_forever");
        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(503);
        assertThat(bank.lookUp("oslo", "anna:authorize:1").status()).isEqualTo(404);

        bank.restart();

        assertSilence("k1", "anna:authorize:1", "tok_unknown_forever");
        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(503);
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isZero();
    }

    @Test
    void a_bank_that_is_down_has_done_nothing_and_comes_back_even_over_a_restart() throws Exception {
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_5xx_2").status())
                .isEqualTo(503);
        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(404);
        bank.restart();

        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_5xx_2").status())
                .isEqualTo(503);
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_5xx_2").status())
                .isEqualTo(200);
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void an_authorisation_can_end_early() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_auth_expires_0");
        var twoHours = bank.authorize("k2", "anna:authorize:2", "tok_auth_expires_2");

        assertThat(bank.get("/v1/payments/" + payment).get("state")).isEqualTo("expired");
        assertThat(bank.capture(payment, "anna:capture:1", 1).get("code")).isEqualTo("authorization_expired");
        assertThat(bank.voided(payment, "anna:void:1").status()).isEqualTo(200);
        assertThat(Instant.parse(twoHours.get("authorizationExpiresAt")))
                .isBefore(Instant.now().plus(Duration.ofHours(3)));
    }

    @Test
    void a_capture_can_fail_also_as_a_part_of_the_authorisation() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_capture_fails");
        var sale = bank.authorization("anna:sale:1", "tok_capture_fails").put("capture", true);

        assertThat(bank.capture(payment, "anna:capture:1", 10_000).get("declineCode"))
                .isEqualTo("capture_failed");
        assertThat(bank.get("/v1/payments/" + payment).get("state")).isEqualTo("authorized");
        assertThat(bank.post("/v1/payments", "k2", sale).get("declineCode")).isEqualTo("capture_failed");
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void a_refund_can_fail() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_refund_fails");
        bank.capture(payment, "anna:capture:1", 10_000);

        var heard = bank.refund(payment, "anna:refund:1", 10_000);

        assertThat(heard.status()).isEqualTo(402);
        assertThat(heard.get("declineCode")).isEqualTo("refund_failed");
        assertThat(bank.get("/v1/payments/" + payment).get("state")).isEqualTo("captured");
    }

    @Test
    void the_answer_to_a_later_operation_can_get_lost_too() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_capture_timeout_then_approved");

        assertThatThrownBy(() -> bank.capture(payment, "anna:capture:1", 10_000))
                .isInstanceOf(IOException.class);

        assertThat(bank.lookUp("anna:capture:1").get("status")).isEqualTo("approved");
        assertThat(bank.get("/v1/payments/" + payment).get("state")).isEqualTo("captured");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242",
                "ok",
                "tok_",
                "tok_fails",
                "tok_slow_",
                "tok_slow_600001",
                "tok_slow_1x",
                "tok_5xx",
                "tok_auth_expires_9999999",
                "tok_capture_ok",
                "tok_fails_later",
                "tok_capture_pending",
                "tok_void_3ds_ok",
                "tok_3ds",
                "tok_decline_nothing",
                "tok_dispute_drawn",
                "tok_dispute_won_",
                "tok_authorize_fails",
                "TOK_OK",
                "tok_5xx_99999999999"
            })
    void a_token_that_the_bank_does_not_know_is_refused(String token) throws Exception {
        var heard = bank.authorize("k1", "anna:authorize:1", token);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.get("code")).isEqualTo("token_invalid");
        assertThat(heard.get("field")).isEqualTo("token");
    }

    private void assertSilence(String key, String reference, String token) {
        assertThatThrownBy(() -> bank.authorize(key, reference, token)).isInstanceOf(IOException.class);
    }
}
