package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.Hotel.Told;
import io.staylog.banksimulator.post.Notifying;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellingTheHotelTest {
    @TempDir
    Path home;

    Hotel hotel;
    Path secrets;

    @BeforeEach
    void open() throws IOException {
        hotel = new Hotel();
        secrets = Files.writeString(home.resolve("secrets"), "\nfirst-secret\nold-secret\n");
    }

    @AfterEach
    void close() {
        hotel.close();
    }

    private RunningBank bank(boolean all) throws IOException {
        return bank(new Notifying(List.of(hotel.url()), secrets, all));
    }

    private RunningBank bank(Notifying notifying) throws IOException {
        return new RunningBank(
                Settings.ofLoopback(0, home.resolve("bank"), RunningBank.HANG).with(notifying));
    }

    @Test
    void only_what_no_answer_told_is_told_unless_all_is_asked_for() throws Exception {
        try (var bank = bank(false)) {
            bank.capture(bank.authorized("anna:authorize:1", "tok_ok"), "anna:capture:1", 1);
            bank.authorize("k1", "anna:authorize:2", "tok_decline_lost");
            bank.authorize("k2", "bela:authorize:1", "tok_3ds_ok_1");

            await().until(() -> hotel.told().size() == 1);

            var told = hotel.told().getFirst();
            assertThat(told.get("type")).isEqualTo("payment.authorized");
            assertThat(told.get("merchant")).isEqualTo("rio");
            assertThat(told.get("merchantReference")).isEqualTo("bela:authorize:1");
            assertThat(told.get("operation")).isEqualTo("authorize");
            assertThat(told.body().path("amountMinor").longValue()).isEqualTo(10_000);
            assertThat(told.get("currency")).isEqualTo("EUR");
            assertThat(told.get("authCode"))
                    .isEqualTo(bank.lookUp("bela:authorize:1").get("authCode"));
            assertThat(told.get("authorizationExpiresAt"))
                    .isEqualTo(bank.lookUp("bela:authorize:1").get("authorizationExpiresAt"));
            assertThat(told.get("brand") + told.get("last4")).isEqualTo("visa4242");
        }
    }

    @Test
    void a_signature_of_the_first_secret_proves_time_and_body() throws Exception {
        try (var bank = bank(true)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            await().until(() -> hotel.told().size() == 1);
        }

        var told = hotel.told().getFirst();
        var parts = told.signature().split(",v1=");
        var time = parts[0].substring("t=".length());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("first-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var proof = mac.doFinal((time + "." + told.text()).getBytes(StandardCharsets.UTF_8));
        assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(proof));
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void all_that_moves_or_is_declined_is_told_in_its_order() throws Exception {
        try (var bank = bank(true)) {
            var payment = bank.authorized("anna:authorize:1", "tok_ok");
            bank.adjust(payment, "anna:adjust:1", 20_000);
            bank.capture(payment, "anna:capture:1", 20_000);
            bank.refund(payment, "anna:refund:1", 5_000);
            var declining = bank.authorized("bela:authorize:1", "tok_capture_fails");
            bank.capture(declining, "bela:capture:1", 1);
            bank.voided(declining, "bela:void:1");
            bank.authorize("k1", "cara:authorize:1", "tok_cvc");
            await().until(() -> hotel.told().size() == 8);

            assertThat(typesOf("anna"))
                    .containsExactly("payment.authorized", "payment.adjusted", "payment.captured", "refund.succeeded");
            assertThat(typesOf("bela")).containsExactly("payment.authorized", "payment.declined", "payment.voided");
            assertThat(typesOf("cara")).containsExactly("payment.declined");
            assertThat(hotel.told()).extracting(it -> it.get("id")).doesNotHaveDuplicates();
            assertThat(hotel.told()).extracting(it -> it.get("declineCode")).contains("incorrect_cvc");
        }
    }

    @Test
    void what_happens_later_is_told_when_it_happens() throws Exception {
        try (var bank = bank(false)) {
            bank.authorize("k1", "anna:authorize:1", "tok_3ds_abandon_1");
            bank.authorized("bela:authorize:1", "tok_auth_expires_ms_1");
            captured(bank, "cara", "tok_capture_fails_later_1");
            bank.refund(captured(bank, "dora", "tok_refund_pending_1"), "dora:refund:1", 1);
            bank.refund(captured(bank, "emma", "tok_refund_fails_later_1"), "emma:refund:1", 1);
            captured(bank, "fred", "tok_dispute_won_1");

            await().until(() -> hotel.told().size() == 7);
            assertThat(typesOf("anna")).containsExactly("payment.declined");
            assertThat(typesOf("bela")).containsExactly("payment.expired");
            assertThat(typesOf("cara")).containsExactly("payment.capture_failed");
            assertThat(typesOf("dora")).containsExactly("refund.succeeded");
            assertThat(typesOf("emma")).containsExactly("refund.failed");
            assertThat(typesOf("fred")).containsExactly("dispute.opened", "dispute.won");
            var opened = told("dispute.opened");
            assertThat(opened.get("merchantReference")).isEqualTo("fred:authorize:1");
            assertThat(opened.get("reasonCode") + " " + opened.get("stage")).isEqualTo("fraudulent chargeback");
            assertThat(Instant.parse(opened.get("evidenceDueAt")))
                    .isAfter(Instant.now().plus(Duration.ofDays(6)));
            assertThat(opened.get("disputeId"))
                    .isEqualTo(told("dispute.won").get("disputeId"))
                    .isNotEmpty();
            assertThat(told("payment.declined").get("declineCode")).isEqualTo("authentication_failed");
        }
    }

    @Test
    void a_hotel_that_does_not_take_it_is_told_again_also_after_a_restart() throws Exception {
        hotel.answer(500);
        try (var bank = bank(true)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            bank.authorize("k2", "bela:authorize:1", "tok_ok");
            await().until(() -> hotel.refused().size() >= 3);
            bank.restart();
            hotel.answer(200);

            await().until(() -> hotel.told().size() == 2);

            assertThat(hotel.told()).extracting(Told::text).isSubsetOf(refusedTexts());
            bank.restart();
            bank.authorize("k3", "cara:authorize:1", "tok_ok");
            await().until(() -> hotel.told().size() == 3);
            assertThat(typesOf("anna")).hasSize(1);
        }
    }

    @Test
    void every_address_is_told_on_its_own() throws Exception {
        try (var other = new Hotel();
                var bank = bank(new Notifying(List.of(hotel.url(), other.url()), secrets, true))) {
            hotel.answer(503);
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            await().until(() -> other.told().size() == 1 && !hotel.refused().isEmpty());
            bank.restart();
            hotel.answer(204);
            await().until(() -> hotel.told().size() == 1);
            await().until(() -> bank.get("/v1/ledger").text().contains("\"result\":\"done\""));

            assertThat(other.told()).hasSize(1);
        }
    }

    @Test
    void a_token_has_everything_told_three_times() throws Exception {
        try (var bank = bank(false)) {
            captured(bank, "anna", "tok_dup_webhook");
            await().until(() -> hotel.told().size() == 6);

            assertThat(hotel.types())
                    .containsExactly(
                            "payment.authorized",
                            "payment.authorized",
                            "payment.authorized",
                            "payment.captured",
                            "payment.captured",
                            "payment.captured");
            assertThat(hotel.told().stream().map(Told::text).distinct()).hasSize(2);
        }
    }

    @Test
    void a_token_has_the_hotel_told_before_the_caller() throws Exception {
        try (var bank = bank(false)) {
            var heard = bank.authorize("k1", "anna:authorize:1", "tok_webhook_first");

            assertThat(hotel.told()).hasSize(1);
            assertThat(hotel.told().getFirst().get("pspReference")).isEqualTo(heard.get("pspReference"));
            hotel.answer(500);
            assertThat(bank.capture(heard.get("pspReference"), "anna:capture:1", 1)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_token_has_a_capture_told_before_its_authorisation() throws Exception {
        try (var bank = bank(false)) {
            captured(bank, "anna", "tok_webhook_out_of_order");
            await().until(() -> hotel.told().size() == 2);
            assertThat(hotel.types()).containsExactly("payment.captured", "payment.authorized");

            bank.authorize("k1", "bela:authorize:1", "tok_webhook_out_of_order_100");
            await().until(() -> hotel.told().size() == 3);
        }
    }

    @Test
    void without_a_secret_nothing_starts() throws Exception {
        var empty = Files.writeString(home.resolve("empty"), "\n");

        assertThatThrownBy(() -> bank(new Notifying(List.of(hotel.url()), empty, true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no secret");
    }

    private List<String> typesOf(String guest) {
        return hotel.told().stream()
                .filter(it -> it.get("merchantReference").startsWith(guest + ":"))
                .map(it -> it.get("type"))
                .toList();
    }

    private Told told(String type) {
        return hotel.told().stream()
                .filter(it -> it.get("type").equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<String> refusedTexts() {
        return hotel.refused().stream().map(Told::text).toList();
    }

    private static String captured(RunningBank bank, String guest, String token) throws Exception {
        var payment = bank.authorized(guest + ":authorize:1", token);
        assertThat(bank.capture(payment, guest + ":capture:1", 10_000).status()).isEqualTo(200);
        return payment;
    }
}
