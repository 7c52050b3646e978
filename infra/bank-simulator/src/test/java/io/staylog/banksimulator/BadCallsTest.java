package io.staylog.banksimulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BadCallsTest {
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
    @CsvSource(
            delimiter = '|',
            value = {
                "amountMinor | 10.5",
                "amountMinor | -1",
                "amountMinor | 1e3",
                "amountMinor | \"100\"",
                "amountMinor | 1000000000000",
                "amountMinor | 99999999999999999999999",
                "amountMinor | null",
                "amountMinor | [1]",
                "currency | \"eur\"",
                "currency | \"EURO\"",
                "currency | null",
                "token | \"tok ok\"",
                "token | 1",
                "merchantReference | \"\"",
                "merchantReference | \"=1+1\"",
                "merchantReference | \"Zürich\"",
                "merchantReference | {}",
                "merchant | \"a,b\"",
                "capture | \"yes\"",
                "capture | 1",
                "initiator | \"C I T\"",
                "ammountMinor | 1",
            })
    void a_field_that_is_wrong_is_named(String field, String value) throws Exception {
        var body = bank.authorization("anna:authorize:1", "tok_ok");
        body.set(field, new JsonMapper().readTree(value));

        var heard = bank.post("/v1/payments", "k1", body);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.get("code")).isEqualTo("invalid_request");
        assertThat(heard.get("field")).isEqualTo(field);
        assertThat(heard.get("message")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "1", "null", "{} {}", "{\"a\":1,\"a\":2}", "\u0000"})
    void a_body_that_is_not_one_json_object_is_refused(String body) throws Exception {
        var heard = bank.post("/v1/payments", "k1", body);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.get("code")).isEqualTo("invalid_json");
    }

    @Test
    void json_nested_without_end_is_refused() throws Exception {
        assertThat(bank.post("/v1/payments", "k1", "[".repeat(50_000)).get("code"))
                .isEqualTo("invalid_json");
    }

    @Test
    void nothing_to_capture_or_refund_is_refused() throws Exception {
        var payment = bank.authorized("anna:authorize:1", "tok_ok");
        var sale =
                bank.authorization("anna:sale:1", "tok_ok").put("capture", true).put("amountMinor", 0);

        assertThat(bank.capture(payment, "anna:capture:1", 0).get("field")).isEqualTo("amountMinor");
        assertThat(bank.refund(payment, "anna:refund:1", 0).get("field")).isEqualTo("amountMinor");
        assertThat(bank.post("/v1/payments", "k2", sale).get("field")).isEqualTo("amountMinor");
    }

    @Test
    void a_call_without_idempotency_key_is_refused() throws Exception {
        var call = bank.request("/v1/payments")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        bank.authorization("anna:authorize:1", "tok_ok").toString()));

        var heard = bank.send(call);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.get("field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void a_body_that_does_not_say_it_is_json_is_refused() throws Exception {
        var call = bank.request("/v1/payments")
                .header("Idempotency-Key", "k1")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"));

        assertThat(bank.send(call).status()).isEqualTo(415);
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        var heard = bank.post("/v1/payments", "k1", " ".repeat(64 * 1024) + "{}");

        assertThat(heard.status()).isEqualTo(413);
        assertThat(bank.get("/health").status()).isEqualTo(200);
    }

    @Test
    void an_unknown_payment_is_not_found() throws Exception {
        assertThat(bank.get("/v1/payments/psp_nothing").status()).isEqualTo(404);
        assertThat(bank.capture("psp_nothing", "anna:capture:1", 1).get("code")).isEqualTo("payment_not_found");
        assertThat(bank.voided("%00", "anna:void:1").get("field")).isEqualTo("pspReference");
    }

    @Test
    void a_question_without_its_subject_is_refused() throws Exception {
        assertThat(bank.get("/v1/operations").get("field")).isEqualTo("merchantReference");
        assertThat(bank.get("/v1/operations?merchantReference=").get("field")).isEqualTo("merchantReference");
        assertThat(bank.get("/v1/operations?merchantReference=a").get("field")).isEqualTo("merchant");
        assertThat(bank.get("/v1/operations?merchant=rio&merchantReference=a&operation=steal")
                        .get("field"))
                .isEqualTo("operation");
        assertThat(bank.get("/v1/ledger/totals?by=moon").get("field")).isEqualTo("by");
    }

    @Test
    void a_call_by_another_name_is_refused_because_a_web_page_may_have_sent_it() throws Exception {
        assertThat(statusByName("evil.example:8600")).contains(" 421 ");
        assertThat(statusByName("127.0.0.1.evil.example")).contains(" 421 ");
        assertThat(statusByName("localhost:8600")).contains(" 200 ");
        assertThat(statusByName("[::1]")).contains(" 200 ");
    }

    private String statusByName(String name) throws IOException {
        try (var socket =
                new Socket("127.0.0.1", bank.request("/").build().uri().getPort())) {
            var request = "GET /health HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void other_paths_and_methods_are_refused_with_a_hint() throws Exception {
        var wrongMethod = bank.send(bank.request("/v1/payments").DELETE());

        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.response().headers().firstValue("Allow")).hasValue("POST");
        assertThat(bank.get("/v2/payments").status()).isEqualTo(404);
        assertThat(bank.get("/v1/payments/a/b/c").status()).isEqualTo(404);
    }

    @Test
    void calls_of_a_wrong_shape_leave_no_trace() throws Exception {
        bank.post("/v1/payments", "k1", "{}");
        bank.authorize("k1", "anna:authorize:1", "tok_who");

        assertThat(bank.get("/v1/ledger").text()).isEmpty();
        assertThat(bank.authorize("k1", "anna:authorize:1", "tok_ok").status()).isEqualTo(200);
    }
}
