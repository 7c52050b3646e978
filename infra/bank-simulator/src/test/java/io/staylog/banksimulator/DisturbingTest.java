package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.post.Notifying;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A bank that is disturbed by a script, away, slow or forgetful. */
@Timeout(60)
class DisturbingTest {
    private static final String SCRIPT = "seed=7,rate=0.4,delay-ms=5";

    @TempDir
    Path data;

    @Test
    void the_same_seed_and_the_same_calls_meet_the_same_faults_whatever_the_threads() throws Exception {
        var alone = ledgerOfFaults(1);
        var together = ledgerOfFaults(8);

        assertThat(together).isEqualTo(alone);
        assertThat(alone).hasSizeBetween(10, 80);
        assertThat(alone).anyMatch(it -> it.contains("timeout_before")).anyMatch(it -> it.contains("reset"));
    }

    private List<String> ledgerOfFaults(int threads) throws Exception {
        var settings = settings("threads-" + threads).with(FaultScript.parse(SCRIPT));
        try (var bank = new RunningBank(settings)) {
            var calls = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 60; i++) {
                var reference = "guest-" + i + ":authorize:1";
                calls.add(() -> {
                    untilAnswered(bank, reference);
                    return null;
                });
            }
            try (var pool = Executors.newFixedThreadPool(threads)) {
                for (var done : pool.invokeAll(calls)) {
                    done.get();
                }
            }
            assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                    .isEqualTo(60);
            return bank.get("/v1/ledger")
                    .text()
                    .lines()
                    .map(it -> new JsonMapper().readTree(it))
                    .filter(it -> it.has("fault"))
                    .map(it ->
                            it.path("key").asString() + " " + it.path("attempt").intValue() + " "
                                    + it.path("fault").asString())
                    .sorted()
                    .toList();
        }
    }

    private static void untilAnswered(RunningBank bank, String reference) throws Exception {
        for (int attempt = 0; attempt < 30; attempt++) {
            try {
                bank.authorize(reference, reference, "tok_ok");
                return;
            } catch (IOException _) {
                // Disturbed; the same key again moves no more money.
            }
        }
        throw new AssertionError("30 faults in a row");
    }

    @Test
    void faults_can_be_set_shown_and_cleared_while_the_bank_runs() throws Exception {
        try (var bank = new RunningBank(settings("bank"))) {
            var set = bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"timeout_after\"]}");
            assertThat(set.status()).isEqualTo(200);
            assertThatThrownBy(() -> bank.authorize("k1", "anna:authorize:1", "tok_ok"))
                    .isInstanceOf(IOException.class);
            assertThat(bank.lookUp("anna:authorize:1").get("status")).isEqualTo("approved");
            assertThat(bank.get("/v1/faults")
                            .body()
                            .path("disturbed")
                            .path("timeout_after")
                            .intValue())
                    .isEqualTo(1);

            assertThat(bank.send(bank.request("/v1/faults").DELETE())
                            .body()
                            .path("rate")
                            .doubleValue())
                    .isZero();

            assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok").status())
                    .isEqualTo(200);
            assertThat(bank.totals("rio").path("disturbed").intValue()).isEqualTo(1);
            assertThat(bank.totals("rio").path("unanswered").intValue()).isEqualTo(1);
            assertThat(bank.put("/v1/faults", "{\"seed\":1,\"rate\":2}").get("field"))
                    .isEqualTo("rate");
            assertThat(bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"fire\"]}")
                            .get("field"))
                    .isEqualTo("kinds");
            assertThat(bank.put("/v1/faults", "{\"rate\":1}").get("field")).isEqualTo("seed");
        }
    }

    @Test
    void a_call_that_a_script_loses_has_no_effect_and_a_reset_does_not_hang() throws Exception {
        var settings = settings("bank").with(FaultScript.parse("seed=1,rate=1,kinds=timeout_before"));
        try (var bank = new RunningBank(settings)) {
            assertThatThrownBy(() -> bank.authorize("k1", "anna:authorize:1", "tok_ok"))
                    .isInstanceOf(IOException.class);
            assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(404);
        }
        var slowToClose = Settings.ofLoopback(0, data.resolve("reset"), Duration.ofMinutes(5))
                .with(FaultScript.parse("seed=1,rate=1,kinds=reset"));
        try (var bank = new RunningBank(slowToClose)) {
            assertThatThrownBy(() -> bank.authorize("k1", "anna:authorize:1", "tok_ok"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_script_disturbs_notifications_too() throws Exception {
        try (var hotel = new Hotel()) {
            var secrets = Files.writeString(data.resolve("secrets"), "secret");
            var settings = settings("bank").with(new Notifying(List.of(hotel.url()), secrets, false));
            try (var bank = new RunningBank(settings)) {
                bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"duplicate\"]}");
                bank.authorize("k1", "anna:authorize:1", "tok_ok");
                await().until(() -> hotel.told().size() == 3);

                bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"early\"]}");
                bank.authorize("k2", "bela:authorize:1", "tok_ok");
                assertThat(hotel.told()).hasSize(4);

                bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"out_of_order\"]}");
                var payment = bank.authorized("cara:authorize:1", "tok_ok");
                bank.put("/v1/faults", "{\"seed\":1,\"rate\":1,\"kinds\":[\"early\"]}");
                bank.capture(payment, "cara:capture:1", 1);
                await().until(() -> hotel.told().size() == 6);
                assertThat(hotel.types().subList(4, 6)).containsExactly("payment.captured", "payment.authorized");
            }
        }
    }

    @Test
    void a_bank_that_is_away_hangs_refuses_or_says_so_and_tells_nobody_anything() throws Exception {
        try (var hotel = new Hotel()) {
            var secrets = Files.writeString(data.resolve("secrets"), "secret");
            var settings = settings("bank").with(new Notifying(List.of(hotel.url()), secrets, false));
            try (var bank = new RunningBank(settings)) {
                bank.authorize("k1", "anna:authorize:1", "tok_3ds_ok_100");
                assertThat(bank.put("/v1/outage", "{\"kind\":\"503\"}")
                                .body()
                                .path("away")
                                .booleanValue())
                        .isTrue();
                assertThat(bank.authorize("k2", "bela:authorize:1", "tok_ok").status())
                        .isEqualTo(503);
                assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(503);
                await().until(() -> bank.get("/v1/ledger").text().contains("action_completed\",\"code"));
                bank.put("/v1/outage", "{\"kind\":\"hang\"}");
                assertThatThrownBy(() -> bank.lookUp("anna:authorize:1")).isInstanceOf(IOException.class);
                bank.put("/v1/outage", "{\"kind\":\"refuse\",\"until\":\"2999-01-01T00:00:00Z\"}");
                assertThatThrownBy(() -> bank.lookUp("anna:authorize:1")).isInstanceOf(IOException.class);
                assertThat(hotel.told()).isEmpty();
                assertThat(bank.put("/v1/outage", "{\"kind\":\"fire\"}").get("field"))
                        .isEqualTo("kind");
                assertThat(bank.put("/v1/outage", "{\"until\":\"soon\"}").get("field"))
                        .isEqualTo("until");

                bank.send(bank.request("/v1/outage").DELETE());

                assertThat(bank.lookUp("anna:authorize:1").status()).isEqualTo(200);
                assertThat(bank.lookUp("bela:authorize:1").status()).isEqualTo(404);
                await().until(() -> hotel.told().size() == 1);
                bank.put("/v1/outage", "{\"ms\":100}");
                await().ignoreExceptions()
                        .until(() -> bank.lookUp("anna:authorize:1").status() == 200);
            }
        }
    }

    @Test
    void keys_are_forgotten_in_time_or_on_demand_and_are_then_charged_anew() throws Exception {
        try (var bank = new RunningBank(settings("bank"))) {
            var first = bank.authorize("k1", "anna:authorize:1", "tok_ok").get("pspReference");
            bank.authorize("k2", "bela:authorize:1", "tok_ok");
            assertThat(bank.send(bank.request("/v1/keys/forget?key=k1").POST(BodyPublishers.noBody()))
                            .get("forgotten"))
                    .isEqualTo("k1");
            bank.restart();

            assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok").get("pspReference"))
                    .isNotEqualTo(first);
            assertThat(bank.lookUp("anna:authorize:1").body().path("executions").intValue())
                    .isEqualTo(2);
            bank.authorize("k2", "bela:authorize:1", "tok_ok");
            assertThat(bank.lookUp("bela:authorize:1").body().path("executions").intValue())
                    .isEqualTo(1);
            bank.send(bank.request("/v1/keys/forget").POST(BodyPublishers.noBody()));
            assertThat(bank.authorize("k2", "bela:authorize:1", "tok_ok_amex").status())
                    .isEqualTo(200);
        }
        try (var bank = new RunningBank(settings("short").withKeysLive(Duration.ofMillis(50)))) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            await().until(() -> {
                bank.authorize("k1", "anna:authorize:1", "tok_ok");
                return bank.lookUp("anna:authorize:1").body().path("executions").intValue() == 2;
            });
            assertThat(bank.get("/v1/ledger").text()).contains("key_expired");
            bank.restart();
            assertThat(bank.lookUp("anna:authorize:1").body().path("executions").intValue())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_refund_that_is_pending_is_decided_although_its_key_was_forgotten() throws Exception {
        try (var bank = new RunningBank(settings("bank"))) {
            var payment = bank.authorized("anna:authorize:1", "tok_refund_pending_300");
            bank.capture(payment, "anna:capture:1", 10_000);
            bank.refund(payment, "anna:refund:1", 10_000);
            bank.send(bank.request("/v1/keys/forget").POST(BodyPublishers.noBody()));

            await().until(() -> bank.lookUp("anna:refund:1").get("status").equals("approved"));
        }
    }

    @Test
    void every_call_takes_as_long_as_asked_and_many_take_no_longer_than_one() throws Exception {
        try (var bank = new RunningBank(settings("bank").withLatency(Duration.ofMillis(300)))) {
            var before = Instant.now();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = new ArrayList<Callable<Integer>>();
                for (int i = 0; i < 100; i++) {
                    var reference = "guest-" + i + ":authorize:1";
                    calls.add(
                            () -> bank.authorize(reference, reference, "tok_ok").status());
                }
                for (var status : threads.invokeAll(calls)) {
                    assertThat(status.get()).isEqualTo(200);
                }
            }
            // One after the other they would take half a minute.
            assertThat(Duration.between(before, Instant.now()))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(15));
        }
    }

    private Settings settings(String name) {
        return Settings.ofLoopback(0, data.resolve(name), RunningBank.HANG);
    }
}
