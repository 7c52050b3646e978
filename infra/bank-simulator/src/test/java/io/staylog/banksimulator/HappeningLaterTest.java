package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.RunningBank.Heard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bank does by itself after it has answered, also when it was down in between. */
class HappeningLaterTest {
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
    void a_guest_who_acts_turns_an_authorisation_that_waited_into_an_approved_one() throws Exception {
        var heard = bank.authorize("k1", "anna:authorize:1", "tok_3ds_ok_300");

        assertThat(heard.status()).isEqualTo(202);
        assertThat(heard.get("status")).isEqualTo("action_required");
        assertThat(heard.get("actionUrl")).startsWith("http://127.0.0.1:").endsWith(heard.get("pspReference"));
        assertThat(Instant.parse(heard.get("actionExpiresAt")))
                .isAfter(Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(202);
        assertThat(bank.capture(heard.get("pspReference"), "anna:capture:1", 1).status())
                .isEqualTo(404);

        await().until(() -> bank.lookUp("anna:authorize:1").status() == 200);
        var found = bank.lookUp("anna:authorize:1");
        assertThat(found.get("status")).isEqualTo("approved");
        assertThat(found.get("pspReference")).isEqualTo(heard.get("pspReference"));
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_3ds_ok_300").get("authCode"))
                .isEqualTo(found.get("authCode"));
        assertThat(bank.capture(heard.get("pspReference"), "anna:capture:1", 10_000)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_sale_that_waited_for_its_guest_takes_the_money_once_he_acts() throws Exception {
        var sale = bank.authorization("anna:sale:1", "tok_3ds_ok_100").put("capture", true);

        var heard = bank.post("/v1/payments", "k1", sale);

        await().until(() -> state(heard).equals("captured"));
        assertThat(sum("captured")).isEqualTo(10_000);
    }

    @Test
    void a_guest_who_does_not_act_in_time_is_declined() throws Exception {
        var heard = bank.authorize("k1", "anna:authorize:1", "tok_3ds_abandon_200");

        await().until(() -> bank.lookUp("anna:authorize:1").status() == 200);

        assertThat(bank.lookUp("anna:authorize:1").get("declineCode")).isEqualTo("authentication_failed");
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_3ds_abandon_200")
                        .status())
                .isEqualTo(402);
        assertThat(act(heard, "ok").get("code")).isEqualTo("no_action_open");
        assertThat(sum("authorized")).isZero();
    }

    @Test
    void a_guest_is_shown_a_page_and_decides_there() throws Exception {
        var anna = bank.authorize("k1", "anna:authorize:1", "tok_3ds_manual");
        var bela = bank.authorize("k2", "bela:authorize:1", "tok_3ds_manual");

        assertThat(bank.get(path(anna)).text()).contains("<form method=\"post\">");
        assertThat(act(anna, "maybe").get("field")).isEqualTo("result");
        assertThat(act(anna, "ok").status()).isEqualTo(200);
        assertThat(act(bela, "fail").status()).isEqualTo(200);

        assertThat(bank.lookUp("anna:authorize:1").get("status")).isEqualTo("approved");
        assertThat(bank.lookUp("bela:authorize:1").get("declineCode")).isEqualTo("authentication_failed");
        assertThat(act(anna, "fail").status()).isEqualTo(409);
    }

    @Test
    void a_refund_can_take_its_time_and_holds_its_amount_meanwhile() throws Exception {
        var payment = captured("tok_refund_pending_300");

        var heard = bank.refund(payment, "anna:refund:1", 6_000);

        assertThat(heard.status()).isEqualTo(202);
        assertThat(heard.get("status")).isEqualTo("pending");
        assertThat(heard.get("pspReference")).isEqualTo(payment);
        assertThat(bank.lookUp("anna:refund:1").status()).isEqualTo(202);
        assertThat(bank.refund(payment, "anna:refund:2", 6_000).get("code")).isEqualTo("amount_exceeds_refundable");
        await().until(() -> bank.lookUp("anna:refund:1").get("status").equals("approved"));
        assertThat(sum("refunded")).isEqualTo(6_000);
        assertThat(bank.get("/v1/payments/" + payment).get("state")).isEqualTo("partially_refunded");
    }

    @Test
    void a_refund_can_fail_after_a_while_and_lets_go_of_its_amount() throws Exception {
        var payment = captured("tok_refund_fails_later_100");

        bank.refund(payment, "anna:refund:1", 10_000);

        await().until(() -> bank.lookUp("anna:refund:1").get("declineCode").equals("refund_failed"));
        assertThat(sum("refunded")).isZero();
        assertThat(bank.refund(payment, "anna:refund:2", 10_000).status()).isEqualTo(202);
    }

    @Test
    void a_capture_can_turn_out_to_have_failed() throws Exception {
        var payment = captured("tok_capture_fails_later_200");

        await().until(() -> state(payment).equals("capture_failed"));

        assertThat(bank.lookUp("anna:capture:1").get("declineCode")).isEqualTo("capture_failed");
        assertThat(sum("captured") - sum("captureFailed")).isZero();
        assertThat(bank.capture(payment, "anna:capture:2", 1).status()).isEqualTo(409);
        assertThat(bank.refund(payment, "anna:refund:1", 1).status()).isEqualTo(409);
    }

    @Test
    void an_authorisation_that_nobody_used_expires_in_the_books() throws Exception {
        bank.authorized("anna:authorize:1", "tok_auth_expires_ms_100");
        var used = bank.authorized("bela:authorize:1", "tok_auth_expires_ms_100");
        bank.voided(used, "bela:void:1");

        await().until(() -> bank.get("/v1/ledger").text().contains("authorization_expired"));

        assertThat(bank.get("/v1/ledger").text().split("authorization_expired")).hasSize(2);
    }

    @Test
    void a_dispute_takes_the_money_and_a_challenge_can_win_it_back() throws Exception {
        var payment = captured("tok_dispute_won");
        await().until(() -> disputed(payment) == 10_000);
        var id = disputeId();

        var open = bank.get("/v1/disputes/" + id);
        var challenged = challenge(id);

        assertThat(open.get("state")).isEqualTo("open");
        assertThat(open.get("merchantReference")).isEqualTo("anna:authorize:1");
        assertThat(Instant.parse(open.get("evidenceDueAt")))
                .isAfter(Instant.now().plus(Duration.ofDays(6)));
        assertThat(challenged.get("state")).isEqualTo("challenged");
        assertThat(challenge(id).status()).isEqualTo(200);
        await().until(() -> bank.get("/v1/disputes/" + id).get("state").equals("won"));
        assertThat(disputed(payment)).isZero();
        assertThat(sum("disputed")).isEqualTo(10_000);
        assertThat(sum("disputeReturned")).isEqualTo(10_000);
        assertThat(challenge(id).get("code")).isEqualTo("dispute_closed");
    }

    @Test
    void a_dispute_is_lost_when_the_bank_says_so_or_the_merchant_gives_it_up() throws Exception {
        var payment = captured("tok_dispute_lost_100");
        await().until(() -> disputed(payment) == 10_000);
        var lost = disputeId();
        await().until(() -> bank.get("/v1/disputes/" + lost).get("state").equals("lost"));
        assertThat(disputed(payment)).isEqualTo(10_000);

        var other = bank.authorized("bela:authorize:1", "tok_dispute_won");
        bank.capture(other, "bela:capture:1", 5_000);
        await().until(() -> disputed(other) == 5_000);
        var id = disputeId();
        assertThat(accept(id).get("state")).isEqualTo("lost");
        assertThat(accept(id).status()).isEqualTo(200);
        assertThat(challenge(id).status()).isEqualTo(409);
        assertThat(bank.get("/v1/disputes/dsp_0").get("code")).isEqualTo("dispute_not_found");
    }

    @Test
    void what_was_planned_happens_after_a_restart_too() throws Exception {
        var action = bank.authorize("k1", "anna:authorize:1", "tok_3ds_ok_1000");
        var refunding = captured("bela", "tok_refund_pending_1000");
        bank.refund(refunding, "bela:refund:1", 10_000);
        var failing = captured("cara", "tok_capture_fails_later_1000");
        var disputed = captured("dora", "tok_dispute_lost_1000");

        bank.restart();

        await().until(() -> state(action).equals("authorized"));
        await().until(() -> state(refunding).equals("refunded"));
        await().until(() -> state(failing).equals("capture_failed"));
        await().until(() -> disputed(disputed) == 10_000);
        bank.restart();
        var dispute = disputeId();
        await().until(() -> bank.get("/v1/disputes/" + dispute).get("state").equals("lost"));
        bank.restart();
        assertThat(bank.lookUp("anna:authorize:1").get("status")).isEqualTo("approved");
        assertThat(state(failing)).isEqualTo("capture_failed");
        assertThat(disputed(disputed)).isEqualTo(10_000);
    }

    @Test
    void a_plan_that_came_to_nothing_does_not_come_back_after_a_restart() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_dispute_lost_100");
        bank.capture(payment, "anna:capture:1", 5_000);
        bank.refund(payment, "anna:refund:1", 5_000);
        await().until(() -> bank.get("/v1/ledger").text().contains("plan_dropped"));
        bank.capture(payment, "anna:capture:2", 5_000);

        bank.restart();
        bank.authorize("k1", "bela:authorize:1", "tok_3ds_ok_1");
        await().until(() -> bank.lookUp("bela:authorize:1").status() == 200);

        assertThat(disputed(payment)).isZero();
    }

    private String captured(String token) throws Exception {
        return captured("anna", token);
    }

    private String captured(String guest, String token) throws Exception {
        var payment = bank.authorized(guest + ":authorize:1", token);
        assertThat(bank.capture(payment, guest + ":capture:1", 10_000).status()).isEqualTo(200);
        return payment;
    }

    private String state(Heard heard) throws Exception {
        return state(heard.get("pspReference"));
    }

    private String state(String payment) throws Exception {
        return bank.get("/v1/payments/" + payment).get("state");
    }

    private long disputed(String payment) throws Exception {
        return bank.get("/v1/payments/" + payment).body().path("disputedMinor").longValue();
    }

    private long sum(String effect) throws Exception {
        return bank.totals("rio").path(effect).path("minor").longValue();
    }

    /** Of the newest dispute in the ledger. */
    private String disputeId() throws Exception {
        var ledger = bank.get("/v1/ledger").text();
        var name = "\"disputeId\":\"";
        int start = ledger.lastIndexOf(name) + name.length();
        return ledger.substring(start, ledger.indexOf('"', start));
    }

    private Heard challenge(String disputeId) throws Exception {
        return answer(disputeId, "challenge");
    }

    private Heard accept(String disputeId) throws Exception {
        return answer(disputeId, "accept");
    }

    private Heard answer(String disputeId, String what) throws Exception {
        return bank.send(bank.request("/v1/disputes/" + disputeId + "/" + what).POST(BodyPublishers.noBody()));
    }

    private static String path(Heard action) {
        return URI.create(action.get("actionUrl")).getPath();
    }

    private Heard act(Heard action, String result) throws Exception {
        return bank.send(bank.request("/v1/actions/" + action.get("pspReference"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("result=" + result)));
    }
}
