package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.RunningBank.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatingACallTest {
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
    void the_same_key_gets_the_same_answer_and_moves_nothing_more() throws Exception {
        var first = bank.authorize("k1", "anna:authorize:1", "tok_ok");
        var second = bank.authorize("k1", "anna:authorize:1", "tok_ok");

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
        assertThat(bank.totals("rio").path("calls").intValue()).isEqualTo(2);
        assertThat(bank.totals("rio").path("repeatedKeys").intValue()).isEqualTo(1);
        assertThat(bank.totals("rio").path("repeatedCalls").intValue()).isEqualTo(1);
    }

    @Test
    void declines_and_refusals_are_repeated_too() throws Exception {
        var declined = bank.authorize("k1", "anna:authorize:1", "tok_decline_lost");
        var payment = bank.authorized("anna:authorize:2", "tok_ok");
        var tooMuch = "{\"merchantReference\":\"anna:capture:1\",\"amountMinor\":10001}";
        var refused = bank.post("/v1/payments/" + payment + "/captures", "k2", tooMuch);
        bank.voided(payment, "anna:void:1");

        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_decline_lost").text())
                .isEqualTo(declined.text());
        assertThat(bank.post("/v1/payments/" + payment + "/captures", "k2", tooMuch)
                        .text())
                .isEqualTo(refused.text());
    }

    @Test
    void an_answer_stays_the_same_whatever_happens_to_the_payment() throws Exception {
        var first = bank.authorize("k1", "anna:authorize:1", "tok_ok");
        bank.capture(first.get("pspReference"), "anna:capture:1", 10_000);
        bank.refund(first.get("pspReference"), "anna:refund:1", 10_000);

        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok").text()).isEqualTo(first.text());
    }

    @Test
    void white_space_and_field_order_do_not_make_another_body() throws Exception {
        var first = bank.post(
                "/v1/payments",
                "k1",
                "{\"merchantReference\":\"a:1\",\"amountMinor\":5,\"currency\":\"EUR\",\"token\":\"tok_ok\"}");
        var second = bank.post(
                "/v1/payments",
                "k1",
                "{ \"token\": \"tok_ok\", \"currency\": \"EUR\",\n \"amountMinor\": 5, \"merchantReference\": \"a:1\", \"capture\": false }");

        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void the_same_key_with_another_body_is_refused() throws Exception {
        bank.authorize("k1", "anna:authorize:1", "tok_ok");

        var heard = bank.post(
                "/v1/payments",
                "k1",
                bank.authorization("anna:authorize:1", "tok_ok").put("amountMinor", 10_001));

        assertThat(heard.status()).isEqualTo(422);
        assertThat(heard.get("code")).isEqualTo("idempotency_key_reused");
        assertThat(bank.totals("rio").path("authorized").path("minor").longValue())
                .isEqualTo(10_000);
    }

    @Test
    void keys_survive_a_restart() throws Exception {
        var first = bank.authorize("k1", "anna:authorize:1", "tok_ok");
        var declined = bank.authorize("k2", "bela:authorize:1", "tok_cvc");

        bank.restart();

        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok").text()).isEqualTo(first.text());
        assertThat(bank.authorize("k2", "bela:authorize:1", "tok_cvc").text()).isEqualTo(declined.text());
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok_amex").status())
                .isEqualTo(422);
    }

    @Test
    void many_at_once_with_one_key_have_one_effect() throws Exception {
        var heard = atOnce(50, () -> bank.authorize("k1", "anna:authorize:1", "tok_ok"));

        assertThat(heard).extracting(Heard::text).containsOnly(heard.getFirst().text());
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
        assertThat(bank.totals("rio").path("repeatedCalls").intValue()).isEqualTo(49);
    }

    @Test
    void while_a_call_is_in_progress_its_key_is_taken_and_a_look_up_says_so() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> bank.authorize("k1", "anna:authorize:1", "tok_slow_1000"));
            await().until(() -> bank.lookUp("anna:authorize:1").status() == 409);

            var second = bank.authorize("k1", "anna:authorize:1", "tok_slow_1000");
            var other = bank.authorize("k1", "anna:authorize:2", "tok_slow_1000");

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.get("code")).isEqualTo("operation_in_progress");
            assertThat(other.status()).isEqualTo(422);
            assertThat(slow.get().status()).isEqualTo(200);
            assertThat(bank.authorize("k1", "anna:authorize:1", "tok_slow_1000").text())
                    .isEqualTo(slow.get().text());
        }
    }

    @Test
    void many_slow_calls_at_once_with_one_key_have_one_effect() throws Exception {
        var heard = atOnce(20, () -> bank.authorize("k1", "anna:authorize:1", "tok_slow_300"));

        assertThat(heard).extracting(Heard::status).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                .isEqualTo(1);
    }

    private static ArrayList<Heard> atOnce(int calls, Callable<Heard> call) throws Exception {
        var heard = new ArrayList<Heard>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Heard>>();
            for (int i = 0; i < calls; i++) {
                pending.add(threads.submit(call));
            }
            for (var each : pending) {
                heard.add(each.get());
            }
        }
        return heard;
    }
}
