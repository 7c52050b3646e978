package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.banksimulator.ledger.LedgerDamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeepingTheLedgerTest {
    @TempDir
    Path data;

    Path file;

    @BeforeEach
    void name() {
        file = data.resolve("ledger.jsonl");
    }

    @Test
    void every_call_and_every_effect_is_a_line() throws Exception {
        try (var bank = new RunningBank(data)) {
            var payment = bank.authorized("anna:authorize:1", "tok_ok");
            bank.capture(payment, "anna:capture:1", 10_000);
            bank.authorize("k3", "bela:authorize:1", "tok_decline_lost");

            var lines = lines(bank.get("/v1/ledger").text());

            assertThat(lines).extracting(it -> it.path("seq").intValue()).containsExactly(1, 2, 3, 4, 5);
            assertThat(lines)
                    .extracting(it -> "%s %s %s"
                            .formatted(
                                    it.path("kind").asString(),
                                    it.path("operation").asString(),
                                    it.path("result").asString()))
                    .containsExactly(
                            "call authorize approved",
                            "effect authorize authorized",
                            "call capture approved",
                            "effect capture captured",
                            "call authorize declined");
            assertThat(lines.get(4).path("code").asString()).isEqualTo("lost_card");
            assertThat(lines.get(3).path("pspReference").asString()).isEqualTo(payment);
            assertThat(lines.get(3).path("merchant").asString()).isEqualTo("rio");
            assertThat(lines.get(3).path("currency").asString()).isEqualTo("EUR");
        }
    }

    @Test
    void whoever_has_read_a_part_goes_on_after_it() throws Exception {
        try (var bank = new RunningBank(data)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            var part = bank.get("/v1/ledger").text();
            bank.authorize("k2", "bela:authorize:1", "tok_ok");

            var rest = bank.get("/v1/ledger?fromByte=" + part.length()).text();

            assertThat(part + rest).isEqualTo(bank.get("/v1/ledger").text());
            assertThat(lines(rest)).hasSize(2);
            assertThat(bank.get("/v1/ledger?fromByte=999999").text()).isEmpty();
            assertThat(bank.get("/v1/ledger?fromByte=-1").get("field")).isEqualTo("fromByte");
        }
    }

    @Test
    void a_restart_changes_nothing_that_can_be_asked() throws Exception {
        try (var bank = new RunningBank(data)) {
            var payment = bank.authorized("anna:authorize:1", "tok_ok");
            bank.capture(payment, "anna:capture:1", 6_000);
            bank.refund(payment, "anna:refund:1", 1_000);
            bank.voided(bank.authorized("bela:authorize:1", "tok_ok"), "bela:void:1");
            var questions = List.of(
                    "/v1/ledger",
                    "/v1/ledger/totals?by=merchant",
                    "/v1/ledger/totals?by=reference",
                    "/v1/payments/" + payment,
                    "/v1/operations?merchant=rio&merchantReference=anna:refund:1",
                    "/health");
            var before = answers(bank, questions);

            bank.restart();

            assertThat(answers(bank, questions)).isEqualTo(before);
            assertThat(bank.authorized("cara:authorize:1", "tok_ok")).isNotEqualTo(payment);
        }
    }

    @Test
    void a_torn_last_line_is_cut_off() throws Exception {
        try (var bank = new RunningBank(data)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
        }
        var whole = Files.readString(file);
        Files.writeString(file, "{\"seq\":3,\"time\":\"2026-11", StandardOpenOption.APPEND);

        try (var bank = new RunningBank(data)) {
            assertThat(bank.get("/v1/ledger").text()).isEqualTo(whole);
            assertThat(bank.authorize("k2", "anna:authorize:2", "tok_ok").status())
                    .isEqualTo(200);
        }
        try (var bank = new RunningBank(data)) {
            assertThat(lines(bank.get("/v1/ledger").text())).hasSize(4);
        }
    }

    @Test
    void a_call_that_was_cut_off_from_its_effect_never_happened() throws Exception {
        try (var bank = new RunningBank(data)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            bank.authorize("k2", "anna:authorize:2", "tok_ok");
        }
        var lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3));

        try (var bank = new RunningBank(data)) {
            assertThat(bank.lookUp("anna:authorize:2").status()).isEqualTo(404);
            assertThat(bank.authorize("k2", "anna:authorize:2", "tok_ok").status())
                    .isEqualTo(200);
            assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_ledger_that_somebody_changed_is_not_opened() throws Exception {
        try (var bank = new RunningBank(data)) {
            bank.authorize("k1", "anna:authorize:1", "tok_ok");
            bank.authorize("k2", "anna:authorize:2", "tok_ok");
        }
        var lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(2), lines.get(3)));

        assertThatThrownBy(() -> new RunningBank(data))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("after entry 1");
        Files.write(file, List.of(lines.get(0), lines.get(1), "{}"));
        assertThatThrownBy(() -> new RunningBank(data)).isInstanceOf(LedgerDamagedException.class);
        Files.write(file, lines);
        new RunningBank(data).close();
    }

    @Test
    void two_banks_cannot_share_a_ledger() throws Exception {
        try (var bank = new RunningBank(data)) {
            assertThatThrownBy(() -> new RunningBank(data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Another bank simulator uses");
            assertThat(bank.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void a_spreadsheet_can_read_it() throws Exception {
        try (var bank = new RunningBank(data)) {
            bank.authorize("key,with\"quote", "anna:authorize:1", "tok_ok");

            var csv = bank.send(bank.request("/v1/ledger").header("Accept", "text/csv"));

            assertThat(csv.response().headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
            assertThat(csv.text().split("\r\n"))
                    .hasSize(3)
                    .satisfies(it -> assertThat(it[0]).startsWith("seq,time,kind,operation,key,merchantReference"))
                    .satisfies(it -> assertThat(it[1])
                            .matches("1,[^,]+,call,authorize,\"key,with\"\"quote\",anna:authorize:1,psp_1,10000,EUR,"
                                    + "rio,tok_ok,approved,,true,1,false,,,,,"))
                    .satisfies(it -> assertThat(it[2]).contains(",effect,").contains(",authorized,,,,,20"));
        }
    }

    @Test
    void totals_add_up_per_merchant_and_currency() throws Exception {
        try (var bank = new RunningBank(data)) {
            var payment = bank.authorized("anna:authorize:1", "tok_ok");
            bank.capture(payment, "anna:capture:1", 6_000);
            bank.refund(payment, "anna:refund:1", 1_000);
            bank.post(
                    "/v1/payments",
                    "k4",
                    bank.authorization("bela:authorize:1", "tok_ok").put("currency", "NOK"));
            bank.post(
                    "/v1/payments",
                    "k5",
                    bank.authorization("cara:authorize:1", "tok_ok").put("merchant", "oslo"));

            assertThat(sums(bank, "merchant"))
                    .containsExactly(
                            "oslo EUR 1 calls 10000 0 0",
                            "rio EUR 3 calls 10000 6000 1000",
                            "rio NOK 1 calls 10000 0 0");
            assertThat(sums(bank, "hotel")).isEqualTo(sums(bank, "merchant"));
            assertThat(sums(bank, "reference"))
                    .containsExactly(
                            "anna EUR 3 calls 10000 6000 1000",
                            "bela NOK 1 calls 10000 0 0",
                            "cara EUR 1 calls 10000 0 0");
            assertThat(sums(bank, "all"))
                    .containsExactly("all EUR 4 calls 20000 6000 1000", "all NOK 1 calls 10000 0 0");
        }
    }

    private static List<String> sums(RunningBank bank, String by) throws Exception {
        var answer = bank.get("/v1/ledger/totals?by=" + by).body();
        return answer.path("totals").valueStream().map(it -> sum(it, answer)).toList();
    }

    private static String sum(JsonNode row, JsonNode answer) {
        return "%s %s %d calls %d %d %d"
                .formatted(
                        row.path(answer.path("by").asString()).asString(),
                        row.path("currency").asString(),
                        row.path("calls").intValue(),
                        row.path("authorized").path("minor").longValue(),
                        row.path("captured").path("minor").longValue(),
                        row.path("refunded").path("minor").longValue());
    }

    private static List<String> answers(RunningBank bank, List<String> questions) throws Exception {
        var answers = new ArrayList<String>();
        for (var question : questions) {
            answers.add(bank.get(question).text());
        }
        return answers;
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(it -> new JsonMapper().readTree(it)).toList();
    }
}
